package io.parley.voice.engine;

/// Of an engine, as all calls of this node see it.
public enum BreakerState {
  /// It works.
  CLOSED,
  /// One call is let through, to see whether it works again.
  HALF_OPEN,
  /// It is left alone.
  OPEN
}
