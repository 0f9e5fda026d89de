package io.parley.core.fault;

/// The state of a dependency's circuit breaker (M. Nygard, Release It!, ch. 5).
public enum BreakerState {
  /// The dependency works.
  CLOSED,
  /// One call is let through, to probe the dependency.
  HALF_OPEN,
  /// No call is made.
  OPEN
}
