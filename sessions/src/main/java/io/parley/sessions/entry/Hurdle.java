package io.parley.sessions.entry;

import java.time.Instant;
import java.util.Optional;

/// Work that a protocol asks of a visitor before a session starts, while more start than usual.
@FunctionalInterface
public interface Hurdle {
  /// For a protocol that has no means to ask for work.
  Hurdle NONE = (_, _) -> Optional.empty();

  /// @param challenge to be solved, in a form of its own kind
  /// @param detail what was wrong with a solution, or that one is needed
  record Demand(String challenge, String detail) {}

  /// @param pressure how much of what visitors may start is used, 0 to 1
  /// @return what is still required; empty when the visitor may continue
  Optional<Demand> demand(double pressure, Instant now);
}
