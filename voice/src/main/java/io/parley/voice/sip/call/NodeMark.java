package io.parley.voice.sip.call;

import java.util.HexFormat;
import java.util.OptionalInt;

/// The mark of a node in the tags of its calls: behind the random part, so that any node finds the
/// node of a call, and no one guesses a tag.
public final class NodeMark {
  /// Hexadecimal digits of a number.
  private static final int DIGITS = 8;

  /// Of the random part: 128 bits.
  private static final int RANDOM_DIGITS = 32;

  private NodeMark() {}

  /// @param random in hexadecimal, of 32 digits; @param node its number
  public static String seed(String random, int node) {
    return random + HexFormat.of().toHexDigits(node);
  }

  /// @param tag of our end, as another end says
  /// @return empty when it has no mark
  public static OptionalInt of(String tag) {
    if (tag.length() != RANDOM_DIGITS + DIGITS) return OptionalInt.empty();
    for (int i = 0; i < tag.length(); i++)
      if (!HexFormat.isHexDigit(tag.charAt(i))) return OptionalInt.empty();
    return OptionalInt.of(HexFormat.fromHexDigits(tag, RANDOM_DIGITS, tag.length()));
  }
}
