package io.parley.core.limit;

/// The share of a resource that one holder may have: as much as is still free. Shares shrink as the
/// resource fills, so that something is left for a later holder, whatever the others take: with two
/// holders a third each, with nine a tenth. (Dynamic thresholds, Choudhury and Hahne 1998.)
///
/// @param max capacity for all holders together; @param reserve the part of it for known holders
///   only
public record FairShare(long max, long reserve) {
  public FairShare {
    if (max < 1) throw new IllegalArgumentException("max: " + max + " (expected: ≥ 1)");
    if (reserve < 0 || reserve >= max)
      throw new IllegalArgumentException(
          "reserve: %d (expected: 0 to %d)".formatted(reserve, max - 1));
  }

  /// @param part the reserved part of the capacity, 0 to 1
  public static FairShare reserving(double part, long max) {
    return new FairShare(max, Math.min(max - 1, (long) (max * part)));
  }

  public enum Decision {
    GRANTED,
    /// The holder has an equal share, or more.
    SHARE_TAKEN,
    /// The holder has less than an equal share, but others have taken the rest.
    ALL_TAKEN
  }

  /// @param used by all holders; @param held by the requesting holder; @param holders number of
  ///   holders with a share; @param known whether the requesting holder may use the reserve
  public Decision ask(long used, long held, int holders, boolean known) {
    long open = known ? max : max - reserve;
    if (held < open - used) return Decision.GRANTED;
    return held >= Math.max(1, open / (holders + 1)) ? Decision.SHARE_TAKEN : Decision.ALL_TAKEN;
  }
}
