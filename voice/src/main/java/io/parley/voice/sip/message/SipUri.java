package io.parley.voice.sip.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;

/// `sip:user:password@host:port;parameters?headers` (RFC 3261, section 19.1).
///
/// @param isSecure `sips:`
/// @param user as it is written, with escapes; empty when there is none
/// @param password the same
/// @param host a name, an IPv4 address, or an IPv6 address in brackets
/// @param port 0 when none is given
/// @param headers as they are written, without the question mark; empty when there are none
public record SipUri(
    boolean isSecure,
    String user,
    String password,
    String host,
    int port,
    Params params,
    String headers)
    implements Uri {

  /// Without anything but these.
  public static SipUri of(String user, String host, int port) {
    return new SipUri(false, escaped(user), "", host, port, Params.NONE, "");
  }

  /// Of another user.
  public SipUri withUser(String other) {
    return new SipUri(isSecure, escaped(other), password, host, port, params, headers);
  }

  /// Whether its host is a name, not an address.
  public boolean hasName() {
    return host.charAt(0) != '[' && !host.matches("[0-9.]+");
  }

  /// @param text after the scheme and its colon
  static SipUri parse(boolean isSecure, String text, MessageLimits limits) {
    var user = "";
    var password = "";
    int from = 0;
    int at = text.indexOf('@');
    if (at >= 0) {
      int colon = text.indexOf(':');
      int userEnd = colon >= 0 && colon < at ? colon : at;
      user = checked(text.substring(0, userEnd), Chars.USER, "user");
      if (user.isEmpty()) throw Malformed.expected("URI, user", "empty", "a name");
      if (userEnd < at)
        password = checked(text.substring(userEnd + 1, at), Chars.PASSWORD, "password");
      from = at + 1;
    }
    int question = text.indexOf('?', from);
    int end = question < 0 ? text.length() : question;
    int semicolon = text.indexOf(';', from);
    int hostEnd = semicolon < 0 || semicolon > end ? end : semicolon;
    var host = HostPort.parse("URI", text.substring(from, hostEnd));
    return new SipUri(
        isSecure,
        user,
        password,
        host.host(),
        host.port(),
        hostEnd == end ? Params.NONE : params(text.substring(hostEnd + 1, end), limits),
        question < 0 ? "" : headers(text.substring(question + 1)));
  }

  private static Params params(String text, MessageLimits limits) {
    var params = new ArrayList<Params.Param>();
    for (var part : Scan.split(text, ';')) {
      if (params.size() == limits.paramsMax())
        throw Malformed.tooMany("URI, parameters", limits.paramsMax());
      int equals = part.indexOf('=');
      var name = equals < 0 ? part : part.substring(0, equals);
      var value = equals < 0 ? "" : part.substring(equals + 1);
      if (name.isEmpty() || (equals >= 0 && value.isEmpty()))
        throw Malformed.expected("URI, parameter", "nothing", "a name, or a name and a value");
      params.add(
          new Params.Param(
              checked(name, Chars.URI_PARAM, "parameter"),
              checked(value, Chars.URI_PARAM, "parameter")));
    }
    return new Params(params);
  }

  private static String headers(String text) {
    for (var part : Scan.split(text, '&')) {
      int equals = part.indexOf('=');
      if (equals < 1) throw Malformed.expected("URI, header", "nothing", "a name and '='");
      checked(part.substring(0, equals), Chars.URI_HEADER, "header");
      checked(part.substring(equals + 1), Chars.URI_HEADER, "header");
    }
    return text;
  }

  private static String checked(String text, Chars chars, String what) {
    if (!chars.areAll(text))
      throw Malformed.expected("URI, " + what, "other characters", "escapes for them");
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1))
      if (i + 2 >= text.length()
          || !Chars.isHex(text.charAt(i + 1))
          || !Chars.isHex(text.charAt(i + 2)))
        throw Malformed.expected(
            "URI, " + what, "a percent sign", "two hexadecimal digits after it");
    return text;
  }

  /// The user without escapes.
  public String userText() {
    return unescaped(user);
  }

  /// Whether a proxy routes loosely (RFC 3261, section 16.12).
  public boolean isLoose() {
    return params.has("lr");
  }

  /// The value of a header in the URI, without escapes.
  public Optional<String> header(String name) {
    if (headers.isEmpty()) return Optional.empty();
    for (var part : Scan.split(headers, '&')) {
      int equals = part.indexOf('=');
      if (unescaped(part.substring(0, equals)).equalsIgnoreCase(name))
        return Optional.of(unescaped(part.substring(equals + 1)));
    }
    return Optional.empty();
  }

  public SipUri withoutHeaders() {
    return new SipUri(isSecure, user, password, host, port, params, "");
  }

  @Override
  public String toString() {
    var text = new StringBuilder(isSecure ? "sips:" : "sip:").append(user);
    if (!password.isEmpty()) text.append(':').append(password);
    if (!user.isEmpty()) text.append('@');
    text.append(host);
    if (port > 0) text.append(':').append(port);
    text.append(params);
    if (!headers.isEmpty()) text.append('?').append(headers);
    return text.toString();
  }

  private static String unescaped(String text) {
    if (text.indexOf('%') < 0) return text;
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') bytes.write(c);
      else {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c != '%' && Chars.USER.has(c)) escaped.append(c);
      else escaped.append("%%%02X".formatted((int) c));
    }
    return escaped.toString();
  }
}
