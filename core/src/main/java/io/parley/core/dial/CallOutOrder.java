package io.parley.core.dial;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An order to call a person.
///
/// @param from one of our numbers
/// @param agent who speaks; empty for the tenant's default one
/// @param language a BCP 47 tag; empty for the agent's preferred one
/// @param message for an answering machine; empty for the configured one
/// @param ring after so long without an answer it is given up
public record CallOutOrder(
    CallOutId key,
    PhoneNumber to,
    PhoneNumber from,
    Optional<String> agent,
    Optional<String> language,
    CallContext context,
    Optional<String> message,
    Duration ring,
    Instant at) {
  /// In UTF-16 units.
  public static final int MESSAGE_MAX = 1_000;
}
