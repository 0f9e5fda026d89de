package io.parley.core.session;

import io.parley.core.model.Usage;
import java.time.Instant;

/// Model usage that no other event records.
public sealed interface UsageEvent extends SessionEvent {
  /// Usage of model calls that no other event records: for turns that failed or were interrupted,
  /// for early replies that were thrown away, for memories.
  record UsageRecorded(Usage usage, Instant at) implements UsageEvent {}
}
