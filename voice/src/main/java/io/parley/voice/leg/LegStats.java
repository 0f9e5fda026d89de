package io.parley.voice.leg;

import io.parley.core.quality.LineCounts;
import java.util.Optional;

/// Packet counts since the leg began, and what they make of the sound.
///
/// @param received in time; @param lost never came; @param late came too late to be played
/// @param concealed ticks with concealed sound
/// @param jitterMillis between arrivals, smoothed (RFC 3550, section 6.4.1)
/// @param line what tells how well it sounds; empty where nothing does
public record LegStats(
    long received,
    long lost,
    long late,
    long concealed,
    double jitterMillis,
    Optional<LineCounts> line) {
  public static final LegStats NONE = new LegStats(0, 0, 0, 0, 0);

  /// Of a line that nobody judges.
  public LegStats(long received, long lost, long late, long concealed, double jitterMillis) {
    this(received, lost, late, concealed, jitterMillis, Optional.empty());
  }

  /// With what followed; the jitter is the worse one.
  public LegStats plus(LegStats other) {
    return new LegStats(
        received + other.received,
        lost + other.lost,
        late + other.late,
        concealed + other.concealed,
        Math.max(jitterMillis, other.jitterMillis),
        other.line.map(next -> line.map(before -> before.then(next)).orElse(next)).or(() -> line));
  }
}
