package io.parley.http.session;

import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commands of one socket whose answers have not come yet. A session answers before it tells
/// its readers, but the two take different ways through a cluster, so an event may arrive first.
/// The event that holds a command is as good as its answer. Not thread safe.
final class Unanswered {
  private final List<Pending> pending = new ArrayList<>();

  /// @param slot place of the answer
  record Pending(String id, SessionCommand command, AnswerQueue.Slot slot) {}

  Pending add(String id, SessionCommand command, AnswerQueue.Slot slot) {
    var asked = new Pending(id, command, slot);
    pending.add(asked);
    return asked;
  }

  /// @return whether it had not been answered yet
  boolean answered(Pending asked) {
    return pending.remove(asked);
  }

  /// The command that `event` holds, which counts as answered from now on.
  Optional<Pending> answeredBy(SessionEvent event) {
    var held = pending.stream().filter(asked -> Session.holds(event, asked.command())).findFirst();
    held.ifPresent(pending::remove);
    return held;
  }

  /// Whether `event` may have been written together with a command that is not answered yet, and
  /// before the event that holds it: what ends a turn first settles the calls that nobody agreed
  /// to, and what ends the session first ends its turn.
  boolean mayPrecede(SessionEvent event) {
    boolean settled = event instanceof ToolEvent.ToolCallSettled;
    boolean unnamed =
        event instanceof TurnEvent.TurnInterrupted interrupted && interrupted.id().isEmpty();
    return (settled || unnamed) && endsTurn();
  }

  /// Whether something is unanswered that ends a turn.
  boolean endsTurn() {
    return pending.stream()
        .map(Pending::command)
        .anyMatch(
            command ->
                command instanceof SessionCommand.Interrupt
                    || command instanceof SessionCommand.End);
  }
}
