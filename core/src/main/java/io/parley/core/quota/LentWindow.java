package io.parley.core.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Permits of one quota that were lent lately, by short slots of time. A quota of 100 in a minute
/// means: in no minute, wherever it begins, more than 100 are used on all nodes together. A node
/// may use a permit until [#LOAN] after it asked, so all that was lent within the window and that
/// time before it counts, and a slot counts until its end has left. The price is a rate a little
/// below the quota: 100 in 62.5 s at most.
///
/// It has no limit of its own, so it outlives a change of the plan.
///
/// @param slots amounts by the slot's number since 1970
public record LentWindow(SortedMap<Long, Long> slots) {
  /// How long a loan may be used, by the node's own clock from the moment at which it asked. Hence
  /// clocks of nodes and lender need not agree.
  public static final Duration LOAN = Duration.ofSeconds(2);

  /// Slots in a window.
  public static final int SLOTS = 120;

  public static final LentWindow EMPTY = new LentWindow(new TreeMap<>());

  public LentWindow {
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
  }

  /// A loan, and the window with it.
  public record Answer(Loan loan, LentWindow after) {}

  /// Decides a wish: lends as much as the node could use, as far as it is left.
  ///
  /// @param at by the lender's clock. Where that steps back, newer slots still count
  public Answer answer(Wish wish, Instant at) {
    var window = wish.kind().window().orElseThrow();
    long slot = slot(window, at);
    var known = recent(window, at);
    wish.unused().ifPresent(unused -> takeBack(known, unused));
    if (wish.used() > 0) known.merge(slot, wish.used(), Long::sum);
    long left = Math.max(0, wish.limit() - sum(known));
    long lent = left < wish.need() ? 0 : Math.min(left, wish.ahead());
    if (lent > 0) known.merge(slot, lent, Long::sum);
    boolean isNothing = left < Math.max(1, wish.need());
    var wait = isNothing ? untilLeft(known, wish, window, at) : Duration.ZERO;
    return new Answer(new Loan(slot, lent, left - lent, wait), new LentWindow(known));
  }

  private SortedMap<Long, Long> recent(Duration window, Instant at) {
    var known = new TreeMap<Long, Long>();
    long first = slot(window, at.minus(window).minus(LOAN));
    slots.tailMap(first).forEach(known::put);
    return known;
  }

  private static void takeBack(SortedMap<Long, Long> known, Wish.Unused unused) {
    known.computeIfPresent(
        unused.slot(), (_, amount) -> amount <= unused.amount() ? null : amount - unused.amount());
  }

  private static long sum(Map<Long, Long> amounts) {
    long sum = 0;
    for (long amount : amounts.values()) sum = Math.addExact(sum, amount);
    return sum;
  }

  /// Until so many slots have left that the need is met.
  private static Duration untilLeft(
      SortedMap<Long, Long> known, Wish wish, Duration window, Instant at) {
    long excess = sum(known) + Math.max(1, wish.need()) - wish.limit();
    for (var each : known.entrySet()) {
      excess -= each.getValue();
      if (excess <= 0) {
        var leaves =
            Instant.ofEpochMilli((each.getKey() + 1) * length(window)).plus(window).plus(LOAN);
        var wait = Duration.between(at, leaves);
        return wait.isPositive() ? wait : Duration.ofMillis(length(window));
      }
    }
    return window;
  }

  /// The slot whose end is the first to come.
  private static long slot(Duration window, Instant at) {
    return Math.floorDiv(at.toEpochMilli(), length(window));
  }

  private static long length(Duration window) {
    return window.toMillis() / SLOTS;
  }
}
