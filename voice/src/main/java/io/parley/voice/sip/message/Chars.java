package io.parley.voice.sip.message;

/// Classes of characters (RFC 3261, section 25.1).
final class Chars {
  static final String UNRESERVED_MARKS = "-_.!~*'()";

  /// The characters of tokens.
  static final Chars TOKEN = alphanumericAnd("-.!%*_+`'~");

  /// The characters of a Call-ID: words, and `@` between two.
  static final Chars CALL_ID = alphanumericAnd("-.!%*_+`'~()<>:\\\"/[]?{}@");

  static final Chars USER = alphanumericAnd(UNRESERVED_MARKS + "&=+$,;?/%");
  static final Chars PASSWORD = alphanumericAnd(UNRESERVED_MARKS + "&=+$,%");
  static final Chars HOST = alphanumericAnd("-.");
  static final Chars URI_PARAM = alphanumericAnd(UNRESERVED_MARKS + "[]/:&+$%");
  static final Chars URI_HEADER = alphanumericAnd(UNRESERVED_MARKS + "[]/?:+$%");
  static final Chars SCHEME = alphanumericAnd("+-.");

  /// Of a URI with another scheme: anything visible but delimiters.
  static final Chars OTHER_URI = alphanumericAnd(UNRESERVED_MARKS + ";/?:@&=+$,%[]#");

  /// A parameter's value without quotes: a token, or an address, with or without brackets (RFC
  /// 5118, section 4.5).
  static final Chars VALUE = alphanumericAnd("-.!%*_+`'~[]:");

  private final boolean[] members = new boolean[128];

  private Chars(String others) {
    for (char c = '0'; c <= '9'; c++) members[c] = true;
    for (char c = 'a'; c <= 'z'; c++) members[c] = true;
    for (char c = 'A'; c <= 'Z'; c++) members[c] = true;
    for (int i = 0; i < others.length(); i++) members[others.charAt(i)] = true;
  }

  private static Chars alphanumericAnd(String others) {
    return new Chars(others);
  }

  boolean has(char c) {
    return c < 128 && members[c];
  }

  /// The index of the first character from `at` that is none of these, or the text's length.
  int skip(String text, int at) {
    int end = at;
    while (end < text.length() && has(text.charAt(end))) end++;
    return end;
  }

  boolean areAll(String text) {
    return skip(text, 0) == text.length();
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && TOKEN.areAll(text);
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }
}
