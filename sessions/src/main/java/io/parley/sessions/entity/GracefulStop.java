package io.parley.sessions.entity;

import io.parley.core.session.Decision.Action;
import io.parley.core.session.Session;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.OpenTurn;
import java.util.List;

/// Graceful stop of a session that moves to another node or goes to sleep: the current turn ends
/// first, and nothing else begins. Lives inside the session's actor and in its thread.
final class GracefulStop {
  private boolean begun;
  private int turn;

  boolean isBegun() {
    return begun;
  }

  /// From now on only work of the current turn continues.
  void begin(SessionState state) {
    if (begun) return;
    begun = true;
    turn = state.openTurn().map(OpenTurn::turn).orElse(0);
  }

  /// Whether no work is left that a move would cut off, or that nobody would repeat: facts learned
  /// in a turn are stored before the session forgets it.
  boolean isDue(SessionState state, SideEffects sideEffects) {
    return begun
        && !Session.isUnderWay(state, turn)
        && sideEffects.isNotRunning(new Action.Remember(turn));
  }

  /// The subset of `actions` that still runs. The rest is owed: it is done when the session wakes
  /// next.
  List<Action> only(List<Action> actions) {
    return begun ? actions.stream().filter(this::belongs).toList() : actions;
  }

  private boolean belongs(Action action) {
    return switch (action) {
      case Action.GenerateReply(var of, _) -> of == turn;
      case Action.CancelReply _,
          Action.ExecuteToolCall _,
          Action.CancelToolCall _,
          Action.Remember _ ->
          true;
      case Action.SettleDoubt _, Action.Summarise _, Action.Reflect _, Action.ArchiveSession _ ->
          false;
    };
  }
}
