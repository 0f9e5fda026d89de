package io.parley.sessions.breaker;

import java.time.Instant;
import java.util.Optional;

/// The breaker of one dependency on this node, for operators.
///
/// @param failures in a row
/// @param since when it is in this state; empty when it never was in another
public record ToolBreakerState(
    String dependency, State state, int failures, Optional<Instant> since) {

  public enum State {
    CLOSED,
    /// A probe is under way.
    HALF_OPEN,
    /// Its tools are not offered.
    OPEN
  }
}
