package io.parley.persistence.blocking;

import io.parley.core.limit.Weights;
import io.parley.core.tenant.TenantId;

/// Work that waits in one queue: that of an organisation, or of none.
public sealed interface Flow {
  /// Work that all organisations need: feeds, wake-ups, the probe of readiness.
  Flow DUTIES = new Shared(10);

  /// Look-ups before the organisation is known, which strangers can cause as well. They have half
  /// the weight of duties: beside a flood of them duties get two of three turns.
  Flow LOOK_UPS = new Shared(5);

  static Flow of(TenantId tenant) {
    return new Organisation(tenant);
  }

  /// @param weights of organisations
  default double weight(Weights weights) {
    return switch (this) {
      case Shared(var weight) -> weight;
      case Organisation(var tenant) -> weights.of(tenant);
    };
  }

  /// Of no organisation.
  ///
  /// @param weight as of so many organisations; tells one from the other
  record Shared(double weight) implements Flow {}

  record Organisation(TenantId tenant) implements Flow {}
}
