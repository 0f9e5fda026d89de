package io.parley.core.fault;

/// How the circuit breaker of something outside stands (M. Nygard, Release It!, ch. 5).
public enum BreakerState {
  /// It works.
  CLOSED,
  /// One call is let through, to see whether it works again.
  HALF_OPEN,
  /// It is left alone.
  OPEN
}
