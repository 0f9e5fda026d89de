package io.parley.http.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.limit.Limit;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Counts who was turned away at which limit, and tells them when to come back. Thread safe.
public final class Refusals {
  private static final Duration RETRY_MIN = Duration.ofSeconds(2);
  private static final Duration RETRY_MAX = Duration.ofSeconds(5);

  private final Map<Limit, Counter> counters = new EnumMap<>(Limit.class);

  /// All limits are there from the start: what was never met is 0, not missing.
  public Refusals(MeterRegistry registry) {
    for (var limit : Limit.values())
      counters.put(
          limit,
          Counter.builder("parley.refusals")
              .description("who was turned away at which limit")
              .tag("limit", limit.label())
              .register(registry));
  }

  public void count(Limit limit) {
    counters.get(limit).increment();
  }

  /// Counts one, and makes the answer to it: 503, with a time to come back.
  public ProblemDetail overloaded(Limit limit) {
    count(limit);
    return ProblemDetail.later(ProblemType.OVERLOADED, limit.sentence(), retryAfter());
  }

  /// By chance between two bounds, so that many who were turned away together do not come back
  /// together.
  public static Duration retryAfter() {
    var spread = RETRY_MAX.minus(RETRY_MIN).toMillis();
    return RETRY_MIN.plusMillis(ThreadLocalRandom.current().nextLong(spread + 1));
  }
}
