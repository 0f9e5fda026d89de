package io.parley.core.session;

import io.parley.core.model.Cost;
import io.parley.core.model.Usage;

/// Total usage of a session's models so far, including failed calls.
///
/// @param costMicros in millionths of `currency`, the currency of the newest usage; rounded up once
/// @param costExcess the rounding part of `costMicros`, see [Cost#excess]
public record UsageTotal(
    long inputTokens, long outputTokens, long costMicros, String currency, int costExcess) {
  public static final UsageTotal NONE = new UsageTotal(0, 0, 0, "EUR");

  /// A cost in whole micro-units.
  public UsageTotal(long inputTokens, long outputTokens, long costMicros, String currency) {
    this(inputTokens, outputTokens, costMicros, currency, 0);
  }

  public UsageTotal plus(Usage usage) {
    var cost = new Cost(costMicros, costExcess).plus(usage.cost());
    return new UsageTotal(
        inputTokens + usage.inputTokens(),
        outputTokens + usage.outputTokens(),
        cost.micros(),
        usage.currency(),
        cost.excess());
  }
}
