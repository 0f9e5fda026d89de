package io.parley.core.access;

import java.util.UUID;

/// Names an assignment of staff to an organisation.
public record AssignmentId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
