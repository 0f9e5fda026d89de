package io.parley.core.fault;

import java.time.Duration;

/// Pauses between attempts that double, up to the longest one.
public final class Doubling {
  private Doubling() {}

  /// The pause after an attempt that failed.
  ///
  /// @param attempts with this one, 1 or more
  /// @param first the pause after the first attempt; more than none
  /// @return at most `longest`
  public static Duration after(int attempts, Duration first, Duration longest) {
    var pause = first;
    for (int i = 1; i < attempts && pause.compareTo(longest) < 0; i++)
      pause = pause.multipliedBy(2);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
