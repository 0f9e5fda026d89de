package io.parley.core.quality;

/// How a codec and the loss of its packets impair speech. The values are planning values of ITU-T
/// G.113, appendix I, where it has any, and otherwise assumptions, as each says.
///
/// @param equipment `Ie`: what the codec itself costs, 0 to 95
/// @param robustness `Bpl`: the higher, the less a lost packet is heard
public record Impairment(double equipment, double robustness) {
  /// G.711 whose gaps are silence (G.113, table I.4: 0 and 4.3).
  public static final Impairment G711 = new Impairment(0, 4.3);

  /// G.711 whose gaps are concealed by its appendix I (G.113, table I.4: 0 and 25.1), as ours are.
  public static final Impairment G711_CONCEALED = new Impairment(0, 25.1);

  /// On this scale, which ends at narrowband without loss, a wideband codec costs nothing. That its
  /// gaps are heard as those of G.711 is our assumption: the concealment is the same.
  public static final Impairment G722_CONCEALED = new Impairment(0, 25.1);

  /// G.113 has no values for Opus. Assumed are those of G.711 with concealment: its own is at least
  /// as good, and copies in the next packet repair single losses, which is not counted.
  public static final Impairment OPUS = new Impairment(0, 25.1);

  /// Sound that waits for its connection instead of being lost: each gap is silence, as those of
  /// G.711 without concealment, whatever the codec. Our assumption.
  public static final Impairment STALLING = G711;

  public Impairment {
    if (!(equipment >= 0 && equipment <= 95))
      throw new IllegalArgumentException("equipment: " + equipment + " (expected: 0 to 95)");
    if (!(robustness > 0))
      throw new IllegalArgumentException("robustness: " + robustness + " (expected: > 0)");
  }
}
