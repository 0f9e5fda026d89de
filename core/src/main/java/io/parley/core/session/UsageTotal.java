package io.parley.core.session;

import io.parley.core.model.Usage;

/// What a session's models used so far.
///
/// @param costMicros in millionths of `currency`, the currency of the newest usage
public record UsageTotal(long inputTokens, long outputTokens, long costMicros, String currency) {
  public static final UsageTotal NONE = new UsageTotal(0, 0, 0, "EUR");

  public UsageTotal plus(Usage usage) {
    return new UsageTotal(
        inputTokens + usage.inputTokens(),
        outputTokens + usage.outputTokens(),
        costMicros + usage.costMicros(),
        usage.currency());
  }
}
