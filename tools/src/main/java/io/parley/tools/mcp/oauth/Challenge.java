package io.parley.tools.mcp.oauth;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A `WWW-Authenticate` header with the scheme `Bearer` (RFC 9110, RFC 6750).
///
/// @param parameters by names in small letters
record Challenge(Map<String, String> parameters) {
  private static final String SCHEME = "bearer";
  private static final int LENGTH_MAX = 4096;

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  /// Without parameters when the header is missing, too long, or of another scheme.
  static Challenge of(Optional<String> header) {
    var text = header.filter(value -> value.length() <= LENGTH_MAX).orElse("").strip();
    if (!text.toLowerCase(Locale.ROOT).startsWith(SCHEME)) return new Challenge(Map.of());
    return new Challenge(new Reading(text, SCHEME.length()).all());
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
  }

  /// One pass over `name=token` and `name="quoted"`.
  private static final class Reading {
    private final String text;
    private int at;

    Reading(String text, int from) {
      this.text = text;
      this.at = from;
    }

    Map<String, String> all() {
      var all = new HashMap<String, String>();
      while (at < text.length()) {
        while (at < text.length() && " ,\t".indexOf(text.charAt(at)) >= 0) at++;
        int begin = at;
        while (at < text.length() && "=, \t".indexOf(text.charAt(at)) < 0) at++;
        var name = text.substring(begin, at).toLowerCase(Locale.ROOT);
        if (at < text.length() && text.charAt(at) == '=') {
          at++;
          all.putIfAbsent(name, value());
        }
      }
      return all;
    }

    private String value() {
      if (at >= text.length() || text.charAt(at) != '"') {
        int begin = at;
        while (at < text.length() && ", \t".indexOf(text.charAt(at)) < 0) at++;
        return text.substring(begin, at);
      }
      var value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
        value.append(text.charAt(at));
      }
      at++;
      return value.toString();
    }
  }
}
