package io.parley.sessions;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses that double from `min` to `max`, each shortened by chance by up to a half, so that many
/// that failed together do not come back together. ("Exponential Backoff And Jitter", AWS
/// Architecture Blog 2015, equal jitter)
public record Backoff(Duration min, Duration max) {
  private static final int DOUBLINGS_MAX = 30;

  static Backoff from(String key, Config c) {
    check(key, c.getDuration("min"), c.getDuration("max"));
    return new Backoff(c.getDuration("min"), c.getDuration("max"));
  }

  static void check(String key, Duration min, Duration max) {
    Expect.positive(key + ".min", min);
    Expect.atLeast(key + ".max", max, key + ".min", min);
  }

  /// @param failures how many there were in a row, 1 or more
  public Duration after(int failures, RandomGenerator random) {
    var doubled = min.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
    long millis = (doubled.compareTo(max) > 0 ? max : doubled).toMillis();
    return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
  }
}
