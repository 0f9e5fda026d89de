package io.parley.core.tool;

/// The price of one call of a tool, as its source's definition sets it.
///
/// @param micros in millionths of `currency`, at least 0
/// @param currency ISO 4217
public record CallCost(long micros, String currency) {
  public CallCost {
    if (micros < 0)
      throw new IllegalArgumentException("micros: %d (expected: ≥ 0)".formatted(micros));
  }
}
