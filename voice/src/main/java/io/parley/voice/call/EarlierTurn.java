package io.parley.voice.call;

import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.ApprovalDecided;
import io.parley.core.session.ToolEvent.ApprovalRequested;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnFailed;
import io.parley.core.session.TurnEvent.TurnInterrupted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The turn that was open when the call began, until the call takes up its reply because it waits
/// for somebody's consent.
final class EarlierTurn {
  private final long began;
  private final Map<String, ApprovalRequested> requests = new LinkedHashMap<>();
  private Optional<Integer> turn;
  private boolean isRead;

  EarlierTurn(CallParts parts) {
    this.began = parts.after();
    this.turn = parts.openTurn();
  }

  /// Number of the event after which the session is read: all of it while a turn is open, for the
  /// request may be old.
  long from() {
    return turn.isPresent() ? 0 : began;
  }

  /// Takes an event of the session.
  ///
  /// @return whether it happened before the call
  boolean take(long seq, SessionEvent event) {
    if (turn.isPresent()) follow(event);
    isRead |= seq >= began;
    return seq <= began;
  }

  private void follow(SessionEvent event) {
    int open = turn.orElseThrow();
    if (event instanceof ApprovalRequested asked && asked.turn() == open)
      requests.put(asked.call(), asked);
    if (event instanceof ApprovalDecided decided) requests.remove(decided.call());
    if (event instanceof ToolCallSettled settled) requests.remove(settled.call());
    if ((event instanceof ReplyCompleted completed && completed.turn() == open)
        || (event instanceof TurnFailed failed && failed.turn() == open)
        || (event instanceof TurnInterrupted interrupted && interrupted.turn() == open))
      turn = Optional.empty();
  }

  boolean waits() {
    return isRead && turn.isPresent() && !requests.isEmpty();
  }

  /// The turn that it waits for; from now on it is the call's own.
  List<ApprovalRequested> taken() {
    turn = Optional.empty();
    return List.copyOf(requests.values());
  }

  /// Its number, while it is not taken up.
  Optional<Integer> turn() {
    return turn;
  }
}
