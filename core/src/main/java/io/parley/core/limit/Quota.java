package io.parley.core.limit;

import java.time.Duration;

/// A client's limit within a time window, and the rest of it.
///
/// @param policy its name, `[a-z-]+`
/// @param quota the amount allowed within `window`; @param remaining the rest of it
/// @param reset time until more is allowed again
public record Quota(String policy, long quota, Duration window, long remaining, Duration reset) {

  /// Whole seconds, rounded up, so that a client that waits this long is not too early.
  public static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999L).toSeconds();
  }
}
