package io.parley.core.limit;

/// How much of one whole a holder may have: as much as is still free. A share shrinks as the whole
/// fills, so that something is left for a holder that comes later, whatever the others take; of two
/// it is a third, of nine a tenth. (Dynamic thresholds, Choudhury and Hahne 1998.)
///
/// @param max of all holders together; @param reserve how much of it is for known ones only
public record FairShare(long max, long reserve) {
  public FairShare {
    if (max < 1) throw new IllegalArgumentException("max: " + max + " (expected: ≥ 1)");
    if (reserve < 0 || reserve >= max)
      throw new IllegalArgumentException(
          "reserve: %d (expected: 0 to %d)".formatted(reserve, max - 1));
  }

  /// @param part of the whole that is reserved, 0 to 1
  public static FairShare reserving(double part, long max) {
    return new FairShare(max, Math.min(max - 1, (long) (max * part)));
  }

  public enum Decision {
    GRANTED,
    /// The holder has an equal part of the whole, or more.
    SHARE_TAKEN,
    /// The holder has less than an equal part, and others have taken the rest.
    ALL_TAKEN
  }

  /// @param used by all holders; @param held by the one that asks; @param holders that hold
  ///   something; @param known whether the reserve is for the one that asks
  public Decision ask(long used, long held, int holders, boolean known) {
    long open = known ? max : max - reserve;
    if (held < open - used) return Decision.GRANTED;
    return held >= Math.max(1, open / (holders + 1)) ? Decision.SHARE_TAKEN : Decision.ALL_TAKEN;
  }
}
