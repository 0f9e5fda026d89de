package io.parley.voice.dial;

import java.util.concurrent.Future;

/// Ticks of 20 ms for legs that are not in a call.
@FunctionalInterface
public interface LegClock {
  /// Ticks, one at a time, until it is cancelled, or until `tick` throws.
  Future<?> every(Runnable tick);
}
