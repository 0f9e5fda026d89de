package io.parley.http.ops.breaker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The breakers of this node. Each node has its own: what one cannot reach, another may.
public interface BreakerControls {

  /// @param name unique over both kinds: `provider:openai/1`, `tool:postgresql`
  /// @param failures of the newest calls
  /// @param since when it is in this state; empty when it never was in another
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
