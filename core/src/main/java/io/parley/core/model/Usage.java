package io.parley.core.model;

/// What one call of a model used.
///
/// @param model the model that answered, such as `offline` or `gpt-4o-mini`
/// @param costMicros in millionths of `currency`
/// @param currency ISO 4217
/// @param cached whether the answer came from a cache and cost nothing
public record Usage(
    String model,
    int inputTokens,
    int outputTokens,
    long costMicros,
    String currency,
    boolean cached) {
  /// ISO 4217's code where no currency is meant.
  public static final String NO_CURRENCY = "XXX";

  /// What was counted, before anybody knows what it costs.
  public static Usage unpriced(String model, int inputTokens, int outputTokens) {
    return new Usage(model, inputTokens, outputTokens, 0, NO_CURRENCY, false);
  }

  /// The same call with one more: tokens and cost add up, the name is the later one's.
  public Usage plus(Usage more) {
    return new Usage(
        more.model,
        inputTokens + more.inputTokens,
        outputTokens + more.outputTokens,
        costMicros + more.costMicros,
        more.currency,
        cached && more.cached);
  }
}
