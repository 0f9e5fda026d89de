package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;

import io.parley.core.memory.Summary;
import io.parley.core.party.Party;
import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.Decision.Rejected;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.SessionState.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of one conversation, as three functions: what a command leads to ([#decide]), what an
/// event changes ([#evolve]), and what is still pending ([#pending]). Pure: no actors, no clock, no
/// chance, no I/O.
public final class Session {
  /// Number of accepted ids that are remembered; a repeated older id counts as new.
  public static final int IDS_REMEMBERED_MAX = 256;

  /// A turn fails after this many lost attempts, such as a model that keeps breaking off. Paused
  /// attempts, and those that only waited for a human, do not count.
  public static final int ATTEMPTS_MAX = 5;

  /// A turn fails after this many attempts that ended with their node: the first crash may be
  /// chance, for the second the turn itself is the likeliest cause.
  public static final int DEATHS_MAX = 2;

  /// Problem type of a turn that fails because [#DEATHS_MAX] attempts ended with their node.
  public static final String CRASHED = "reply-crashed";

  /// Number of calls that are remembered. A call in doubt stays until it is resolved, and a session
  /// with this many of them requests no more.
  public static final int CALLS_REMEMBERED_MAX = 256;

  /// Memories of one turn; more are most likely a model's mistake.
  public static final int MEMORIES_AT_ONCE_MAX = 8;

  /// Ratings of one session: the first, and some corrections of it.
  public static final int RATINGS_MAX = 5;

  /// The id of the agent's first message.
  static final String GREETING = "greeting";

  private Session() {}

  public static SessionState evolve(SessionState state, SessionEvent event) {
    return Evolution.of(state, event);
  }

  public static Decision decide(SessionState state, SessionCommand command, SessionLimits limits) {
    return switch (state) {
      case New _ ->
          command instanceof SessionCommand.Start start
              ? start(start)
              : rejected(NOT_STARTED, "the session has not started (expected: start it first)");
      case Active active -> decide(active, command, limits);
      case Ended ended -> EndedRules.decide(ended, command, limits);
    };
  }

  /// Pending actions, derived from the state alone. After a node died, do not perform them
  /// directly: send [SessionCommand.Resume] first, which settles the calls that must not be
  /// repeated and answers with the remaining actions.
  public static List<Action> pending(SessionState state, SessionLimits limits) {
    return switch (state) {
      case New _ -> List.of();
      case Active active -> TurnRules.pending(active, limits);
      case Ended ended -> EndedRules.pending(ended, limits);
    };
  }

  /// Whether a move now would interrupt work: the reply to `turn`, or a call. Waiting for a human's
  /// consent does not count: it can continue on any node.
  ///
  /// @param turn the turn to wait for; 0 for none
  public static boolean isUnderWay(SessionState state, int turn) {
    return switch (state) {
      case New _ -> false;
      case Active active ->
          (TurnRules.isOpen(active, turn) && TurnRules.wouldBeLost(active))
              || !active.owed().running().isEmpty();
      case Ended ended -> !ended.was().owed().running().isEmpty();
    };
  }

  /// Whether `event` holds `command`: the same id with the same content. `accepted` names the
  /// number of that event.
  public static boolean holds(SessionEvent event, SessionCommand command) {
    return Fingerprint.matches(event, command);
  }

  /// Whether the reply to `turn` is under way.
  public static boolean isOpen(SessionState state, int turn) {
    return state instanceof Active active && TurnRules.isOpen(active, turn);
  }

  private static Decision decide(Active active, SessionCommand command, SessionLimits limits) {
    return switch (command) {
      case SessionCommand.Start start -> startedBefore(active, start);
      case SessionCommand.Say say -> say(active, say, limits);
      case SessionCommand.Interrupt interrupt -> TurnRules.interrupt(active, interrupt, limits);
      case SessionCommand.CutReply cut -> CutRules.cut(active, cut);
      case SessionCommand.End end -> end(active, end, limits);
      case SessionCommand.Decide decide -> ConsentRules.decide(active, decide, limits);
      case SessionCommand.RequestToolCalls request -> ToolRules.request(active, request, limits);
      case SessionCommand.SettleToolCall settle -> ToolRules.settle(active, settle);
      case SessionCommand.ResolveToolCall resolve -> ToolRules.resolve(active, resolve);
      case SessionCommand.AnswerToolCall answer -> CallbackRules.answer(active, answer);
      case SessionCommand.RetryToolCall retry -> LetterRules.retry(active, retry);
      case SessionCommand.DropToolCall drop -> LetterRules.drop(active, drop);
      case SessionCommand.CompleteReply reply -> TurnRules.complete(active, reply, limits);
      case SessionCommand.RestartReply restart -> TurnRules.restart(active, restart, limits);
      case SessionCommand.FailTurn fail -> TurnRules.fail(active, fail, limits);
      case SessionCommand.WriteSummary summary -> summarise(active, summary);
      case SessionCommand.RecordUsage record ->
          accept(active, new UsageRecorded(record.usage(), record.at()));
      case SessionCommand.WriteMemories write -> MemoryRules.write(active, write);
      case SessionCommand.Rate rate -> rate(active, rate);
      case SessionCommand.AnswerRecording answer -> RecordingRules.answered(active, answer);
      case SessionCommand.NoteRecordingGap gap -> RecordingRules.missing(active, gap);
      case SessionCommand.MeasureCall measure -> measured(active, measure);
      case AgentCommand.TakeOver take -> HandoffRules.takenOver(active, take);
      case AgentCommand.HandBack back -> HandoffRules.handedBack(active, back);
      case AgentCommand.AskTransfer ask -> TransferRules.asked(active, ask);
      case AgentCommand.SettleTransfer settle -> TransferRules.settled(active, settle);
      case AgentCommand.CheckWords check -> checked(active, check);
      case SessionCommand.Resume resume -> TurnRules.resume(active, resume, limits);
      case SessionCommand.Pause pause -> TurnRules.pause(active, pause);
      case SessionCommand.Tick tick -> tick(active, tick, limits);
      case SessionCommand.RecordArchive _ ->
          rejected(NOT_STARTED, "the session is active (expected: ended, to be archived)");
    };
  }

  private static Decision start(SessionCommand.Start start) {
    var events = new ArrayList<SessionEvent>();
    events.add(
        new SessionStarted(
            start.tenant(),
            start.agent(),
            start.channel(),
            start.customer(),
            start.metadata(),
            start.visitor(),
            start.at()));
    start
        .greeting()
        .ifPresent(
            text -> events.add(new Said(GREETING, Party.BOT, text, start.channel(), start.at())));
    return new Accepted(1, events, List.of());
  }

  static Decision startedBefore(Active active, SessionCommand.Start start) {
    var started = active.started();
    boolean same =
        started.channel().equals(start.channel())
            && started.customer().equals(start.customer())
            && started.metadata().equals(start.metadata())
            && started.agent().id().equals(start.agent().id());
    return same
        ? new Accepted(1, List.of(), List.of())
        : rejected(ALREADY_STARTED, "started with different parameters (expected: the same)");
  }

  private static Decision say(Active active, SessionCommand.Say say, SessionLimits limits) {
    // most ids are new, and a fingerprint is a hash
    if (active.accepted().knows(say.id()))
      return known(active, say.id(), Fingerprint.of(say)).orElseThrow();
    var said =
        new Said(
            say.id(),
            say.by(),
            say.text(),
            say.channel(),
            say.modality(),
            say.confidence(),
            HandoffRules.listener(active, say),
            say.digits(),
            say.at());
    // people of the company and the customer talk to each other, not to the bot
    if (!said.asksAgent()) return accept(active, said);
    int max = limits.agent().waitingMessages();
    if (active.waiting().size() >= max)
      return rejected(
          TOO_MANY_WAITING,
          max + " messages are waiting for the reply under way (expected: fewer)");
    return TurnRules.said(active, said);
  }

  private static Decision end(Active active, SessionCommand.End end, SessionLimits limits) {
    var known = end.id().flatMap(id -> known(active, id, Fingerprint.of(end)));
    if (known.isPresent()) return known.get();
    var events = TurnRules.closing(active, end.at());
    active
        .open()
        .ifPresent(
            open ->
                events.add(
                    new TurnInterrupted(
                        Optional.empty(), open.turn(), end.heard(), end.by(), end.at())));
    events.add(new SessionEnded(end.id(), end.reason(), end.by(), end.at()));
    var seq = active.seq() + events.size();
    var after = (Ended) fold(active, events);
    var actions = new ArrayList<Action>();
    active.open().ifPresent(open -> actions.addAll(TurnRules.stopping(active, open.turn())));
    actions.addAll(EndedRules.finishing(after, limits));
    return new Accepted(seq, events, actions);
  }

  static Decision rate(Active active, SessionCommand.Rate rate) {
    var known = known(active, rate.id(), Fingerprint.of(rate));
    if (known.isPresent()) return known.get();
    if (active.notes().ratings() >= RATINGS_MAX)
      return rejected(TOO_MANY_RATINGS, RATINGS_MAX + " ratings were given (expected: fewer)");
    return accept(active, new Rated(rate.id(), rate.by(), rate.score(), rate.comment(), rate.at()));
  }

  static Decision measured(Active active, SessionCommand.MeasureCall m) {
    return known(active, m.id(), Fingerprint.of(m))
        .orElseGet(() -> accept(active, new CallMeasured(m.id(), m.call(), m.figures(), m.at())));
  }

  static Decision checked(Active active, AgentCommand.CheckWords check) {
    var known = known(active, check.id(), Fingerprint.of(check));
    if (known.isPresent()) return known.get();
    var words = check.words();
    return accept(
        active,
        new WordsChecked(
            check.id(),
            check.by(),
            words.call(),
            words.way(),
            words.utterances(),
            words.right(),
            words.errors(),
            check.at()));
  }

  private static Decision summarise(Active active, SessionCommand.WriteSummary summary) {
    var before = active.history().summary();
    int upTo = before.map(Summary::toTurn).orElse(0);
    int from = before.map(Summary::fromTurn).orElse(1);
    // it replaces the previous summary, so it begins where that began; the newest turn is never
    // summarised
    if (summary.fromTurn() != from
        || summary.toTurn() <= upTo
        || summary.toTurn() >= active.turns())
      return rejected(
          TURN_NOT_OPEN,
          "turns %d to %d cannot be summarised (expected: %d to one of %d … %d)"
              .formatted(summary.fromTurn(), summary.toTurn(), from, upTo + 1, active.turns() - 1));
    return accept(
        active,
        new SummaryWritten(
            summary.fromTurn(), summary.toTurn(), summary.text(), summary.usage(), summary.at()));
  }

  private static Decision tick(Active active, SessionCommand.Tick tick, SessionLimits limits) {
    var expired = ConsentRules.expired(active, tick.at());
    if (!expired.isEmpty()) return new Accepted(active.seq() + expired.size(), expired, List.of());
    var unanswered = CallbackRules.expired(active, tick.at());
    if (unanswered.isPresent()) return unanswered.get();
    boolean idle =
        active.open().isEmpty()
            && active.owed().deferred().isEmpty()
            && !active.lastActivity().plus(limits.idleTimeout()).isAfter(tick.at());
    return idle
        ? end(
            active,
            new SessionCommand.End(Optional.empty(), "idle-timeout", Party.SYSTEM, "", tick.at()),
            limits)
        : new Accepted(active.seq(), List.of(), List.of());
  }

  /// The state after `events`.
  static SessionState fold(SessionState state, List<? extends SessionEvent> events) {
    for (var event : events) state = evolve(state, event);
    return state;
  }

  static Optional<Decision> known(Active active, String id, String fingerprint) {
    return active
        .accepted()
        .find(id)
        .map(
            known ->
                known.fingerprint().equals(fingerprint)
                    ? new Accepted(known.seq(), List.of(), List.of())
                    : rejected(
                        ID_REUSED, "the id was used for something else (expected: a new id)"));
  }

  static Decision accept(Active active, SessionEvent event) {
    return new Accepted(active.seq() + 1, List.of(event), List.of());
  }

  static Decision rejected(Rejection.Reason reason, String detail) {
    return new Rejected(new Rejection(reason, detail));
  }
}
