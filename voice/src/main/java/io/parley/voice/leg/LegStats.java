package io.parley.voice.leg;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/// Packet counts since the leg began, and what they make of the sound.
///
/// @param received in time; @param lost never came; @param late came too late to be played
/// @param concealed ticks with concealed sound
/// @param jitterMillis between arrivals, smoothed (RFC 3550, section 6.4.1)
/// @param opinion the estimated mean opinion score of what came, 1 to 4.5
///   ([io.parley.core.quality.EModel]); empty where no packets tell
public record LegStats(
    long received,
    long lost,
    long late,
    long concealed,
    double jitterMillis,
    OptionalDouble opinion) {
  public static final LegStats NONE = new LegStats(0, 0, 0, 0, 0);

  /// Without an opinion.
  public LegStats(long received, long lost, long late, long concealed, double jitterMillis) {
    this(received, lost, late, concealed, jitterMillis, OptionalDouble.empty());
  }

  /// Of both legs; the jitter and the opinion are those of the worse one.
  public LegStats plus(LegStats other) {
    return new LegStats(
        received + other.received,
        lost + other.lost,
        late + other.late,
        concealed + other.concealed,
        Math.max(jitterMillis, other.jitterMillis),
        DoubleStream.concat(opinion.stream(), other.opinion.stream()).min());
  }
}
