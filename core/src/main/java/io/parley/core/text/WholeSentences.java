package io.parley.core.text;

/// Shortens a text that was cut off, so that it ends with a whole sentence.
public final class WholeSentences {
  private static final String ENDS = ".!?…";
  private static final String ENDS_WITHOUT_BLANK = "。！？";
  private static final String CLOSING = ")]}\"'”’»*_`";
  private static final int CLOSING_MAX = 8;
  private static final int DIGITS_MAX = 9;

  private WholeSentences() {}

  /// The text up to the end of its last whole sentence or line; if there is none, up to its last
  /// whole word; if there is none either, all of it. One pass from the end.
  public static String of(String text) {
    int word = 0;
    for (int end = text.length(); end > 0; end--) {
      char last = text.charAt(end - 1);
      if (last == '\n' || isSentence(text, end)) {
        var whole = text.substring(0, end).stripTrailing();
        if (!whole.isEmpty()) return whole;
        break; // what comes before is blank, too
      }
      if (word == 0 && Character.isWhitespace(last)) word = end;
    }
    var words = text.substring(0, word).stripTrailing();
    return words.isEmpty() ? text : words;
  }

  private static boolean isSentence(String text, int end) {
    int mark = end - 1;
    if (ENDS_WITHOUT_BLANK.indexOf(text.charAt(mark)) >= 0) return true;
    if (end < text.length() && !Character.isWhitespace(text.charAt(end))) return false;
    while (mark > 0 && end - mark <= CLOSING_MAX && CLOSING.indexOf(text.charAt(mark)) >= 0) mark--;
    return ENDS.indexOf(text.charAt(mark)) >= 0 && !isNumber(text, mark);
  }

  /// Whether the full stop belongs to the number before it: it numbers a line, or its decimals were
  /// cut off.
  private static boolean isNumber(String text, int stop) {
    int from = stop;
    while (from > 0 && stop - from < DIGITS_MAX && isDigit(text.charAt(from - 1))) from--;
    if (text.charAt(stop) != '.' || from == stop) return false;
    return stop == text.length() - 1 || from == 0 || text.charAt(from - 1) == '\n';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
