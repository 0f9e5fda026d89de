package io.parley.core.access;

import java.util.UUID;

/// Names an access of staff to an organisation's data.
public record AccessId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
