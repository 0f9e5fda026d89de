package io.parley.voice.quality;

/// How a codec and the loss of its packets impair speech (ITU-T G.113, appendix I).
///
/// @param equipment `Ie`: what the codec itself costs, 0 to 95
/// @param robustness `Bpl`: the higher, the less a lost packet is heard
public record Impairment(double equipment, double robustness) {
  /// G.711 whose gaps are concealed by its appendix I, as ours are.
  public static final Impairment G711_CONCEALED = new Impairment(0, 25.1);

  /// On this scale, which ends at narrowband without loss, a wideband codec costs nothing. That its
  /// gaps are heard as those of G.711 is our assumption: the concealment is the same.
  public static final Impairment G722_CONCEALED = new Impairment(0, 25.1);

  /// G.113 has no values for Opus. Assumed are those of G.711 with concealment: its own is at least
  /// as good, and copies in the next packet repair single losses, which is not counted.
  public static final Impairment OPUS = new Impairment(0, 25.1);

  public Impairment {
    if (!(equipment >= 0 && equipment <= 95))
      throw new IllegalArgumentException("equipment: " + equipment + " (expected: 0 to 95)");
    if (!(robustness > 0))
      throw new IllegalArgumentException("robustness: " + robustness + " (expected: > 0)");
  }
}
