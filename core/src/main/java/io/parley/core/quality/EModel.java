package io.parley.core.quality;

import java.time.Duration;

/// The E-model (ITU-T G.107) with its default values but for the codec, the loss of packets and the
/// delay: telephones without echo, in a quiet room.
public final class EModel {
  /// The rating of a line without impairments: all defaults of G.107, table 3.
  private static final double BEST = 93.2;

  private static final double WORST_EQUIPMENT = 95;

  /// Delays up to this are not noticed.
  private static final double UNNOTICED_MILLIS = 100;

  private EModel() {}

  /// The rating R: 93.2 is as good as it gets, below 50 nearly all users are dissatisfied (G.109).
  ///
  /// @return 0 to 93.2
  public static double rating(Impairment codec, Transmission line) {
    return Math.clamp(BEST - equipment(codec, line) - delay(line.delay()), 0, BEST);
  }

  /// The mean opinion score that a rating stands for (G.107, annex B).
  ///
  /// @return 1 to 4.5
  public static double opinion(double rating) {
    if (rating <= 0) return 1;
    if (rating >= 100) return 4.5;
    double score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
    // the polynomial dips below 1 for the very worst
    return Math.max(1, score);
  }

  /// `Ie,eff`: the codec and its lost packets (G.107, equation 7-29).
  private static double equipment(Impairment codec, Transmission line) {
    double percent = 100 * line.loss();
    if (percent == 0) return codec.equipment();
    return codec.equipment()
        + (WORST_EQUIPMENT - codec.equipment())
            * percent
            / (percent / line.burstRatio() + codec.robustness());
  }

  /// `Idd`: delay without echo (G.107, equations 7-27 and 7-28).
  private static double delay(Duration delay) {
    double millis = delay.toNanos() / 1e6;
    if (millis <= UNNOTICED_MILLIS) return 0;
    double x = Math.log(millis / UNNOTICED_MILLIS) / Math.log(2);
    return 25 * (root(x) - 3 * root(x / 3) + 2);
  }

  private static double root(double x) {
    return Math.pow(1 + Math.pow(x, 6), 1 / 6.0);
  }
}
