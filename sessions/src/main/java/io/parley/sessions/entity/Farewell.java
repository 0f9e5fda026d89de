package io.parley.sessions.entity;

import io.parley.core.session.Decision.Action;
import io.parley.core.session.Session;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.OpenTurn;
import java.util.List;

/// How a session goes when it is told to, to another node or to sleep: the turn under way comes to
/// its end first, and nothing else is begun. Lives inside the session's actor and in its thread.
final class Farewell {
  private boolean begun;
  private int turn;

  boolean isBegun() {
    return begun;
  }

  /// From now on only what is under way is gone on with.
  void begin(SessionState state) {
    if (begun) return;
    begun = true;
    turn = state.openTurn().map(OpenTurn::turn).orElse(0);
  }

  /// Whether nothing is left that a move would cut off, or that nobody would do again: what a turn
  /// taught is written down before it is forgotten.
  boolean isDue(SessionState state, Errands errands) {
    return begun && !Session.isUnderWay(state, turn) && errands.isIdleAt(new Action.Remember(turn));
  }

  /// What is still done of `actions`. The rest is owed: whoever wakes the session next does it.
  List<Action> only(List<Action> actions) {
    return begun ? actions.stream().filter(this::belongs).toList() : actions;
  }

  private boolean belongs(Action action) {
    return switch (action) {
      case Action.GenerateReply(var of, _) -> of == turn;
      case Action.CancelReply _, Action.ExecuteToolCall _, Action.Remember _ -> true;
      case Action.Summarise _, Action.Reflect _, Action.ArchiveSession _ -> false;
    };
  }
}
