package io.parley.tools.model.langchain;

import io.parley.tools.settings.Expect;

/// What a provider asks for.
///
/// @param inputMicros for a million tokens read, in millionths of `currency`
/// @param outputMicros for a million tokens written
/// @param currency ISO 4217
public record Prices(long inputMicros, long outputMicros, String currency) {
  private static final long MILLION = 1_000_000;

  public Prices {
    Expect.atLeast("parley.model.openai.prices.input-micros", inputMicros, 0);
    Expect.atLeast("parley.model.openai.prices.output-micros", outputMicros, 0);
    if (!currency.matches("[A-Z]{3}"))
      throw Expect.wrong(
          "parley.model.openai.prices.currency", currency, "three letters of ISO 4217");
  }

  /// @return in millionths of the currency, rounded up: what was used is never free by rounding
  long of(long inputTokens, long outputTokens) {
    return Math.ceilDiv(inputTokens * inputMicros + outputTokens * outputMicros, MILLION);
  }
}
