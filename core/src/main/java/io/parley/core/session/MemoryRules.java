package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.TURN_NOT_OPEN;
import static io.parley.core.session.Session.rejected;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.MemoryEvent.MemoryWritten;
import io.parley.core.session.SessionState.Active;
import java.util.List;

/// The rules of memories that outlive the conversation.
final class MemoryRules {
  private MemoryRules() {}

  static Decision write(Active active, SessionCommand.WriteMemories write) {
    if (write.turn() < 1 || write.turn() > active.turns())
      return rejected(
          TURN_NOT_OPEN,
          "memories of turn %d (expected: turn 1 to %d)".formatted(write.turn(), active.turns()));
    List<SessionEvent> events =
        write.memories().stream()
            .limit(Session.MEMORIES_AT_ONCE_MAX)
            .<SessionEvent>map(
                memory ->
                    new MemoryWritten(
                        memory.kind(), memory.text(), memory.replaces(), write.turn(), write.at()))
            .toList();
    return new Accepted(active.seq() + events.size(), events, List.of());
  }
}
