package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.Decision.Rejected;
import io.parley.core.session.SessionEvent.*;
import io.parley.core.session.SessionState.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of one conversation, as three functions: what a command leads to ([#decide]), what an
/// event changes ([#evolve]), and what the world still owes ([#pending]). Pure: no actors, no
/// clock, no chance, no I/O.
public final class Session {
  /// So many accepted ids are remembered; a client that repeats an older one is taken at its word.
  public static final int IDS_REMEMBERED_MAX = 256;

  /// A turn whose reply was begun so often without an end fails: what kills its node must not do so
  /// for ever.
  public static final int ATTEMPTS_MAX = 5;

  private Session() {}

  public static SessionState evolve(SessionState state, SessionEvent event) {
    return Evolution.of(state, event);
  }

  public static Decision decide(SessionState state, SessionCommand command, SessionLimits limits) {
    return switch (state) {
      case New _ ->
          command instanceof SessionCommand.Start start
              ? start(start)
              : rejected(NOT_STARTED, "start it first");
      case Active active -> decide(active, command, limits);
      case Ended ended -> decide(ended, command);
    };
  }

  /// Read from the state alone, and performed when recovery completes: what a node that died had
  /// promised.
  public static List<Action> pending(SessionState state, SessionLimits limits) {
    return switch (state) {
      case New _ -> List.of();
      case Active active -> {
        var owed = new ArrayList<Action>(ToolRules.unsettled(active));
        active
            .open()
            .ifPresent(open -> owed.add(new Action.GenerateReply(open.turn(), open.attempt())));
        owed.addAll(summaryOf(active, limits));
        yield owed;
      }
      case Ended ended -> {
        var owed = new ArrayList<Action>(ToolRules.unsettled(ended.was()));
        owed.addAll(archiveOf(ended));
        yield owed;
      }
    };
  }

  private static Decision decide(Active active, SessionCommand command, SessionLimits limits) {
    return switch (command) {
      case SessionCommand.Start start -> startedBefore(active, start);
      case SessionCommand.Say say -> say(active, say, limits);
      case SessionCommand.Interrupt interrupt -> interrupt(active, interrupt);
      case SessionCommand.End end -> end(active, end);
      case SessionCommand.Decide decide -> ToolRules.decide(active, decide);
      case SessionCommand.RequestToolCalls request -> ToolRules.request(active, request, limits);
      case SessionCommand.SettleToolCall settle -> ToolRules.settle(active, settle);
      case SessionCommand.ResolveToolCall resolve -> ToolRules.resolve(active, resolve);
      case SessionCommand.CompleteReply reply -> complete(active, reply, limits);
      case SessionCommand.FailTurn fail -> fail(active, fail);
      case SessionCommand.WriteSummary summary -> summarise(active, summary);
      case SessionCommand.Resume resume -> resume(active, resume, limits);
      case SessionCommand.Tick tick -> tick(active, tick, limits);
      case SessionCommand.RecordArchive _ ->
          rejected(NOT_STARTED, "only an ended session is archived");
    };
  }

  private static Decision decide(Ended ended, SessionCommand command) {
    return switch (command) {
      case SessionCommand.Start start -> startedBefore(ended.was(), start);
      case SessionCommand.Say say -> knownOrEnded(ended, say.id(), Fingerprint.of(say));
      case SessionCommand.Interrupt interrupt ->
          knownOrEnded(ended, interrupt.id(), Fingerprint.of(interrupt));
      case SessionCommand.Decide decide -> knownOrEnded(ended, decide.id(), Fingerprint.of(decide));
      case SessionCommand.End end ->
          end.id()
              .map(id -> knownOrEnded(ended, id, Fingerprint.of(end)))
              .orElseGet(Session::ended);
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
        yield accepted(ended, ended.seq(), lost, ToolRules::unsettled);
      }
      case SessionCommand.Tick _ -> new Accepted(ended.seq(), List.of(), List.of());
      case SessionCommand.RequestToolCalls _,
          SessionCommand.CompleteReply _,
          SessionCommand.FailTurn _,
          SessionCommand.WriteSummary _ ->
          ended();
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
            start.at()));
    start
        .greeting()
        .ifPresent(
            text -> events.add(new Said("greeting", Party.BOT, text, start.channel(), start.at())));
    return new Accepted(1, events, List.of());
  }

  private static Decision startedBefore(Active active, SessionCommand.Start start) {
    var started = active.started();
    boolean same =
        started.channel().equals(start.channel())
            && started.customer().equals(start.customer())
            && started.metadata().equals(start.metadata())
            && started.agent().id().equals(start.agent().id());
    return same
        ? new Accepted(1, List.of(), List.of())
        : rejected(ALREADY_STARTED, "it began otherwise");
  }

  private static Decision say(Active active, SessionCommand.Say say, SessionLimits limits) {
    var known = known(active, say.id(), Fingerprint.of(say));
    if (known.isPresent()) return known.get();
    var said = new Said(say.id(), say.by(), say.text(), say.channel(), say.at());
    // a human of the company talks to the customer, not to the bot
    if (say.by() != Party.CUSTOMER) return accept(active, said);
    int max = limits.agent().waitingMessages();
    if (active.waiting().size() >= max)
      return rejected(
          TOO_MANY_WAITING,
          max + " messages are waiting for the reply under way (expected: fewer)");
    return then(active, List.of(said), say.at());
  }

  private static Decision interrupt(Active active, SessionCommand.Interrupt interrupt) {
    var known = known(active, interrupt.id(), Fingerprint.of(interrupt));
    if (known.isPresent()) return known.get();
    if (!isOpen(active, interrupt.turn())) return new Accepted(active.seq(), List.of(), List.of());
    var events = closing(active, interrupt.at());
    events.add(
        new TurnInterrupted(
            Optional.of(interrupt.id()),
            interrupt.turn(),
            interrupt.heard(),
            interrupt.by(),
            interrupt.at()));
    var seq = active.seq() + events.size();
    return stopping(interrupt.turn(), seq, then(active, events, interrupt.at()));
  }

  private static Decision end(Active active, SessionCommand.End end) {
    var known = end.id().flatMap(id -> known(active, id, Fingerprint.of(end)));
    if (known.isPresent()) return known.get();
    var events = closing(active, end.at());
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
    active.open().ifPresent(open -> actions.add(new Action.CancelReply(open.turn())));
    actions.addAll(archiveOf(after));
    return new Accepted(seq, events, actions);
  }

  private static Decision complete(
      Active active, SessionCommand.CompleteReply reply, SessionLimits limits) {
    var stale = stale(active, reply.turn(), reply.attempt());
    if (stale.isPresent()) return stale.get();
    var done =
        new ReplyCompleted(
            reply.turn(),
            reply.text(),
            reply.sources(),
            reply.millis(),
            reply.firstTokenMillis(),
            reply.usage(),
            reply.at());
    var decision = then(active, List.of(done), reply.at());
    var actions = new ArrayList<>(decision.actions());
    actions.addAll(summaryOf((Active) fold(active, decision.events()), limits));
    return new Accepted(decision.seq(), decision.events(), actions);
  }

  private static Decision fail(Active active, SessionCommand.FailTurn fail) {
    return stale(active, fail.turn(), fail.attempt())
        .orElseGet(
            () -> {
              var events = closing(active, fail.at());
              events.add(new TurnFailed(fail.turn(), fail.problem(), fail.at()));
              return then(active, events, fail.at());
            });
  }

  private static Decision summarise(Active active, SessionCommand.WriteSummary summary) {
    int upTo = active.history().summary().map(before -> before.toTurn()).orElse(0);
    if (summary.toTurn() <= upTo || summary.toTurn() > active.turns())
      return rejected(
          TURN_NOT_OPEN, "turns to %d are summarised (expected: later ones)".formatted(upTo));
    return accept(
        active,
        new SummaryWritten(
            summary.fromTurn(), summary.toTurn(), summary.text(), summary.usage(), summary.at()));
  }

  private static Decision resume(
      Active active, SessionCommand.Resume resume, SessionLimits limits) {
    var events = new ArrayList<SessionEvent>(ToolRules.doubtful(active, resume.at()));
    active
        .open()
        .ifPresent(
            open -> {
              if (open.attempt() < ATTEMPTS_MAX) {
                events.add(new TurnResumed(open.turn(), open.attempt() + 1, resume.at()));
              } else {
                events.addAll(ToolRules.withdrawn(active, resume.at()));
                events.add(
                    new TurnFailed(
                        open.turn(),
                        new Problem(
                            "reply-abandoned",
                            "The reply could not be made",
                            "It was begun %d times and never ended".formatted(ATTEMPTS_MAX)),
                        resume.at()));
              }
            });
    var after = (Active) fold(active, events);
    if (after.open().isEmpty() && !after.waiting().isEmpty())
      return then(active, events, resume.at());
    return new Accepted(active.seq(), events, pending(after, limits));
  }

  private static Decision tick(Active active, SessionCommand.Tick tick, SessionLimits limits) {
    var expired = ToolRules.expired(active, tick.at());
    if (!expired.isEmpty()) return new Accepted(active.seq(), expired, List.of());
    boolean idle =
        active.open().isEmpty()
            && !active.lastActivity().plus(limits.idleTimeout()).isAfter(tick.at());
    return idle
        ? end(
            active,
            new SessionCommand.End(Optional.empty(), "idle-timeout", Party.SYSTEM, "", tick.at()))
        : new Accepted(active.seq(), List.of(), List.of());
  }

  /// Commits `events` and, when no turn is open after them, the turn that answers all that waits.
  private static Accepted then(Active active, List<SessionEvent> events, Instant at) {
    var after = (Active) fold(active, events);
    if (after.open().isPresent() || after.waiting().isEmpty())
      return new Accepted(active.seq() + 1, events, List.of());
    var started =
        new TurnStarted(after.turns() + 1, after.waiting().stream().map(Words::seq).toList(), at);
    return new Accepted(
        active.seq() + 1,
        Active.plus(events, started),
        List.of(new Action.GenerateReply(started.turn(), 1)));
  }

  private static Accepted stopping(int turn, long seq, Accepted then) {
    var actions = new ArrayList<Action>();
    actions.add(new Action.CancelReply(turn));
    actions.addAll(then.actions());
    return new Accepted(seq, then.events(), actions);
  }

  /// What must come before the end of the open turn: nobody waits for its approvals any more.
  private static List<SessionEvent> closing(Active active, Instant at) {
    return new ArrayList<>(ToolRules.withdrawn(active, at));
  }

  private static List<Action> summaryOf(Active active, SessionLimits limits) {
    return active.history().overflow(limits.agent().historyTokens()).stream()
        .<Action>map(Action.Summarise::new)
        .toList();
  }

  private static List<Action> archiveOf(Ended ended) {
    return ended.archived().isEmpty() && ended.was().allCallsSettled()
        ? List.of(new Action.ArchiveSession())
        : List.of();
  }

  private static Decision accepted(Ended ended, long seq, List<SessionEvent> events) {
    return accepted(ended, seq, events, _ -> List.of());
  }

  private static Decision accepted(
      Ended ended,
      long seq,
      List<SessionEvent> events,
      java.util.function.Function<Active, List<Action>> first) {
    var after = (Ended) fold(ended, events);
    var actions = new ArrayList<>(first.apply(after.was()));
    actions.addAll(archiveOf(after));
    return new Accepted(seq, events, actions);
  }

  private static Optional<Decision> stale(Active active, int turn, int attempt) {
    if (!isOpen(active, turn))
      return Optional.of(rejected(TURN_NOT_OPEN, "turn %d is not open".formatted(turn)));
    int current = active.open().map(OpenTurn::attempt).orElse(0);
    return current == attempt
        ? Optional.empty()
        : Optional.of(
            rejected(STALE_ATTEMPT, "attempt %d (expected: %d)".formatted(attempt, current)));
  }

  static boolean isOpen(Active active, int turn) {
    return active.open().filter(open -> open.turn() == turn).isPresent();
  }

  static SessionState fold(SessionState state, List<? extends SessionEvent> events) {
    for (var event : events) state = evolve(state, event);
    return state;
  }

  static Optional<Decision> known(Active active, String id, String fingerprint) {
    for (var known : active.accepted())
      if (known.id().equals(id))
        return Optional.of(
            known.fingerprint().equals(fingerprint)
                ? new Accepted(known.seq(), List.of(), List.of())
                : rejected(ID_REUSED, "the id was used for something else (expected: a new id)"));
    return Optional.empty();
  }

  static Decision accept(Active active, SessionEvent event) {
    return new Accepted(active.seq() + 1, List.of(event), List.of());
  }

  static Decision rejected(Rejection.Reason reason, String detail) {
    return new Rejected(new Rejection(reason, detail));
  }

  private static Decision knownOrEnded(Ended ended, String id, String fingerprint) {
    return known(ended.was(), id, fingerprint).orElseGet(Session::ended);
  }

  private static Decision ended() {
    return rejected(ENDED, "the session has ended");
  }

  private static Decision unknownCall() {
    return rejected(UNKNOWN_CALL, "no such call is waiting to be settled");
  }
}
