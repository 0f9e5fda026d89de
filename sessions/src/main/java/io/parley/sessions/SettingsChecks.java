package io.parley.sessions;

import java.time.Duration;

/// Checks of settings: each failure is a sentence with key, value and what was expected.
final class SettingsChecks {
  private SettingsChecks() {}

  static void positive(String key, Duration value) {
    if (!value.isPositive()) throw wrong(key, value, "> 0");
  }

  static void atLeast(String key, int value, int least) {
    if (value < least) throw wrong(key, value, "≥ " + least);
  }

  static void rising(String key, Duration min, Duration max) {
    positive(key + ".min", min);
    if (max.compareTo(min) < 0)
      throw wrong(key + ".max", max, "≥ " + key + ".min, which is " + min);
  }

  static IllegalArgumentException wrong(String key, Object value, String expected) {
    return new IllegalArgumentException(
        "parley.sessions.%s: %s (expected: %s)".formatted(key, value, expected));
  }
}
