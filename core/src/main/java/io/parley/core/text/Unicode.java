package io.parley.core.text;

import java.text.Normalizer;
import java.util.Locale;

/// Linear-time versions of JDK functions that take quadratic time on hostile text. For ordinary
/// text the results are the JDK's.
public final class Unicode {
  /// UAX #15, Stream-Safe Text Format: no language needs more.
  private static final int MARKS_MAX = 30;

  /// The JDK copies the text for each letter that becomes longer, so the text is converted in
  /// pieces.
  private static final int PIECE = 64;

  private static final char SIGMA = '\u03a3';
  private static final char SIGMA_WITHIN = '\u03c3';
  private static final char SIGMA_AT_THE_END = '\u03c2';

  private Unicode() {}

  /// The text with at most 30 combining marks in a row. Bounds the time of composition and of
  /// patterns with `\b`, which scan all the marks at each of them.
  public static String bounded(String text) {
    int marks = 0;
    for (int i = 0; i < text.length(); i++) {
      marks = isMark(text.codePointAt(i)) ? marks + 1 : isSecondHalf(text, i) ? marks : 0;
      if (marks > MARKS_MAX) return cut(text);
    }
    return text;
  }

  private static String cut(String text) {
    var kept = new StringBuilder(text.length());
    int marks = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      marks = isMark(c) ? marks + 1 : 0;
      if (marks <= MARKS_MAX) kept.appendCodePoint(c);
    }
    return kept.toString();
  }

  private static boolean isSecondHalf(String text, int at) {
    return at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      // the voiced sound marks of half width are marks once they are composed
      default -> c == 0xff9e || c == 0xff9f;
    };
  }

  /// In compatibility forms (NFKC), of the text [#bounded].
  public static String nfkc(String text) {
    return Normalizer.normalize(bounded(text), Normalizer.Form.NFKC);
  }

  /// In lower case, independent of language.
  public static String small(String text) {
    var small = new StringBuilder(text.length());
    for (int from = 0; from < text.length(); ) {
      int to = end(text, from);
      small.append(sigmas(text, from, to).toLowerCase(Locale.ROOT));
      from = to;
    }
    return small.toString();
  }

  /// In upper case, independent of language.
  public static String capital(String text) {
    var capital = new StringBuilder(text.length());
    for (int from = 0; from < text.length(); ) {
      int to = end(text, from);
      capital.append(text.substring(from, to).toUpperCase(Locale.ROOT));
      from = to;
    }
    return capital.toString();
  }

  private static int end(String text, int from) {
    int to = Math.min(text.length(), from + PIECE);
    return to < text.length() && isSecondHalf(text, to) ? to - 1 : to;
  }

  /// Chooses the form of each sigma, within a word or at its end: the JDK scans the whole word for
  /// it.
  private static String sigmas(String text, int from, int to) {
    var piece = text.substring(from, to);
    if (piece.indexOf(SIGMA) < 0) return piece;
    var chosen = new StringBuilder(piece);
    for (int i = from; i < to; i++)
      if (text.charAt(i) == SIGMA)
        chosen.setCharAt(
            i - from,
            isLetter(text, i - 1) && !isLetter(text, i + 1) ? SIGMA_AT_THE_END : SIGMA_WITHIN);
    return chosen.toString();
  }

  private static boolean isLetter(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
  }
}
