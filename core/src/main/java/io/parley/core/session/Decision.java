package io.parley.core.session;

import io.parley.core.memory.TurnRange;
import java.util.List;

/// The answer of the rules to a command.
public sealed interface Decision {

  /// @param seq number of the event that holds the command
  /// @param events to be committed together, before anything else happens
  /// @param actions what the shell must do once they are committed
  record Accepted(long seq, List<SessionEvent> events, List<Action> actions) implements Decision {
    public Accepted {
      events = List.copyOf(events);
      actions = List.copyOf(actions);
    }
  }

  record Rejected(Rejection rejection) implements Decision {}

  /// Work for the shell. Its name is its place in the session, not a random id, so that the shell
  /// can tell whether it is already under way.
  sealed interface Action {
    record GenerateReply(int turn, int attempt) implements Action {}

    record CancelReply(int turn) implements Action {}

    record ExecuteToolCall(String call) implements Action {}

    /// The result of a call under way is no longer wanted: its tool is told to stop. The outcome of
    /// the call is settled all the same.
    record CancelToolCall(String call) implements Action {}

    /// Have the dependency tell what became of a call in doubt, or undo it.
    record SettleDoubt(String call) implements Action {}

    record Summarise(TurnRange turns) implements Action {}

    /// Extract memories from the conversation up to `turn`.
    record Remember(int turn) implements Action {}

    /// The session is over: write its summary as memories before it is archived.
    record Reflect() implements Action {}

    record ArchiveSession() implements Action {}
  }
}
