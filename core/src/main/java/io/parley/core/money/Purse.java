package io.parley.core.money;

/// One node's money of one period, with changes not posted to the books yet. The amount lent to the
/// node in the books is always `free + open + released`.
///
/// @param free lent and unused
/// @param open put aside for calls under way
/// @param spent cost of calls
/// @param released lent money that was spent or given back
public record Purse(long free, long open, long spent, long released) {
  public static final Purse EMPTY = new Purse(0, 0, 0, 0);

  public Purse {
    if (free < 0 || open < 0 || spent < 0 || released < 0)
      throw new IllegalArgumentException(
          "purse with free %d, open %d, spent %d, released %d (expected: ≥ 0)"
              .formatted(free, open, spent, released));
  }

  public Purse lent(long amount) {
    return new Purse(Math.addExact(free, amount), open, spent, released);
  }

  /// Puts money aside for a call.
  public Purse aside(long amount) {
    return new Purse(free - amount, Math.addExact(open, amount), spent, released);
  }

  /// Settles a call for which `aside` was put aside and that cost `cost`: the rest becomes free; an
  /// excess is spent without having been lent.
  public Purse settled(long aside, long cost) {
    long used = Math.min(aside, cost);
    return new Purse(
        Math.addExact(free, aside - used),
        open - aside,
        Math.addExact(spent, cost),
        Math.addExact(released, used));
  }

  /// Gives back unused money.
  public Purse emptied() {
    return new Purse(0, open, spent, Math.addExact(released, free));
  }

  /// The changes are posted to the books.
  public Purse posted() {
    return new Purse(free, open, 0, 0);
  }

  public boolean isEmpty() {
    return equals(EMPTY);
  }
}
