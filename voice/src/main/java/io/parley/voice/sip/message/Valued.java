package io.parley.voice.sip.message;

/// A word or a number with parameters: Event (RFC 6665), Subscription-State, Reason (RFC 3326),
/// Session-Expires and Min-SE (RFC 4028).
public record Valued<T>(T value, Params params) {
  static Valued<String> readToken(Scan in) {
    return new Valued<>(in.token(), in.params());
  }

  static Valued<Long> readSeconds(Scan in) {
    return new Valued<>(in.saturated(HeaderType.SECONDS_MAX), in.params());
  }

  @Override
  public String toString() {
    return value + params.toString();
  }
}
