package io.parley.core.dial;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An order to call a person.
///
/// @param from one of our numbers
/// @param agent who speaks; empty for the tenant's default one
/// @param language a BCP 47 tag; empty for the agent's preferred one
/// @param opening the agent's first words to a person; empty for the agent's own
/// @param message for an answering machine; empty for the configured one
/// @param ring after so long without an answer it is given up
public record CallOutOrder(
    CallOutId key,
    PhoneNumber to,
    PhoneNumber from,
    Optional<String> agent,
    Optional<String> language,
    CallContext context,
    Optional<String> opening,
    Optional<String> message,
    Duration ring,
    Instant at) {
  /// With the agent's own first words.
  public CallOutOrder(
      CallOutId key,
      PhoneNumber to,
      PhoneNumber from,
      Optional<String> agent,
      Optional<String> language,
      CallContext context,
      Optional<String> message,
      Duration ring,
      Instant at) {
    this(key, to, from, agent, language, context, Optional.empty(), message, ring, at);
  }

  /// In UTF-16 units.
  public static final int MESSAGE_MAX = 1_000;
}
