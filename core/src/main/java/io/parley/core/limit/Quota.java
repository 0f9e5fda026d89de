package io.parley.core.limit;

import java.time.Duration;

/// A limit within a time and what is left of it, for the one that it is a limit of.
///
/// @param policy its name, `[a-z-]+`
/// @param quota how much is allowed within `window`; @param remaining how much of it is left
/// @param reset when more is allowed again
public record Quota(String policy, long quota, Duration window, long remaining, Duration reset) {

  /// Whole seconds, rounded up: who comes back then does not come too early.
  public static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999L).toSeconds();
  }
}
