package io.parley.persistence.blocking;

import io.parley.core.limit.Weights;
import io.parley.core.tenant.TenantId;

/// Work that waits in one queue: that of an organisation, or of none.
public sealed interface Flow {
  static Flow of(TenantId tenant) {
    return new Organisation(tenant);
  }

  /// @param weights of organisations
  double weight(Weights weights);

  /// Of no organisation. Each weighs as much as several organisations.
  enum Shared implements Flow {
    /// Work that all organisations need: feeds, wake-ups, the probe of readiness.
    DUTIES(10),

    /// Look-ups before the organisation is known, which strangers can cause as well. They have half
    /// the weight of duties: beside a flood of them duties get two of three turns.
    LOOK_UPS(5);

    private final double weight;

    Shared(double weight) {
      this.weight = weight;
    }

    @Override
    public double weight(Weights weights) {
      return weight;
    }
  }

  record Organisation(TenantId tenant) implements Flow {
    @Override
    public double weight(Weights weights) {
      return weights.of(tenant);
    }
  }
}
