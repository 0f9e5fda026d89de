package io.parley.voice.sip.message;

/// When to try again (RFC 3261, section 20.33). A comment is skipped.
///
/// @param seconds at most 2^32 - 1
public record RetryAfter(long seconds, Params params) {
  static RetryAfter read(Scan in) {
    long seconds = in.saturated(HeaderType.SECONDS_MAX);
    if (in.isNext('(')) in.comment();
    return new RetryAfter(seconds, in.params());
  }

  @Override
  public String toString() {
    return seconds + params.toString();
  }
}
