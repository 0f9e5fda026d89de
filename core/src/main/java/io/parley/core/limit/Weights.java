package io.parley.core.limit;

import io.parley.core.tenant.TenantId;
import java.util.Map;

/// The organisations' shares of what is scarce on a node. They count only while several wait: one
/// with weight 2 then gets twice as much as one with 1. An organisation that waits alone gets
/// everything.
///
/// @param own of some organisations; all others have [#USUAL]
public record Weights(Map<TenantId, Double> own) {
  public static final double USUAL = 1;

  /// The smallest and the largest weight.
  public static final double MIN = 0.01;

  public static final double MAX = 100;

  /// Equal shares for all.
  public static final Weights EQUAL = new Weights(Map.of());

  public Weights {
    own = Map.copyOf(own);
    own.forEach(
        (tenant, weight) -> {
          if (!(weight >= MIN && weight <= MAX))
            throw new IllegalArgumentException(
                "weight of %s: %s (expected: %s to %s)".formatted(tenant, weight, MIN, MAX));
        });
  }

  public double of(TenantId tenant) {
    return own.getOrDefault(tenant, USUAL);
  }
}
