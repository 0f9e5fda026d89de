package io.parley.http.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.limit.Limit;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.Problems;
import java.util.EnumMap;
import java.util.Map;

/// Counts refused requests, by limit. Thread safe.
public final class Refusals {
  private final Map<Limit, Counter> counters = new EnumMap<>(Limit.class);

  /// All limits are registered with 0 at the start, so that none is missing.
  public Refusals(MeterRegistry registry) {
    for (var limit : Limit.values())
      counters.put(
          limit,
          Counter.builder("parley.refusals")
              .description("refused requests, by limit")
              .tag("limit", limit.label())
              .register(registry));
  }

  public void count(Limit limit) {
    counters.get(limit).increment();
  }

  /// Counts one, and makes its answer.
  public ProblemDetail overloaded(Limit limit) {
    count(limit);
    return Problems.overloaded(limit);
  }
}
