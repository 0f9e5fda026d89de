package io.parley.core.session;

import io.parley.core.model.Cost;
import io.parley.core.model.Usage;
import io.parley.core.tool.CallCost;

/// Total usage of a session's models so far, including failed calls, and the cost of its tools'
/// calls in the same currency.
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

  /// The currency of models counts: before their first usage, another one's cost is dropped.
  public UsageTotal plus(Usage usage) {
    boolean isForeign = !usesModels() && !currency.equals(usage.currency());
    var before = isForeign ? Cost.NONE : new Cost(costMicros, costExcess);
    var cost = before.plus(usage.cost());
    return new UsageTotal(
        inputTokens + usage.inputTokens(),
        outputTokens + usage.outputTokens(),
        cost.micros(),
        usage.currency(),
        cost.excess());
  }

  /// With the cost of a tool's call. Amounts of two currencies have no sum: one in another currency
  /// than that of models is not counted.
  public UsageTotal plus(CallCost call) {
    boolean isFirst = !usesModels() && costMicros == 0;
    return isFirst || currency.equals(call.currency())
        ? new UsageTotal(
            inputTokens,
            outputTokens,
            Math.addExact(costMicros, call.micros()),
            call.currency(),
            costExcess)
        : this;
  }

  private boolean usesModels() {
    return inputTokens > 0 || outputTokens > 0;
  }
}
