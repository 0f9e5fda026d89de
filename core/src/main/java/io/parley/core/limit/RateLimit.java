package io.parley.core.limit;

import io.parley.core.setting.Expect;
import java.time.Duration;
import java.time.Instant;

/// The rate limit of one session.
///
/// @param turnsPerMinute messages of the customer
/// @param tokensPerHour tokens of models that cost something, read and written
public record RateLimit(long turnsPerMinute, long tokensPerHour) {
  public static final Duration TURNS_PERIOD = Duration.ofMinutes(1);
  public static final Duration TOKENS_PERIOD = Duration.ofHours(1);

  public RateLimit {
    Expect.positive("turnsPerMinute", turnsPerMinute);
    Expect.positive("tokensPerHour", tokensPerHour);
  }

  /// The amount that may be used without asking again.
  public Permits left(RateCounts counts, Instant at) {
    return new Permits(
        turnsPerMinute - counts.turns().within(at), tokensPerHour - counts.tokens().within(at));
  }

  /// Whether one more message is allowed.
  public Verdict check(RateCounts counts, Instant at) {
    if (counts.turns().within(at) >= turnsPerMinute)
      return new Refused(
          "turns",
          turnsPerMinute,
          TURNS_PERIOD,
          counts.turns().untilAtMost(turnsPerMinute - 1, at));
    if (counts.tokens().within(at) >= tokensPerHour)
      return new Refused(
          "tokens",
          tokensPerHour,
          TOKENS_PERIOD,
          counts.tokens().untilAtMost(tokensPerHour - 1, at));
    return new Granted();
  }

  public sealed interface Verdict {}

  public record Granted() implements Verdict {}

  /// @param policy the limit that was reached: `turns` or `tokens`
  /// @param quota the amount allowed in `window`
  /// @param retryAfter when to ask again
  public record Refused(String policy, long quota, Duration window, Duration retryAfter)
      implements Verdict {}
}
