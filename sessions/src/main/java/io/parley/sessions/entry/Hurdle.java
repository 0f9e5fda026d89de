package io.parley.sessions.entry;

import java.time.Instant;
import java.util.Optional;

/// Work that a protocol asks of a visitor before a session starts, while more start than usual.
@FunctionalInterface
public interface Hurdle {
  /// Of a protocol that has no means to ask for anything.
  Hurdle NONE = (_, _) -> Optional.empty();

  /// @param challenge to be answered, in a form of its own kind
  /// @param detail what was wrong with an answer, or that one is needed
  record Demand(String challenge, String detail) {}

  /// @param pressure how much of what visitors may start is used, 0 to 1
  /// @return what is still asked for; empty when they may go on
  Optional<Demand> demand(double pressure, Instant now);
}
