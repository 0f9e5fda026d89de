package io.parley.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The measured durations of one operation. For one thread.
public final class Distribution {
  private static final int HUNDRED = 100;

  private final String what;
  private final List<Duration> all = new ArrayList<>();

  public Distribution(String what) {
    this(what, List.of());
  }

  public Distribution(String what, List<Duration> measured) {
    this.what = what;
    this.all.addAll(measured);
  }

  public void add(Duration took) {
    all.add(took);
  }

  /// The smallest duration that `percent` of all do not exceed (nearest rank); zero without
  /// measurements.
  ///
  /// @param percent 1 to 100
  public Duration percentile(int percent) {
    if (all.isEmpty()) return Duration.ZERO;
    var sorted = all.stream().sorted().toList();
    return sorted.get(Math.ceilDiv(percent * sorted.size(), HUNDRED) - 1);
  }

  public Duration worst() {
    return percentile(HUNDRED);
  }

  @Override
  public String toString() {
    return "%s: %d times, p50 %.2f s, p95 %.2f s, p99 %.2f s, worst %.2f s"
        .formatted(
            what,
            all.size(),
            seconds(percentile(50)),
            seconds(percentile(95)),
            seconds(percentile(99)),
            seconds(worst()));
  }

  private static double seconds(Duration took) {
    return took.toMillis() / 1_000.0;
  }
}
