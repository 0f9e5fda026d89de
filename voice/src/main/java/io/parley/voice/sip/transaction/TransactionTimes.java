package io.parley.voice.sip.transaction;

import java.time.Duration;

/// Times of RFC 3261, table 4.
///
/// @param t1 an estimate of the round trip: when a message is repeated first
/// @param t2 the longest time between repetitions
/// @param t4 how long a message may be in the network
public record TransactionTimes(Duration t1, Duration t2, Duration t4) {
  public static final TransactionTimes DEFAULTS =
      new TransactionTimes(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(5));

  /// After so long without an answer, the server says 100 for itself (section 17.2.1).
  static final Duration TRYING = Duration.ofMillis(200);

  /// How long a peer that has said that it works on an INVITE may then be silent, as a proxy's timer C
  /// (section 16.6): one that needs longer repeats it every minute (section 13.3.1.1).
  static final Duration SILENCE = Duration.ofMinutes(3);

  public TransactionTimes {
    if (!t1.isPositive() || t2.compareTo(t1) < 0 || !t4.isPositive())
      throw new IllegalArgumentException(
          "t1, t2, t4: %s, %s, %s (expected: > 0, and t2 >= t1)".formatted(t1, t2, t4));
  }

  /// How long a peer is waited for: timers B, F, H, J, L and M.
  public Duration patience() {
    return t1.multipliedBy(64);
  }

  /// Timer D: how long an unreliable transport may repeat a final response.
  Duration repeatsOfFinal() {
    var patience = patience();
    var least = Duration.ofSeconds(32);
    return patience.compareTo(least) > 0 ? patience : least;
  }

  Duration doubled(Duration interval) {
    var twice = interval.multipliedBy(2);
    return twice.compareTo(t2) > 0 ? t2 : twice;
  }
}
