package io.parley.core.money;

import io.parley.core.model.Cost;

/// Calls of models, added up.
///
/// @param calls all of them
/// @param cachedCalls of these, answered from a cache: no tokens, no cost
/// @param failedCalls of these, without a complete answer; their partial output is estimated
/// @param unpricedCalls of these, by a model that the price list does not know
/// @param costMicros rounded up, once for all of them
/// @param costExcess the rounding part of `costMicros`, see [Cost#excess]
public record UsageSum(
    long calls,
    long cachedCalls,
    long failedCalls,
    long unpricedCalls,
    long inputTokens,
    long outputTokens,
    long costMicros,
    int costExcess) {
  public static final UsageSum NONE = new UsageSum(0, 0, 0, 0, 0, 0, 0, 0);

  /// One cached answer.
  public static final UsageSum CACHED = new UsageSum(1, 1, 0, 0, 0, 0, 0, 0);

  /// A cost in whole micro-units.
  public UsageSum(
      long calls,
      long cachedCalls,
      long failedCalls,
      long unpricedCalls,
      long inputTokens,
      long outputTokens,
      long costMicros) {
    this(calls, cachedCalls, failedCalls, unpricedCalls, inputTokens, outputTokens, costMicros, 0);
  }

  public Cost cost() {
    return new Cost(costMicros, costExcess);
  }

  public UsageSum plus(UsageSum more) {
    var cost = cost().plus(more.cost());
    return new UsageSum(
        Math.addExact(calls, more.calls),
        Math.addExact(cachedCalls, more.cachedCalls),
        Math.addExact(failedCalls, more.failedCalls),
        Math.addExact(unpricedCalls, more.unpricedCalls),
        Math.addExact(inputTokens, more.inputTokens),
        Math.addExact(outputTokens, more.outputTokens),
        cost.micros(),
        cost.excess());
  }
}
