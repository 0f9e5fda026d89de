package io.parley.core.session;

import io.parley.core.model.Usage;
import java.time.Instant;

/// What models used that no other event tells.
public sealed interface UsageEvent extends SessionEvent {
  /// What calls of models used that no other event tells: of turns that failed or were interrupted,
  /// of replies that were prepared for nothing, of memories.
  record UsageRecorded(Usage usage, Instant at) implements UsageEvent {}
}
