package io.parley.core.limit;

/// The amount that may be used without asking the [RateLimit] again. Permits never expire: counted
/// usage falls as time passes, and rises by no more than the amount used.
///
/// @param turns messages of the customer; @param tokens as in [RateLimit]. Negative only if more
///   was used than lent, which the last reply may do
public record Permits(long turns, long tokens) {
  public static final Permits NONE = new Permits(0, 0);

  /// Whether one more message is allowed.
  public boolean allowTurn() {
    return turns > 0 && tokens > 0;
  }

  /// The rest after `used`.
  public Permits without(Permits used) {
    return new Permits(turns - used.turns, tokens - used.tokens);
  }

  public Permits plus(Permits more) {
    return new Permits(turns + more.turns, tokens + more.tokens);
  }
}
