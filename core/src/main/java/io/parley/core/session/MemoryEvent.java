package io.parley.core.session;

import io.parley.core.memory.MemoryKind;
import io.parley.core.model.Usage;
import java.time.Instant;
import java.util.Optional;

/// Texts derived from the conversation: summaries within the session, memories beyond it.
public sealed interface MemoryEvent extends SessionEvent {
  record SummaryWritten(int fromTurn, int toTurn, String text, Usage usage, Instant at)
      implements MemoryEvent {}

  /// Something worth remembering beyond this conversation. Its id in the tenant is
  /// [io.parley.core.memory.Memory#id].
  ///
  /// @param turn the newest turn that it was learned from; its source
  /// @param replaces id of the memory that it corrects
  record MemoryWritten(
      MemoryKind memory, String text, Optional<String> replaces, int turn, Instant at)
      implements MemoryEvent {}
}
