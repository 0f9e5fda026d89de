package io.parley.core.support;

import java.time.Instant;
import java.util.Optional;

/// A matter for a human of the company to handle.
///
/// @param number for people, such as `T-1013`
/// @param note the newest note for the customer
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
