package io.parley.voice.sip.message;

/// Limits of a message, checked before anything is made of it.
///
/// @param headBytesMax of start line and headers, in bytes; at most 65,535
/// @param bodyBytesMax of the body, in bytes
/// @param headersMax header lines
/// @param lineMax of an unfolded line, in UTF-16 units
/// @param valuesMax values of one header, over all its lines: Via, Route
/// @param paramsMax parameters of one value
/// @param uriMax of a URI, in UTF-16 units
public record MessageLimits(
    int headBytesMax,
    int bodyBytesMax,
    int headersMax,
    int lineMax,
    int valuesMax,
    int paramsMax,
    int uriMax) {
  /// Far above what equipment sends: a request of RFC 4475 has 34 Via headers.
  public static final MessageLimits DEFAULTS =
      new MessageLimits(32_768, 65_535, 200, 8_192, 70, 64, 2_048);

  /// For texts that have been checked already.
  static final MessageLimits CHECKED =
      new MessageLimits(
          65_535,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  /// Comments within comments (RFC 3261, section 25.1); a constant, because no one writes them.
  static final int NESTING_MAX = 8;

  public MessageLimits {
    if (headBytesMax < 512 || headBytesMax > 65_535)
      throw new IllegalArgumentException(
          "headBytesMax: %d (expected: 512 to 65535)".formatted(headBytesMax));
    for (int limit : new int[] {bodyBytesMax, headersMax, lineMax, valuesMax, paramsMax, uriMax})
      if (limit < 1)
        throw new IllegalArgumentException("a limit: %d (expected: > 0)".formatted(limit));
  }
}
