package io.parley.core.money;

import java.util.OptionalLong;

/// The books' account of one period: money spent, and money lent to nodes in advance. Loans never
/// raise the sum of both over the limit; only a call that costs more than its own upper bound may.
public record Account(long spentMicros, long leasedMicros) {
  /// A node is lent at most this part of the rest in advance, so that near the limit no node holds
  /// money that another needs.
  private static final int PART = 16;

  public long left(long limitMicros) {
    return Math.max(0, limitMicros - Math.addExact(spentMicros, leasedMicros));
  }

  /// @param need the most that the call may cost
  /// @param ahead the amount that the node requests on top, for later calls
  /// @return the amount lent, at least `need`; empty if less than that is left
  public OptionalLong lend(long limitMicros, long need, long ahead) {
    long left = left(limitMicros);
    if (need > left) return OptionalLong.empty();
    return OptionalLong.of(need + Math.min(ahead, (left - need) / PART));
  }
}
