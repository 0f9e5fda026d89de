package io.parley.http.problem;

import java.time.Duration;

/// A limit and what is left of it, as the headers `RateLimit-Policy` and `RateLimit` tell it.
/// (draft-ietf-httpapi-ratelimit-headers-10)
///
/// @param policy its name, `[a-z-]+`
/// @param quota how much is allowed within `window`; @param remaining how much of it is left
/// @param reset when more is allowed again
public record Quota(String policy, long quota, Duration window, long remaining, Duration reset) {

  /// Such as `"starts";q=30;w=60`.
  public String policyHeader() {
    return "\"%s\";q=%d;w=%d".formatted(policy, quota, seconds(window));
  }

  /// Such as `"starts";r=29;t=60`.
  public String stateHeader() {
    return "\"%s\";r=%d;t=%d".formatted(policy, remaining, seconds(reset));
  }

  /// Whole seconds, rounded up: who comes back then does not come too early.
  public static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999L).toSeconds();
  }
}
