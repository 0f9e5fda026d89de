package io.parley.server.declared;

/// Bounds of a file, held before the parser sees it: the parser recurses for each level, and
/// substitutions may make a text of gigabytes out of a small file. Texts in quotes and comments may
/// have anything.
final class HoconBounds {
  /// Brackets within brackets.
  static final int NESTING_MAX = 64;

  /// Dots in one field's path, and in one text without quotes.
  static final int DOTS_MAX = 16;

  private static final String LONG_QUOTE = "\"\"\"";

  private final String file;
  private final String text;
  private int at;
  private int nesting;
  private int dots;

  private HoconBounds(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /// @param file its name, for messages
  static void check(String file, String text) {
    new HoconBounds(file, text).check();
  }

  private void check() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith(LONG_QUOTE, at)) skipLongQuote();
      else if (c == '"') skipQuote();
      else if (c == '#' || text.startsWith("//", at)) skipLine();
      else {
        checkOperators();
        count(c);
        at++;
      }
    }
  }

  private void checkOperators() {
    if (text.startsWith("${", at))
      throw refused("a substitution outside of quotes", "the value itself");
    if (text.startsWith("+=", at)) throw refused("a +=", "the whole list");
  }

  private void count(char c) {
    switch (c) {
      case '{', '[' -> {
        nesting++;
        dots = 0;
      }
      case '}', ']' -> {
        nesting--;
        dots = 0;
      }
      case '\n', ',', '=', ':' -> dots = 0;
      case '.' -> dots++;
      default -> {
        // part of a name or a text
      }
    }
    if (nesting > NESTING_MAX)
      throw refused("too many brackets within brackets", NESTING_MAX + " at most");
    if (dots > DOTS_MAX)
      throw refused("too many dots outside of quotes", DOTS_MAX + " at most, or quotes");
  }

  /// Further quotes at its end are part of it.
  private void skipLongQuote() {
    int end = text.indexOf(LONG_QUOTE, at + LONG_QUOTE.length());
    at = end < 0 ? text.length() : end + LONG_QUOTE.length();
    while (at < text.length() && text.charAt(at) == '"') at++;
  }

  private void skipQuote() {
    at++;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n')
      at += text.charAt(at) == '\\' ? 2 : 1;
    at++;
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private RuntimeException refused(String found, String expected) {
    long line = 1 + text.chars().limit(at).filter(c -> c == '\n').count();
    return Refused.because(file, "line " + line + ": " + found, expected);
  }
}
