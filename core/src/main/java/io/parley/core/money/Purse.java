package io.parley.core.money;

/// What one node holds of one period's money, and what it has done with it that the books do not
/// know yet. What the books say the node was lent is `free + open + released`, always.
///
/// @param free lent, and in nobody's use
/// @param open put aside for calls under way
/// @param spent what calls cost
/// @param released of what was lent, spent or given back
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

  /// A call is over for which `aside` was put aside and that cost `cost`: what it left is free, and
  /// what it took beyond that is spent without having been lent.
  public Purse settled(long aside, long cost) {
    long used = Math.min(aside, cost);
    return new Purse(
        Math.addExact(free, aside - used),
        open - aside,
        Math.addExact(spent, cost),
        Math.addExact(released, used));
  }

  /// Gives back what is in nobody's use.
  public Purse emptied() {
    return new Purse(0, open, spent, Math.addExact(released, free));
  }

  /// The books know now.
  public Purse posted() {
    return new Purse(free, open, 0, 0);
  }

  public boolean isEmpty() {
    return equals(EMPTY);
  }
}
