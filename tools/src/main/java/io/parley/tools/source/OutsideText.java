package io.parley.tools.source;

import java.util.stream.Collectors;

/// Texts of servers and documents for models and operators.
public final class OutsideText {
  private OutsideText() {}

  /// Its beginning, with a mark where it was cut.
  public static String cut(String text, int max) {
    if (text.length() <= max) return text;
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "…";
  }

  /// Without control characters, and without the invisible ones that can hide instructions.
  public static String visible(String text) {
    return text.codePoints()
        .filter(
            c ->
                c == '\n'
                    || (!Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.UNASSIGNED
                        && Character.getType(c) != Character.SURROGATE))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /// [#visible] in one line.
  public static String line(String text) {
    return visible(text).replace('\n', ' ').strip();
  }
}
