package io.parley.core.limit;

/// How much may be used without asking the [RateLimit] again. It stays good however late it is
/// used: what is counted falls as time passes, and rises by no more than what is used.
///
/// @param turns messages of the customer; @param tokens as [RateLimit] has them. Neither is below 0
///   unless more was used than lent, as the last reply may
public record Permits(long turns, long tokens) {
  public static final Permits NONE = new Permits(0, 0);

  /// Whether one more message may be taken.
  public boolean allowTurn() {
    return turns > 0 && tokens > 0;
  }

  /// What is left of it after `used`.
  public Permits without(Permits used) {
    return new Permits(turns - used.turns, tokens - used.tokens);
  }

  public Permits plus(Permits more) {
    return new Permits(turns + more.turns, tokens + more.tokens);
  }
}
