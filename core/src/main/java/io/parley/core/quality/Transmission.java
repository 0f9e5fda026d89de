package io.parley.core.quality;

import java.time.Duration;

/// The effects of a line on packets.
///
/// @param loss share of the packets that were not there to be played, 0 to 1
/// @param burstRatio how long losses in a row are, compared with those of a random line: 1 and more
/// @param delay from mouth to ear, one way
public record Transmission(double loss, double burstRatio, Duration delay) {
  public Transmission {
    if (!(loss >= 0 && loss <= 1))
      throw new IllegalArgumentException("loss: " + loss + " (expected: 0 to 1)");
    if (!(burstRatio >= 1))
      throw new IllegalArgumentException("burstRatio: " + burstRatio + " (expected: ≥ 1)");
    if (delay.isNegative())
      throw new IllegalArgumentException("delay: " + delay + " (expected: ≥ 0)");
  }

  /// By counts of packets.
  ///
  /// @param played that were there in time; @param missing that were not
  /// @param runs of missing ones without a played one between them; 0 where that is not known
  public static Transmission of(long played, long missing, long runs, Duration delay) {
    long all = played + missing;
    if (all == 0 || missing == 0) return new Transmission(0, 1, delay);
    double loss = missing / (double) all;
    if (runs == 0) return new Transmission(loss, 1, delay);
    // on a random line, runs are 1 / (1 - loss) long
    double burstRatio = missing / (double) runs * (1 - loss);
    return new Transmission(loss, Math.max(1, burstRatio), delay);
  }
}
