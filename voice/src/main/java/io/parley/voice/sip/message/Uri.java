package io.parley.voice.sip.message;

import java.util.Locale;

/// A URI of any scheme. Its text form is that of `toString`.
public sealed interface Uri permits SipUri, OtherUri {

  /// @throws Malformed with 400, or with 414 if it is too long
  static Uri parse(String text, MessageLimits limits) {
    if (text.length() > limits.uriMax())
      throw new Malformed(
          414, "URI: %d units (expected: at most %d)".formatted(text.length(), limits.uriMax()));
    int colon = Chars.SCHEME.skip(text, 0);
    if (colon == 0 || colon == text.length() || text.charAt(colon) != ':')
      throw Malformed.expected("URI", "no scheme", "a scheme and ':'");
    return switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "sip" -> SipUri.parse(false, text.substring(colon + 1), limits);
      case "sips" -> SipUri.parse(true, text.substring(colon + 1), limits);
      default -> {
        if (colon + 1 == text.length() || !Chars.OTHER_URI.areAll(text))
          throw Malformed.expected("URI", "other characters", "those of a URI");
        yield new OtherUri(text);
      }
    };
  }

  /// For texts of our own.
  static Uri of(String text) {
    return parse(text, MessageLimits.CHECKED);
  }
}
