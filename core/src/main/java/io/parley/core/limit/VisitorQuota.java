package io.parley.core.limit;

import io.parley.core.limit.RateLimit.Granted;
import io.parley.core.limit.RateLimit.Refused;
import io.parley.core.limit.RateLimit.Verdict;
import java.time.Duration;
import java.time.Instant;

/// The quota of all sessions of one visitor together. A session's own [RateLimit] does not bound
/// that, because each opened page starts a session.
///
/// @param effectsPerHour tool calls that change something, such as opening a ticket
public record VisitorQuota(long modelCallsPerMinute, long effectsPerHour, long effectsPerDay) {
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DAY = Duration.ofDays(1);

  /// Recent usage of a visitor.
  public record Use(
      SlidingCount modelCalls, SlidingCount effectsOfHour, SlidingCount effectsOfDay) {
    public static final Use NONE =
        new Use(SlidingCount.empty(MINUTE), SlidingCount.empty(HOUR), SlidingCount.empty(DAY));

    public Use modelCall(Instant at) {
      return new Use(modelCalls.plus(1, at), effectsOfHour, effectsOfDay);
    }

    public Use effect(Instant at) {
      return new Use(modelCalls, effectsOfHour.plus(1, at), effectsOfDay.plus(1, at));
    }
  }

  public VisitorQuota {
    if (modelCallsPerMinute < 1 || effectsPerHour < 1 || effectsPerDay < effectsPerHour)
      throw new IllegalArgumentException(
          "%d model calls a minute, %d effects an hour, %d a day (expected: ≥ 1, and no fewer a day)"
              .formatted(modelCallsPerMinute, effectsPerHour, effectsPerDay));
  }

  /// The part of one of `nodes` nodes, rounded up.
  public VisitorQuota ofOneOf(int nodes) {
    return new VisitorQuota(
        Math.ceilDiv(modelCallsPerMinute, nodes),
        Math.ceilDiv(effectsPerHour, nodes),
        Math.ceilDiv(effectsPerDay, nodes));
  }

  /// Whether one more model call is allowed.
  public Verdict modelCall(Use use, Instant at) {
    return verdict("model-calls", use.modelCalls(), modelCallsPerMinute, at);
  }

  /// Whether one more tool call with an effect is allowed.
  public Verdict effect(Use use, Instant at) {
    return switch (verdict("effects", use.effectsOfHour(), effectsPerHour, at)) {
      case Refused refused -> refused;
      case Granted _ -> verdict("effects", use.effectsOfDay(), effectsPerDay, at);
    };
  }

  private static Verdict verdict(String policy, SlidingCount count, long quota, Instant at) {
    return count.within(at) < quota
        ? new Granted()
        : new Refused(policy, quota, count.period(), count.untilAtMost(quota - 1, at));
  }
}
