package io.parley.persistence.setting;

import java.time.Duration;

/// Checks of settings. Each throws an `IllegalArgumentException` whose message is a sentence for
/// whoever wrote the configuration.
public final class Expect {
  private Expect() {}

  public static int range(String key, int value, int min, int max) {
    if (value < min || value > max)
      throw new IllegalArgumentException(
          "%s: %d (expected: %d to %d)".formatted(key, value, min, max));
    return value;
  }

  public static long range(String key, long value, long min, long max) {
    if (value < min || value > max)
      throw new IllegalArgumentException(
          "%s: %d (expected: %d to %d)".formatted(key, value, min, max));
    return value;
  }

  public static Duration range(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0)
      throw new IllegalArgumentException(
          "%s: %s (expected: %s to %s)".formatted(key, value, min, max));
    return value;
  }

  /// @param form says what a right value looks like; the value itself is not shown, it may be
  ///   secret
  public static void that(String key, boolean right, String form) {
    if (!right)
      throw new IllegalArgumentException(
          "%s: a value of another form (expected: %s)".formatted(key, form));
  }
}
