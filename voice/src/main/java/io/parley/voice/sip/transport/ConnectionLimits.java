package io.parley.voice.sip.transport;

import java.time.Duration;

/// Limits of connections.
///
/// @param all at once; @param ofAddress at once, of those that one address has opened
/// @param idle after which a connection without a whole message is closed
/// @param setUp how long the connection and its handshake may take
/// @param keepAlive interval of line ends over connections of ours (RFC 5626, section 3.5.1), so
///   that translators of addresses remember them and dead ones are noticed
public record ConnectionLimits(
    int all, int ofAddress, Duration idle, Duration setUp, Duration keepAlive) {
  /// Far above what trunks need.
  public static final ConnectionLimits DEFAULTS =
      new ConnectionLimits(
          1_000, 50, Duration.ofMinutes(10), Duration.ofSeconds(8), Duration.ofSeconds(90));

  public ConnectionLimits {
    for (int limit : new int[] {all, ofAddress})
      if (limit < 1)
        throw new IllegalArgumentException("a limit: %d (expected: > 0)".formatted(limit));
    for (var time : new Duration[] {idle, setUp, keepAlive})
      if (!time.isPositive())
        throw new IllegalArgumentException("a time: %s (expected: > 0)".formatted(time));
  }
}
