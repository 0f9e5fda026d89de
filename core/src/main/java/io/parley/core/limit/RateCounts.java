package io.parley.core.limit;

import java.time.Instant;

/// Recent usage of a session; part of its state, so that sleep does not reset it.
public record RateCounts(SlidingCount turns, SlidingCount tokens) {
  public static final RateCounts NONE =
      new RateCounts(
          SlidingCount.empty(RateLimit.TURNS_PERIOD), SlidingCount.empty(RateLimit.TOKENS_PERIOD));

  public RateCounts turn(Instant at) {
    return new RateCounts(turns.plus(1, at), tokens);
  }

  public RateCounts tokens(long amount, Instant at) {
    return new RateCounts(turns, tokens.plus(amount, at));
  }
}
