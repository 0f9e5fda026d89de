package io.parley.sessions.entity;

import io.parley.core.journal.SessionListing.Status;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.OpenTurn;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import io.parley.sessions.SessionInspection;
import io.parley.sessions.SessionView;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Views of a session's state for callers and operators.
final class Views {
  private Views() {}

  static Optional<SessionView> of(SessionKey key, SessionState state) {
    return switch (state) {
      case SessionState.New _ -> Optional.empty();
      case Active active -> Optional.of(view(key, active, Status.ACTIVE, Optional.empty()));
      case SessionState.Ended(var was, _, _, var archived) ->
          Optional.of(
              view(key, was, archived.isPresent() ? Status.ARCHIVED : Status.ENDED, archived));
    };
  }

  /// @param readers of the session; @param errands child actors at work
  static SessionInspection inspection(
      SessionKey key, SessionState state, int readers, int errands) {
    var active =
        switch (state) {
          case SessionState.New _ -> Optional.<Active>empty();
          case Active now -> Optional.of(now);
          case SessionState.Ended(var was, _, _, _) -> Optional.of(was);
        };
    var calls = active.map(Active::calls).orElse(List.of());
    return new SessionInspection(
        of(key, state),
        active.map(Active::epoch).orElse(0),
        state.openTurn().map(OpenTurn::attempt).orElse(0),
        active.map(now -> now.waiting().size()).orElse(0),
        count(calls, call -> call.phase() == ToolCallState.Phase.RUNNING),
        count(calls, call -> call.phase() == ToolCallState.Phase.AWAITING_APPROVAL),
        count(
            calls,
            call -> call.outcome().filter(o -> o.kind() == ToolOutcome.Kind.IN_DOUBT).isPresent()),
        readers,
        errands);
  }

  private static int count(List<ToolCallState> calls, Predicate<ToolCallState> which) {
    return (int) calls.stream().filter(which).count();
  }

  private static SessionView view(
      SessionKey key, Active active, Status status, Optional<String> archived) {
    var started = active.started();
    return new SessionView(
        key,
        status,
        active.seq(),
        active.agent(),
        started.channel(),
        started.customer(),
        active.turns(),
        active.open().map(OpenTurn::turn),
        active.usage(),
        archived,
        started.at(),
        active.lastActivity());
  }

  /// Whether this is the current attempt at a reply.
  static boolean isCurrent(SessionState state, int turn, int attempt) {
    return state
        .openTurn()
        .filter(open -> open.turn() == turn && open.attempt() == attempt)
        .isPresent();
  }

  /// Whether this tool call is under way.
  static boolean isRunning(SessionState state, String call) {
    return state instanceof Active active
        && active.call(call).filter(ToolCallState::isRunning).isPresent();
  }
}
