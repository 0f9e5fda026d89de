package io.parley.core.limit;

import java.time.Duration;
import java.time.Instant;

/// The amount within the last period, kept in two numbers whatever the rate: the count of the
/// current window, and that of the previous one, weighted by the part that the period still covers.
/// (The sliding window counter; it assumes that the previous window was filled evenly.) It contains
/// no limit, so it can be part of a state that outlives a change of limits.
///
/// @param window number of the current window since 1970
public record SlidingCount(Duration period, long window, long current, long previous) {

  public static SlidingCount empty(Duration period) {
    return new SlidingCount(period, 0, 0, 0);
  }

  public SlidingCount plus(long amount, Instant at) {
    var now = rolledTo(at);
    return new SlidingCount(period, now.window, now.current + amount, now.previous);
  }

  /// The amount in the period that ends at `at`, rounded up.
  public long within(Instant at) {
    var now = rolledTo(at);
    // before the window's start, after a clock stepped back, all of the previous window still
    // counts
    long into = Math.max(0, at.toEpochMilli() - now.window * period.toMillis());
    return now.current + Math.ceilDiv(now.previous * (period.toMillis() - into), period.toMillis());
  }

  /// The time until the current count has fallen to `target`, at least one second and never more
  /// than two periods.
  public Duration untilAtMost(long target, Instant at) {
    var step =
        period.dividedBy(60).compareTo(Duration.ofSeconds(1)) < 0
            ? Duration.ofSeconds(1)
            : period.dividedBy(60);
    var wait = step;
    while (within(at.plus(wait)) > target && wait.compareTo(period.multipliedBy(2)) < 0)
      wait = wait.plus(step);
    return wait;
  }

  private SlidingCount rolledTo(Instant at) {
    long wanted = Math.floorDiv(at.toEpochMilli(), period.toMillis());
    // after a clock stepped back, the current window counts
    if (wanted <= window) return this;
    return new SlidingCount(period, wanted, 0, wanted == window + 1 ? current : 0);
  }
}
