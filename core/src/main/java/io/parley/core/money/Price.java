package io.parley.core.money;

import io.parley.core.model.Cost;

/// The price of a model, in micro-units for a million tokens: 150 000 is 0.15 of the currency.
public record Price(long inputMicros, long outputMicros) {
  /// 2 000 units for a million tokens; with it, no count of tokens overflows.
  public static final long MAX = 2_000_000_000L;

  public static final Price FREE = new Price(0, 0);

  public Price {
    requireInRange("inputMicros", inputMicros);
    requireInRange("outputMicros", outputMicros);
  }

  /// Exact: micro-units for a million tokens are millionths of a micro-unit for one. Negative
  /// counts of a provider count as 0.
  public Cost cost(int inputTokens, int outputTokens) {
    long input = Math.multiplyExact(inputMicros, Math.max(0L, inputTokens));
    long output = Math.multiplyExact(outputMicros, Math.max(0L, outputTokens));
    return Cost.ofParts(Math.addExact(input, output));
  }

  /// The higher of the two prices, for each kind of token.
  public Price dearer(Price other) {
    return new Price(
        Math.max(inputMicros, other.inputMicros), Math.max(outputMicros, other.outputMicros));
  }

  public boolean isFree() {
    return equals(FREE);
  }

  private static void requireInRange(String name, long value) {
    if (value < 0 || value > MAX)
      throw new IllegalArgumentException("%s: %d (expected: 0 to %d)".formatted(name, value, MAX));
  }
}
