package io.parley.core.money;

import java.util.OptionalLong;

/// What the books say of one period: what was spent, and what nodes have been lent ahead of
/// spending it. The sum of both never passes the limit by a loan; a call that turns out dearer than
/// its own upper bound may carry what is spent past it.
public record Account(long spentMicros, long leasedMicros) {
  /// Of what is left a node is lent no more than this part ahead, so that near the limit no node
  /// sits on what another needs.
  private static final int PART = 16;

  public long left(long limitMicros) {
    return Math.max(0, limitMicros - Math.addExact(spentMicros, leasedMicros));
  }

  /// @param need what a call may cost at most
  /// @param ahead what the node would like on top, for the calls after it
  /// @return what is lent, at least `need`; empty when there is less than that left
  public OptionalLong lend(long limitMicros, long need, long ahead) {
    long left = left(limitMicros);
    if (need > left) return OptionalLong.empty();
    return OptionalLong.of(need + Math.min(ahead, (left - need) / PART));
  }
}
