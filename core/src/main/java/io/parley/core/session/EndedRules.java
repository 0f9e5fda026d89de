package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Session.rejected;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.SessionEvent.SessionArchived;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The rules of a session that is over: it still hears what becomes of its calls, is archived once
/// they have settled, and answers what came before.
final class EndedRules {
  private EndedRules() {}

  static Decision decide(Ended ended, SessionCommand command) {
    return switch (command) {
      case SessionCommand.Start start -> Session.startedBefore(ended.was(), start);
      case SessionCommand.Say say -> knownOrEnded(ended, say.id(), Fingerprint.of(say));
      case SessionCommand.Interrupt interrupt ->
          knownOrEnded(ended, interrupt.id(), Fingerprint.of(interrupt));
      case SessionCommand.Decide decide -> knownOrEnded(ended, decide.id(), Fingerprint.of(decide));
      case SessionCommand.End end ->
          end.id()
              .map(id -> knownOrEnded(ended, id, Fingerprint.of(end)))
              .orElseGet(EndedRules::ended);
      // an outcome is never thrown away: a ticket that was opened as the session ended is real
      case SessionCommand.SettleToolCall settle ->
          ToolRules.settle(ended.was(), settle) instanceof Accepted(var seq, var events, _)
              ? accepted(ended, seq, events)
              : unknownCall();
      case SessionCommand.ResolveToolCall resolve ->
          ended.archived().isPresent() ? ended() : ToolRules.resolve(ended.was(), resolve);
      case SessionCommand.RecordArchive archive ->
          ended.archived().isPresent()
              ? new Accepted(ended.seq(), List.of(), List.of())
              : new Accepted(
                  ended.seq() + 1,
                  List.of(
                      new SessionArchived(
                          archive.bytes(), archive.sha256(), archive.ref(), archive.at())),
                  List.of());
      case SessionCommand.Resume resume -> {
        var lost = ToolRules.doubtful(ended.was(), resume.at());
        yield accepted(ended, ended.seq() + lost.size(), lost, ToolRules::unsettled);
      }
      case SessionCommand.Tick _ -> new Accepted(ended.seq(), List.of(), List.of());
      case SessionCommand.RequestToolCalls _,
          SessionCommand.CompleteReply _,
          SessionCommand.FailTurn _,
          SessionCommand.WriteSummary _ ->
          ended();
    };
  }

  static List<Action> pending(Ended ended) {
    var owed = new ArrayList<Action>(ToolRules.unsettled(ended.was()));
    owed.addAll(archiveOf(ended));
    return owed;
  }

  /// The archive holds what became of every call: it waits for the last.
  static List<Action> archiveOf(Ended ended) {
    return ended.archived().isEmpty() && ended.was().allCallsSettled()
        ? List.of(new Action.ArchiveSession())
        : List.of();
  }

  private static Decision accepted(Ended ended, long seq, List<SessionEvent> events) {
    return accepted(ended, seq, events, _ -> List.of());
  }

  private static Decision accepted(
      Ended ended, long seq, List<SessionEvent> events, Function<Active, List<Action>> first) {
    var after = (Ended) Session.fold(ended, events);
    var actions = new ArrayList<>(first.apply(after.was()));
    actions.addAll(archiveOf(after));
    return new Accepted(seq, events, actions);
  }

  private static Decision knownOrEnded(Ended ended, String id, String fingerprint) {
    return Session.known(ended.was(), id, fingerprint).orElseGet(EndedRules::ended);
  }

  private static Decision ended() {
    return rejected(ENDED, "the session has ended");
  }

  private static Decision unknownCall() {
    return rejected(UNKNOWN_CALL, "no such call is waiting to be settled");
  }
}
