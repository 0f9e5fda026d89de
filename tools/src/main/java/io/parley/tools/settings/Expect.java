package io.parley.tools.settings;

import java.time.Duration;
import java.util.Collection;

/// Checks of settings, for compact constructors. Each throws an [IllegalArgumentException] with the
/// sentence `key: value (expected: …)`.
public final class Expect {
  private Expect() {}

  public static void between(String key, long value, long min, long max) {
    if (value < min || value > max)
      throw wrong(key, Long.toString(value), "%d to %d".formatted(min, max));
  }

  public static void between(String key, double value, double min, double max) {
    if (!(value >= min && value <= max))
      throw wrong(key, Double.toString(value), "%s to %s".formatted(min, max));
  }

  public static void atLeast(String key, long value, long min) {
    if (value < min) throw wrong(key, Long.toString(value), "≥ " + min);
  }

  public static void positive(String key, Duration value) {
    if (!value.isPositive()) throw wrong(key, show(value), "> 0s");
  }

  public static void notNegative(String key, Duration value) {
    if (value.isNegative()) throw wrong(key, show(value), "≥ 0s");
  }

  public static void atMost(String key, Duration value, Duration max) {
    if (value.compareTo(max) > 0) throw wrong(key, show(value), "≤ " + show(max));
  }

  public static void notBlank(String key, String value) {
    if (value.isBlank()) throw wrong(key, "nothing", "a text");
  }

  public static void oneOf(String key, String value, Collection<String> known) {
    if (!known.contains(value)) throw wrong(key, value, "one of " + String.join(", ", known));
  }

  public static IllegalArgumentException wrong(String key, String value, String expected) {
    return new IllegalArgumentException("%s: %s (expected: %s)".formatted(key, value, expected));
  }

  /// As it is written in a configuration: `-1s`, `1500ms`.
  static String show(Duration value) {
    long millis = value.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
