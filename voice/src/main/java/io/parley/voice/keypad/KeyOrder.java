package io.parley.voice.keypad;

import java.util.regex.Pattern;

/// Keys that are to be pressed once, one after the other.
///
/// @param key of this order: the same again presses nothing
/// @param keys `0` to `9`, `*` and `#`, 1 to [#MAX]
public record KeyOrder(String key, String keys) {
  public static final int MAX = 20;

  private static final Pattern KEYS = Pattern.compile("[0-9*#]{1," + MAX + "}");

  public KeyOrder {
    if (!isValid(keys)) throw new IllegalArgumentException("keys (expected: " + KEYS + ")");
  }

  public static boolean isValid(String keys) {
    return KEYS.matcher(keys).matches();
  }
}
