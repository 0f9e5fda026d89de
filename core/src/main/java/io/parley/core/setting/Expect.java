package io.parley.core.setting;

import java.time.Duration;
import java.util.Collection;

/// Checks of settings, for compact constructors. Each throws an [IllegalArgumentException] with the
/// message `key: value (expected: …)` for the author of the configuration. Keys are complete:
/// `parley.http.port`. Durations are written as in a configuration.
public final class Expect {
  private static final int PORT_MAX = 65_535;

  private Expect() {}

  /// 0 stands for any free port.
  public static void port(String key, int value) {
    between(key, value, 0, PORT_MAX);
  }

  public static void between(String key, long value, long min, long max) {
    if (value < min || value > max) throw wrong(key, value, min + " to " + max);
  }

  public static void between(String key, double value, double min, double max) {
    if (!(value >= min && value <= max)) throw wrong(key, value, min + " to " + max);
  }

  public static void between(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0)
      throw wrong(key, value, show(min) + " to " + show(max));
  }

  public static void atLeast(String key, long value, long min) {
    if (value < min) throw wrong(key, value, "≥ " + min);
  }

  /// @param other the key of the smallest allowed value
  public static void atLeast(String key, Duration value, String other, Duration min) {
    if (value.compareTo(min) < 0)
      throw wrong(key, value, "≥ %s, which is %s".formatted(other, show(min)));
  }

  /// @param other the key of the value that it must stay below
  public static void less(String key, Duration value, String other, Duration limit) {
    if (value.compareTo(limit) >= 0)
      throw wrong(key, value, "less than %s, which is %s".formatted(other, show(limit)));
  }

  public static void positive(String key, long value) {
    atLeast(key, value, 1);
  }

  public static void positive(String key, double value) {
    if (!(value > 0)) throw wrong(key, value, "> 0");
  }

  public static void positive(String key, Duration value) {
    if (!value.isPositive()) throw wrong(key, value, "> 0s");
  }

  public static void notNegative(String key, Duration value) {
    if (value.isNegative()) throw wrong(key, value, "≥ 0s");
  }

  public static void atMost(String key, Duration value, Duration max) {
    if (value.compareTo(max) > 0) throw wrong(key, value, "≤ " + show(max));
  }

  public static void notBlank(String key, String value) {
    if (value.isBlank()) throw wrong(key, "nothing", "a text");
  }

  public static void oneOf(String key, String value, Collection<String> known) {
    if (!known.contains(value)) throw wrong(key, value, "one of " + String.join(", ", known));
  }

  /// For values that must not be shown, because they may be secret.
  ///
  /// @param form says what a right value looks like
  public static void that(String key, boolean right, String form) {
    if (!right) throw wrong(key, "a value of another form", form);
  }

  /// The exception for any other check.
  public static IllegalArgumentException wrong(String key, Object value, String expected) {
    var shown = value instanceof Duration duration ? show(duration) : value;
    return new IllegalArgumentException("%s: %s (expected: %s)".formatted(key, shown, expected));
  }

  /// As it is written in a configuration: `-1s`, `1500ms`.
  private static String show(Duration value) {
    long millis = value.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
