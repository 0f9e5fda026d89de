package io.parley.core.model;

/// What one call of a model used.
///
/// @param model the model that answered, such as `offline` or `gpt-4o-mini`
/// @param costMicros in millionths of `currency`, rounded up
/// @param currency ISO 4217
/// @param cached whether the answer came from a cache and cost nothing
/// @param costExcess how much of `costMicros` is rounding, as [Cost#excess] has it
/// @param free whether the price list says that this model costs nothing
public record Usage(
    String model,
    int inputTokens,
    int outputTokens,
    long costMicros,
    String currency,
    boolean cached,
    int costExcess,
    boolean free) {
  /// ISO 4217's code where no currency is meant.
  public static final String NO_CURRENCY = "XXX";

  /// What costs whole micro-units, by a model that is not free.
  public Usage(
      String model,
      int inputTokens,
      int outputTokens,
      long costMicros,
      String currency,
      boolean cached) {
    this(model, inputTokens, outputTokens, costMicros, currency, cached, 0, false);
  }

  /// What was counted, before anybody knows what it costs.
  public static Usage unpriced(String model, int inputTokens, int outputTokens) {
    return new Usage(model, inputTokens, outputTokens, 0, NO_CURRENCY, false);
  }

  public Cost cost() {
    return new Cost(costMicros, costExcess);
  }

  /// Tokens that a provider processed and may want money for, read and written: none of an answer
  /// from a cache, and none of a model that costs nothing.
  public long billedTokens() {
    return cached || free ? 0 : (long) inputTokens + outputTokens;
  }

  /// The same call with one more: tokens and cost add up, the name is the later one's.
  public Usage plus(Usage more) {
    var sum = cost().plus(more.cost());
    return new Usage(
        more.model,
        inputTokens + more.inputTokens,
        outputTokens + more.outputTokens,
        sum.micros(),
        more.currency,
        cached && more.cached,
        sum.excess(),
        free && more.free);
  }
}
