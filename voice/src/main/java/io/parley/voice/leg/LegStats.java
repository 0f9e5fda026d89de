package io.parley.voice.leg;

/// Packet counts since the leg began.
///
/// @param received in time; @param lost never came; @param late came too late to be played
/// @param concealed ticks with concealed sound
/// @param jitterMillis between arrivals, smoothed (RFC 3550, section 6.4.1)
public record LegStats(long received, long lost, long late, long concealed, double jitterMillis) {
  public static final LegStats NONE = new LegStats(0, 0, 0, 0, 0);

  /// Of both legs; the jitter is that of the worse one.
  public LegStats plus(LegStats other) {
    return new LegStats(
        received + other.received,
        lost + other.lost,
        late + other.late,
        concealed + other.concealed,
        Math.max(jitterMillis, other.jitterMillis));
  }
}
