package io.parley.voice.sip.message;

/// The number of a request within its dialog, and its method (RFC 3261, section 20.16).
///
/// @param number less than 2^31
public record CSeq(long number, String method) {
  static final long MAX = Integer.MAX_VALUE;

  public CSeq {
    if (number < 0 || number > MAX || !Chars.isToken(method))
      throw new IllegalArgumentException(
          "CSeq: %d %s (expected: 0 to 2147483647, and a token)".formatted(number, method));
  }

  static CSeq read(Scan in) {
    return new CSeq(in.number(MAX), in.token());
  }

  @Override
  public String toString() {
    return number + " " + method;
  }
}
