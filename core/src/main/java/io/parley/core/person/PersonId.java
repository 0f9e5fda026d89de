package io.parley.core.person;

import java.util.UUID;

/// Names a person with an account.
public record PersonId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
