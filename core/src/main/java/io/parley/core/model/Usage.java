package io.parley.core.model;

/// Usage of one model call.
///
/// @param model the model that answered, such as `offline` or `gpt-4o-mini`
/// @param costMicros in millionths of `currency`, rounded up
/// @param currency ISO 4217
/// @param cached whether the answer came from a cache and cost nothing
/// @param costExcess the rounding part of `costMicros`, see [Cost#excess]
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
  /// The ISO 4217 code for no currency.
  public static final String NO_CURRENCY = "XXX";

  /// A cost in whole micro-units, of a model that is not free.
  public Usage(
      String model,
      int inputTokens,
      int outputTokens,
      long costMicros,
      String currency,
      boolean cached) {
    this(model, inputTokens, outputTokens, costMicros, currency, cached, 0, false);
  }

  /// Counted tokens, before their cost is known.
  public static Usage unpriced(String model, int inputTokens, int outputTokens) {
    return new Usage(model, inputTokens, outputTokens, 0, NO_CURRENCY, false);
  }

  public Cost cost() {
    return new Cost(costMicros, costExcess);
  }

  /// Tokens that a provider may charge for, read and written: none of a cached answer, and none of
  /// a free model.
  public long billedTokens() {
    return cached || free ? 0 : (long) inputTokens + outputTokens;
  }

  /// The sum of both: tokens and cost add up, the model is the later one's.
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
