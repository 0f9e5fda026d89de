package io.parley.core.money;

/// The limit of spending in each period of a scope.
///
/// @param limitMicros in micro-units, 1 to [#LIMIT_MAX]
/// @param alertPercent percentage of the limit from which on people are alerted
public record Budget(BudgetScope scope, long limitMicros, AtLimit atLimit, int alertPercent) {
  /// A thousand million units; with it, percentages cannot overflow.
  public static final long LIMIT_MAX = 1_000_000_000_000_000L;

  private static final int ALL = 100;

  /// The treatment of calls that would exceed the limit.
  public enum AtLimit {
    /// They are not made.
    STOP,
    /// A cheaper model makes them, and its cost is counted on top.
    CHEAPER
  }

  /// The state of a budget.
  public enum State {
    OK,
    ALERT,
    /// The last request for money was refused.
    SPENT
  }

  public Budget {
    if (limitMicros < 1 || limitMicros > LIMIT_MAX)
      throw new IllegalArgumentException(
          "limitMicros: %d (expected: 1 to %d)".formatted(limitMicros, LIMIT_MAX));
    if (alertPercent < 1 || alertPercent > ALL)
      throw new IllegalArgumentException(
          "alertPercent: %d (expected: 1 to 100)".formatted(alertPercent));
  }

  /// The spent amount from which on people are alerted.
  public long alertMicros() {
    return Math.ceilDiv(Math.multiplyExact(limitMicros, (long) alertPercent), ALL);
  }

  /// Rounded down; over 100 when more was spent than the limit.
  public long percent(long spentMicros) {
    return Math.multiplyExact(spentMicros, (long) ALL) / limitMicros;
  }

  /// @param refused whether the last request for money was refused
  public State state(long spentMicros, boolean refused) {
    if (refused || spentMicros >= limitMicros) return State.SPENT;
    return spentMicros >= alertMicros() ? State.ALERT : State.OK;
  }
}
