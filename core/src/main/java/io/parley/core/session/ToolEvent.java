package io.parley.core.session;

import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tool calls, and the consent that some of them need.
public sealed interface ToolEvent extends SessionEvent {
  /// @param sameAs an earlier call of the turn with the same tool and arguments, whose effect is
  ///   this one's too: this one is not made, and settles with that one
  record ToolCallRequested(
      int turn,
      String call,
      String tool,
      String label,
      Json arguments,
      ToolPolicy policy,
      boolean approval,
      Optional<String> sameAs,
      Instant at)
      implements ToolEvent {
    /// One that is made.
    public ToolCallRequested(
        int turn,
        String call,
        String tool,
        String label,
        Json arguments,
        ToolPolicy policy,
        boolean approval,
        Instant at) {
      this(turn, call, tool, label, arguments, policy, approval, Optional.empty(), at);
    }
  }

  record ToolCallSettled(
      int turn,
      String call,
      ToolOutcome.Kind outcome,
      int attempts,
      long millis,
      Json result,
      List<Source> sources,
      Instant at)
      implements ToolEvent {
    public ToolCallSettled {
      sources = List.copyOf(sources);
    }
  }

  record ToolCallResolved(String call, ToolOutcome.Kind outcome, Party by, Instant at)
      implements ToolEvent {}

  record ApprovalRequested(
      int turn,
      String call,
      String tool,
      String label,
      Json arguments,
      Instant expiresAt,
      Instant at)
      implements ToolEvent {}

  record ApprovalDecided(
      String id, String call, Approval decision, Party by, Optional<String> note, Instant at)
      implements ToolEvent {}
}
