package io.parley.core.support;

import java.time.Instant;
import java.util.Optional;

/// A matter that a human of the company will see to.
///
/// @param number for people, such as `T-1013`
/// @param note the newest word on it, for the customer
public record Ticket(
    String number,
    Optional<String> customer,
    String subject,
    Status status,
    Priority priority,
    Instant createdAt,
    Instant updatedAt,
    String note) {

  public enum Status {
    OPEN,
    WAITING,
    SOLVED
  }

  public enum Priority {
    LOW,
    NORMAL,
    HIGH
  }
}
