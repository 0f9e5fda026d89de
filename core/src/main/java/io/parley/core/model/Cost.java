package io.parley.core.model;

/// An exact amount of money: micro-units rounded up, and the rounding. Sums of such amounts are
/// exact, too, and rounded up only once.
///
/// @param micros millionths of a currency's unit, rounded up
/// @param excess the rounding part of them, in millionths of a micro-unit, 0 to 999 999
public record Cost(long micros, int excess) {
  public static final Cost NONE = new Cost(0, 0);

  /// Millionths of a micro-unit in a micro-unit.
  public static final int PARTS = 1_000_000;

  public Cost {
    if (excess < 0 || excess >= PARTS)
      throw new IllegalArgumentException(
          "excess: %d (expected: 0 to %d)".formatted(excess, PARTS - 1));
  }

  /// @param parts millionths of a micro-unit, at least 0
  public static Cost ofParts(long parts) {
    long micros = Math.ceilDiv(parts, PARTS);
    return new Cost(micros, (int) (micros * PARTS - parts));
  }

  public Cost plus(Cost more) {
    int excesses = excess + more.excess;
    return new Cost(Math.addExact(micros, more.micros) - excesses / PARTS, excesses % PARTS);
  }
}
