package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Session.rejected;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.SessionEvent.SessionArchived;
import io.parley.core.session.SessionState.Ended;
import java.util.ArrayList;
import java.util.List;

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
          isComplete(ended) ? ended() : after(ended, ToolRules.settle(ended.was(), settle));
      case SessionCommand.ResolveToolCall resolve ->
          isComplete(ended) ? ended() : after(ended, ToolRules.resolve(ended.was(), resolve));
      case SessionCommand.RecordArchive archive -> archive(ended, archive);
      case SessionCommand.Resume resume -> resume(ended, resume);
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

  static List<Action> archiveOf(Ended ended) {
    return ended.archived().isEmpty() && isComplete(ended)
        ? List.of(new Action.ArchiveSession())
        : List.of();
  }

  /// The archive holds what became of every call, so it waits for the last; from then on nothing
  /// but the archive follows, so that what is stored is all that there is.
  private static boolean isComplete(Ended ended) {
    return ended.was().allCallsSettled();
  }

  private static Decision archive(Ended ended, SessionCommand.RecordArchive archive) {
    if (!isComplete(ended))
      return rejected(NOT_STARTED, "calls are under way (expected: all settled)");
    if (ended.archived().isPresent()) return new Accepted(ended.seq(), List.of(), List.of());
    var archived =
        new SessionArchived(archive.bytes(), archive.sha256(), archive.ref(), archive.at());
    return new Accepted(ended.seq() + 1, List.of(archived), List.of());
  }

  private static Decision resume(Ended ended, SessionCommand.Resume resume) {
    var events = ToolRules.doubtful(ended.was(), resume.at());
    var after = (Ended) Session.fold(ended, events);
    return new Accepted(after.seq(), events, pending(after));
  }

  /// The decision on a call, and the archive when this was the last.
  private static Decision after(Ended ended, Decision onCall) {
    return onCall instanceof Accepted(var seq, var events, _)
        ? new Accepted(seq, events, archiveOf((Ended) Session.fold(ended, events)))
        : onCall;
  }

  private static Decision knownOrEnded(Ended ended, String id, String fingerprint) {
    return Session.known(ended.was(), id, fingerprint).orElseGet(EndedRules::ended);
  }

  private static Decision ended() {
    return rejected(ENDED, "the session has ended");
  }
}
