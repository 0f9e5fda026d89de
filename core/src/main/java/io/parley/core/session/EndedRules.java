package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Session.rejected;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.SessionState.Ended;
import io.parley.core.session.UsageEvent.UsageRecorded;
import java.util.ArrayList;
import java.util.List;

/// The rules of an ended session: it still accepts outcomes of its calls, is archived once they
/// have settled, and answers repeated commands. A doubt does not delay the archive; once it is
/// lifted, the session is archived again.
final class EndedRules {
  private EndedRules() {}

  static Decision decide(Ended ended, SessionCommand command, SessionLimits limits) {
    return switch (command) {
      case SessionCommand.Start start -> Session.startedBefore(ended.was(), start);
      case SessionCommand.Say say -> knownOrEnded(ended, say.id(), Fingerprint.of(say));
      case SessionCommand.Interrupt interrupt ->
          knownOrEnded(ended, interrupt.id(), Fingerprint.of(interrupt));
      case SessionCommand.CutReply cut -> knownOrEnded(ended, cut.id(), Fingerprint.of(cut));
      case SessionCommand.Decide decide -> knownOrEnded(ended, decide.id(), Fingerprint.of(decide));
      case SessionCommand.End end ->
          end.id()
              .map(id -> knownOrEnded(ended, id, Fingerprint.of(end)))
              .orElseGet(EndedRules::ended);
      // outcomes are never discarded: a ticket that was opened as the session ended is real
      case SessionCommand.SettleToolCall settle ->
          isComplete(ended) && !ToolRules.isInDoubt(ended.was(), settle.call())
              ? ended()
              : after(ended, ToolRules.settle(ended.was(), settle), limits);
      case SessionCommand.ResolveToolCall resolve ->
          after(ended, ToolRules.resolve(ended.was(), resolve), limits);
      case SessionCommand.AnswerToolCall answer ->
          after(ended, CallbackRules.recorded(ended.was(), answer), limits);
      case SessionCommand.RetryToolCall retry ->
          after(ended, LetterRules.retry(ended.was(), retry), limits);
      case SessionCommand.DropToolCall drop ->
          after(ended, LetterRules.drop(ended.was(), drop), limits);
      // archived without it: after the archive only ratings, what people decide about tool calls,
      // and figures of calls and of their words may follow
      case SessionCommand.RecordUsage record ->
          ended.archived().isPresent()
              ? ended()
              : after(
                  ended,
                  Session.accept(ended.was(), new UsageRecorded(record.usage(), record.at())),
                  limits);
      case SessionCommand.WriteMemories write ->
          owesReflection(ended, limits)
              ? after(ended, MemoryRules.write(ended.was(), write), limits)
              : ended();
      case SessionCommand.Rate rate -> after(ended, Session.rate(ended.was(), rate), limits);
      case SessionCommand.AnswerRecording answer ->
          knownOrEnded(ended, answer.id(), Fingerprint.of(answer));
      case SessionCommand.NoteRecordingGap gap ->
          knownOrEnded(ended, gap.id(), Fingerprint.of(gap));
      case SessionCommand.MeasureCall measure ->
          after(ended, Session.measured(ended.was(), measure), limits);
      case AgentCommand.TakeOver take -> knownOrEnded(ended, take.id(), Fingerprint.of(take));
      case AgentCommand.HandBack back -> knownOrEnded(ended, back.id(), Fingerprint.of(back));
      case AgentCommand.AskTransfer ask -> knownOrEnded(ended, ask.id(), Fingerprint.of(ask));
      case AgentCommand.SettleTransfer settle ->
          knownOrEnded(ended, settle.id(), Fingerprint.of(settle));
      case AgentCommand.CheckWords check ->
          after(ended, Session.checked(ended.was(), check), limits);
      case SessionCommand.RecordArchive archive -> archive(ended, archive, limits);
      case SessionCommand.Resume resume -> resume(ended, resume, limits);
      case SessionCommand.Tick _, SessionCommand.Pause _ ->
          new Accepted(ended.seq(), List.of(), List.of());
      case SessionCommand.RequestToolCalls _,
          SessionCommand.CompleteReply _,
          SessionCommand.RestartReply _,
          SessionCommand.FailTurn _,
          SessionCommand.WriteSummary _ ->
          ended();
    };
  }

  static List<Action> pending(Ended ended, SessionLimits limits) {
    var owed = new ArrayList<Action>(ToolRules.unsettled(ended.was()));
    owed.addAll(finishing(ended, limits));
    return owed;
  }

  /// The remaining steps once every call has settled: first write the reflection, then archive the
  /// session.
  static List<Action> finishing(Ended ended, SessionLimits limits) {
    if (ended.archived().isPresent() || !isComplete(ended)) return List.of();
    return List.of(
        owesReflection(ended, limits) ? new Action.Reflect() : new Action.ArchiveSession());
  }

  /// Only a customer whom the company knows can come back as the same one.
  private static boolean owesReflection(Ended ended, SessionLimits limits) {
    return limits.agent().remembers()
        && isComplete(ended)
        && !ended.reflected()
        && ended.archived().isEmpty()
        && ended.was().turns() > 0
        && ended.was().started().customer().filter(Customer::verified).isPresent();
  }

  /// The archive holds the outcome of every call, so it waits for the last one. After it only the
  /// customer's rating, the resolution of a doubt, the end of a dead letter and the figures of a
  /// call or of its words may follow, at any time; then the session is archived again.
  private static boolean isComplete(Ended ended) {
    return ended.was().owed().callsSettled();
  }

  private static Decision archive(
      Ended ended, SessionCommand.RecordArchive archive, SessionLimits limits) {
    if (!isComplete(ended))
      return rejected(NOT_STARTED, "calls are under way (expected: all settled)");
    if (ended.archived().isPresent()) return new Accepted(ended.seq(), List.of(), List.of());
    // events were written while it was being stored: the stored archive is incomplete
    if (archive.upTo() != ended.seq())
      return new Accepted(ended.seq(), List.of(), finishing(ended, limits));
    var archived =
        new SessionArchived(archive.bytes(), archive.sha256(), archive.ref(), archive.at());
    return new Accepted(ended.seq() + 1, List.of(archived), List.of());
  }

  private static Decision resume(Ended ended, SessionCommand.Resume resume, SessionLimits limits) {
    var events = ToolRules.doubtful(ended.was(), resume.at());
    var after = (Ended) Session.fold(ended, events);
    return new Accepted(after.seq(), events, pending(after, limits));
  }

  /// The decision on a late command, with the remaining steps.
  private static Decision after(Ended ended, Decision decision, SessionLimits limits) {
    if (!(decision instanceof Accepted(var seq, var events, var first)) || events.isEmpty())
      return decision;
    var actions = new ArrayList<>(first);
    actions.addAll(finishing((Ended) Session.fold(ended, events), limits));
    return new Accepted(seq, events, actions);
  }

  private static Decision knownOrEnded(Ended ended, String id, String fingerprint) {
    return Session.known(ended.was(), id, fingerprint).orElseGet(EndedRules::ended);
  }

  private static Decision ended() {
    return rejected(ENDED, "the session has ended");
  }
}
