package io.parley.tools.model.routing;

/// Of an endpoint.
public enum BreakerState {
  /// It answers.
  CLOSED,
  /// One call is let through, to see whether it answers again.
  HALF_OPEN,
  /// It is left alone.
  OPEN
}
