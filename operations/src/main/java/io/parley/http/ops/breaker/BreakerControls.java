package io.parley.http.ops.breaker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The breakers of this node. Each node has its own: a service unreachable for one may be reachable
/// for another.
public interface BreakerControls {

  /// @param name unique over both kinds: `provider:openai/1`, `tool:postgresql`
  /// @param failures of the newest calls
  /// @param since start of the current state; empty if it was never in another
  record Breaker(String name, State state, int failures, Optional<Instant> since) {}

  enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  List<Breaker> breakers();

  /// @return false when there is none of this name
  boolean reset(String name);
}
