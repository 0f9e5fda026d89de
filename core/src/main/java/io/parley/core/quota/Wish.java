package io.parley.core.quota;

import java.util.Optional;

/// A node's question to the lender, of one kind that has a window.
///
/// @param limit of the window, at least 1
/// @param need permits without which the node has nothing of the loan, at least 0
/// @param ahead permits that it could use before the loan expires, at least `need`
/// @param used amount that was used without having been lent: tokens
/// @param unused permits of an earlier loan that expired
public record Wish(
    QuotaKind kind, long limit, long need, long ahead, long used, Optional<Unused> unused) {

  /// Permits that are returned.
  ///
  /// @param slot of the loan that they came with
  public record Unused(long slot, long amount) {}

  public Wish {
    if (limit < 1 || need < 0 || ahead < need || used < 0)
      throw new IllegalArgumentException(
          "limit %d, need %d, ahead %d, used %d (expected: a limit ≥ 1, and 0 ≤ need ≤ ahead)"
              .formatted(limit, need, ahead, used));
  }

  /// A wish for permits.
  public static Wish permits(QuotaKind kind, long limit, long ahead, Optional<Unused> unused) {
    return new Wish(kind, limit, 1, Math.max(1, ahead), 0, unused);
  }

  /// Reports use, and asks how much is left.
  public static Wish used(QuotaKind kind, long limit, long used) {
    return new Wish(kind, limit, 0, 0, used, Optional.empty());
  }

  /// Returns permits.
  public static Wish back(QuotaKind kind, long limit, Unused unused) {
    return new Wish(kind, limit, 0, 0, 0, Optional.of(unused));
  }
}
