package io.parley.http.session;

import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One socket's commands without an answer so far. A session answers before it informs its readers,
/// but the two take different ways through a cluster, so an event may arrive first. The event that
/// holds a command counts as its answer. Not thread safe.
final class Unanswered {
  private final List<Pending> pending = new ArrayList<>();

  /// @param slot place of the answer
  record Pending(String id, SessionCommand command, AnswerQueue.Slot slot) {}

  Pending add(String id, SessionCommand command, AnswerQueue.Slot slot) {
    var asked = new Pending(id, command, slot);
    pending.add(asked);
    return asked;
  }

  /// @return whether it was unanswered until now
  boolean answered(Pending asked) {
    return pending.remove(asked);
  }

  /// The command that `event` holds; it counts as answered from now on.
  Optional<Pending> answeredBy(SessionEvent event) {
    var held = pending.stream().filter(asked -> Session.holds(event, asked.command())).findFirst();
    held.ifPresent(pending::remove);
    return held;
  }

  /// Whether `event` may have been written together with an unanswered command, before the event
  /// that holds it: ending a turn first settles the calls without approval, and ending the session
  /// first ends its turn.
  boolean mayPrecede(SessionEvent event) {
    boolean settled = event instanceof ToolEvent.ToolCallSettled;
    boolean unnamed =
        event instanceof TurnEvent.TurnInterrupted interrupted && interrupted.id().isEmpty();
    return (settled || unnamed) && endsTurn();
  }

  /// Whether a command that ends a turn is unanswered.
  boolean endsTurn() {
    return pending.stream()
        .map(Pending::command)
        .anyMatch(
            command ->
                command instanceof SessionCommand.Interrupt
                    || command instanceof SessionCommand.End);
  }
}
