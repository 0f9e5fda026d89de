package io.parley.voice.sip.message;

import java.util.ArrayList;
import java.util.List;

/// Reads the unfolded value of one header from its front. Every method moves forward, so that
/// reading takes time by the text's length.
final class Scan {
  private final String what;
  private final String text;
  private final MessageLimits limits;
  private int at;

  /// @param what the header's name, for errors
  Scan(String what, String text, MessageLimits limits) {
    this.what = what;
    this.text = text;
    this.limits = limits;
  }

  Malformed expected(String expected) {
    return Malformed.expected(
        what, at < text.length() ? "something else at " + at : "the end", expected);
  }

  MessageLimits limits() {
    return limits;
  }

  Scan space() {
    while (at < text.length() && Chars.isSpace(text.charAt(at))) at++;
    return this;
  }

  /// After spaces.
  boolean isAtEnd() {
    return space().at == text.length();
  }

  void expectEnd() {
    if (!isAtEnd()) throw expected("the end");
  }

  /// After spaces.
  boolean isNext(char c) {
    return !isAtEnd() && text.charAt(at) == c;
  }

  /// Takes a separator, with the spaces around it.
  boolean take(char c) {
    if (!isNext(c)) return false;
    at++;
    space();
    return true;
  }

  void expect(char c) {
    if (!take(c)) throw expected("'" + c + "'");
  }

  String token() {
    return word(Chars.TOKEN, "a token");
  }

  /// One or more of these, after spaces.
  String word(Chars chars, String named) {
    space();
    int from = at;
    at = chars.skip(text, at);
    if (at == from) throw expected(named);
    return text.substring(from, at);
  }

  /// All that is left, without spaces around it.
  String rest() {
    var rest = text.substring(space().at).stripTrailing();
    at = text.length();
    return rest;
  }

  /// Digits alone.
  ///
  /// @throws Malformed if larger than `max`
  long number(long max) {
    long value = saturated(max + 1);
    if (value > max) throw expected("at most " + max);
    return value;
  }

  /// Digits alone; larger numbers are taken as `max` (RFC 4475, section 3.1.2.4).
  long saturated(long max) {
    space();
    if (at == text.length() || !Chars.isDigit(text.charAt(at))) throw expected("a number");
    long value = 0;
    for (; at < text.length() && Chars.isDigit(text.charAt(at)); at++)
      value = Math.min(max, value * 10 + (text.charAt(at) - '0'));
    return value;
  }

  /// A quoted string as it stands, with its quotes.
  String quoted() {
    space();
    if (!isNext('"')) throw expected("a quoted string");
    int from = at++;
    while (at < text.length() && text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
    if (at >= text.length()) {
      at = text.length();
      throw expected("a closing quote");
    }
    return text.substring(from, ++at);
  }

  /// Skips a comment with those in it.
  void comment() {
    expect('(');
    for (int depth = 1; depth > 0; at++) {
      if (at >= text.length()) throw expected("a closing bracket");
      char c = text.charAt(at);
      if (c == '\\') at++;
      else if (c == ')') depth--;
      else if (c == '(' && ++depth > MessageLimits.NESTING_MAX)
        throw Malformed.tooMany(what + ", comments in comments", MessageLimits.NESTING_MAX);
    }
    space();
  }

  /// Words before `<`, if that is what comes; otherwise nothing moves.
  ///
  /// @return null if there is no `<`
  String wordsBeforeBracket() {
    space();
    int end = at;
    while (end < text.length() && isOfDisplay(text.charAt(end))) end++;
    if (end == text.length() || text.charAt(end) != '<') return null;
    var words = text.substring(at, end).stripTrailing();
    at = end;
    return words;
  }

  private static boolean isOfDisplay(char c) {
    return Chars.TOKEN.has(c) || Chars.isSpace(c) || c >= 128;
  }

  /// Up to `>`, which is taken too. Spaces within the brackets are kept: no URI has any.
  String bracketed() {
    if (!isNext('<')) throw expected("'<'");
    return text.substring(at + 1, past('>') - 1);
  }

  /// A name or an address, in brackets if it is one of IPv6.
  String host() {
    if (!isNext('[')) return word(Chars.HOST, "a host");
    return text.substring(at, past(']'));
  }

  private int past(char c) {
    int end = text.indexOf(c, at);
    if (end < 0) throw expected("'" + c + "'");
    at = end + 1;
    return at;
  }

  /// Up to a separator of parameters and values.
  String bare() {
    space();
    int from = at;
    while (at < text.length() && "; \t,".indexOf(text.charAt(at)) < 0) at++;
    if (at == from) throw expected("a URI");
    return text.substring(from, at);
  }

  /// `;name=value` as often as it comes.
  Params params() {
    if (!isNext(';')) return Params.NONE;
    var found = new ArrayList<Params.Param>();
    while (take(';')) {
      if (found.size() == limits.paramsMax())
        throw Malformed.tooMany(what + ", parameters", limits.paramsMax());
      found.add(new Params.Param(token(), take('=') ? value() : ""));
    }
    return new Params(found);
  }

  /// `name=value` with commas between them, as in credentials.
  Params commaParams() {
    var found = new ArrayList<Params.Param>();
    do {
      if (found.size() == limits.paramsMax())
        throw Malformed.tooMany(what + ", parameters", limits.paramsMax());
      var name = token();
      expect('=');
      found.add(new Params.Param(name, value()));
    } while (take(','));
    return new Params(found);
  }

  private String value() {
    return isNext('"') ? quoted() : word(Chars.VALUE, "a value");
  }

  /// The parts between separators, empty ones too.
  static List<String> split(String text, char separator) {
    var parts = new ArrayList<String>();
    int from = 0;
    for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
      parts.add(text.substring(from, to));
      from = to + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }
}
