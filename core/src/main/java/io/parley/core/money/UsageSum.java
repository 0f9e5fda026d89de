package io.parley.core.money;

/// Calls of models, added up.
///
/// @param calls all of them
/// @param cachedCalls of these, answered from a cache: no tokens, no cost
/// @param failedCalls of these, without a whole answer; what they had said is estimated
/// @param unpricedCalls of these, by a model that the price list does not know
public record UsageSum(
    long calls,
    long cachedCalls,
    long failedCalls,
    long unpricedCalls,
    long inputTokens,
    long outputTokens,
    long costMicros) {
  public static final UsageSum NONE = new UsageSum(0, 0, 0, 0, 0, 0, 0);

  /// An answer from a cache.
  public static final UsageSum CACHED = new UsageSum(1, 1, 0, 0, 0, 0, 0);

  public UsageSum plus(UsageSum more) {
    return new UsageSum(
        Math.addExact(calls, more.calls),
        Math.addExact(cachedCalls, more.cachedCalls),
        Math.addExact(failedCalls, more.failedCalls),
        Math.addExact(unpricedCalls, more.unpricedCalls),
        Math.addExact(inputTokens, more.inputTokens),
        Math.addExact(outputTokens, more.outputTokens),
        Math.addExact(costMicros, more.costMicros));
  }
}
