package io.parley.core.tool;

import java.util.ArrayList;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Normalises JSON, so that texts of the same value become equal: white space, the order of fields
/// and escapes do not matter; numbers are equal if they are written alike. The form is for
/// comparing only. One pass without recursion beyond [#DEPTH_MAX]; deeper values are compared as
/// they are written.
final class NormalJson {
  private static final int DEPTH_MAX = 64;
  private static final int UNICODE_DIGITS = 4;
  private static final int HEX = 16;

  private final String text;
  private int at;

  private NormalJson(String text) {
    this.text = text;
  }

  static String of(String text) {
    var reader = new NormalJson(text);
    return reader.value(0) + reader.rest();
  }

  /// The value of a field of an object, normalised; of duplicates the last one. Empty where the
  /// text is no object, or lacks the field.
  static Optional<String> field(String text, String name) {
    var reader = new NormalJson(text);
    reader.skipBlanks();
    if (reader.peek() != '{') return Optional.empty();
    return Optional.ofNullable(reader.fields(0).get('"' + name + '"'));
  }

  private String value(int depth) {
    skipBlanks();
    if (depth == DEPTH_MAX) return rest();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      default -> word();
    };
  }

  /// Of duplicate fields the last one counts, as it does for tools.
  private String object(int depth) {
    return fields(depth).toString();
  }

  private SortedMap<String, String> fields(int depth) {
    var fields = new TreeMap<String, String>();
    at++;
    while (hasMore('}')) {
      var name = string();
      skipBlanks();
      at++; // the colon
      fields.put(name, value(depth + 1));
    }
    return fields;
  }

  private String array(int depth) {
    var elements = new ArrayList<String>();
    at++;
    while (hasMore(']')) elements.add(value(depth + 1));
    return elements.toString();
  }

  /// Moves to the next field or element, or past `end` if there is none.
  private boolean hasMore(char end) {
    skipBlanks();
    if (peek() == ',') at++;
    skipBlanks();
    if (at >= text.length()) return false;
    if (peek() != end) return true;
    at++;
    return false;
  }

  /// In quotes, with inner quotes escaped, so that different values never get the same form.
  private String string() {
    var plain = new StringBuilder("\"");
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') break;
      char read = c == '\\' ? escaped() : c;
      if (read == '"' || read == '\\') plain.append('\\');
      plain.append(read);
    }
    return plain.append('"').toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> c;
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < UNICODE_DIGITS; i++, at++)
      code = code * HEX + Math.max(0, Character.digit(peek(), HEX));
    return (char) code;
  }

  /// A number, `true`, `false` or `null`.
  private String word() {
    int from = Math.min(at, text.length());
    do at++;
    while (at < text.length() && ",]}".indexOf(peek()) < 0 && !isBlank(peek()));
    return text.substring(from, Math.min(at, text.length()));
  }

  private String rest() {
    skipBlanks();
    int from = Math.min(at, text.length());
    at = text.length();
    return text.substring(from);
  }

  private void skipBlanks() {
    while (isBlank(peek())) at++;
  }

  /// The next character; past the end NUL, which JSON text never contains.
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
