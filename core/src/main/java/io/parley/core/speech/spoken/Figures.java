package io.parley.core.speech.spoken;

import java.util.ArrayList;
import java.util.List;

/// A number as it is written: `1,299.00`, `1.299,00`, `3.5`, `1.2.3`.
///
/// @param parts one for a whole number; the second is a fraction's digits; more are a version's
/// @param point the sign before a fraction, or between the parts of a version
record Figures(List<String> parts, char point) {
  /// Longer numbers are read digit by digit.
  private static final int WHOLE_MAX = 12;

  private static final int GROUP = 3;

  /// For patterns.
  static final String WRITTEN = "[0-9]{1,15}+(?:[.,][0-9]{1,15}+){0,5}+";

  Figures {
    parts = List.copyOf(parts);
  }

  /// @param grouping the language's sign between thousands
  static Figures of(String written, char grouping) {
    var parts = new ArrayList<String>();
    var signs = new StringBuilder();
    int from = 0;
    for (int at = 0; at < written.length(); at++)
      if (!Character.isDigit(written.charAt(at))) {
        parts.add(written.substring(from, at));
        signs.append(written.charAt(at));
        from = at + 1;
      }
    parts.add(written.substring(from));
    if (signs.isEmpty()) return new Figures(parts, '.');
    char last = signs.charAt(signs.length() - 1);
    if (isGrouped(parts, signs, signs.length(), last) && (signs.length() > 1 || last == grouping))
      return new Figures(List.of(String.join("", parts)), '.');
    if (signs.length() == 1) return new Figures(parts, last);
    var whole = parts.subList(0, parts.size() - 1);
    if (signs.charAt(0) != last && isGrouped(whole, signs, signs.length() - 1, signs.charAt(0)))
      return new Figures(List.of(String.join("", whole), parts.getLast()), last);
    return new Figures(parts, last);
  }

  private static boolean isGrouped(List<String> parts, CharSequence signs, int count, char sign) {
    for (int i = 0; i < count; i++) if (signs.charAt(i) != sign) return false;
    return parts.getFirst().length() <= GROUP
        && !parts.getFirst().startsWith("0")
        && parts.stream().skip(1).allMatch(part -> part.length() == GROUP);
  }

  /// Whether it counts something: not an identifier with zeros in front or too many digits.
  boolean isNumber() {
    var whole = parts.getFirst();
    return parts.size() <= 2
        && whole.length() <= WHOLE_MAX
        && (whole.length() == 1 || !whole.startsWith("0"));
  }

  boolean isWhole() {
    return parts.size() == 1;
  }

  boolean isOne() {
    return isWhole() && parts.getFirst().equals("1");
  }

  /// The whole part, of a number.
  long whole() {
    return Long.parseLong(parts.getFirst());
  }

  /// Without the fraction.
  Figures floor() {
    return new Figures(List.of(parts.getFirst()), '.');
  }

  /// The digits behind the point, if there are any.
  String fraction() {
    return parts.size() == 2 ? parts.getLast() : "";
  }
}
