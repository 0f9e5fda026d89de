package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Session.fold;
import static io.parley.core.session.Session.rejected;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.OpenTurn;
import io.parley.core.session.SessionState.WaitingMessage;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tool.ToolCallState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The rules of turns: one at a time, each ended once, and the next one answers all messages that
/// arrived meanwhile.
final class TurnRules {
  private TurnRules() {}

  /// Opens a turn for a message of the customer, or queues it until the open turn ends.
  static Decision said(Active active, Said said) {
    if (active.open().isPresent()) return Session.accept(active, said);
    var after = (Active) Session.evolve(active, said);
    var started = opening(after, said.at());
    return new Accepted(
        after.seq(), List.of(said, started), List.of(new Action.GenerateReply(started.turn(), 1)));
  }

  static Decision interrupt(
      Active active, SessionCommand.Interrupt interrupt, SessionLimits limits) {
    var known = Session.known(active, interrupt.id(), Fingerprint.of(interrupt));
    if (known.isPresent()) return known.get();
    if (!isOpen(active, interrupt.turn()))
      return interrupt
          .played()
          .map(heard -> CutRules.cut(active, CutRules.cutting(interrupt, heard)))
          .orElse(new Accepted(active.seq(), List.of(), List.of()));
    var interrupted =
        new TurnInterrupted(
            Optional.of(interrupt.id()),
            interrupt.turn(),
            interrupt.played().orElse(""),
            interrupt.by(),
            interrupt.at());
    return over(active, interrupted, stopping(active, interrupt.turn()), limits);
  }

  /// A stopped turn needs neither its reply nor the results of its calls.
  static List<Action> stopping(Active active, int turn) {
    var actions = new ArrayList<Action>();
    actions.add(new Action.CancelReply(turn));
    actions.addAll(ToolRules.cancelled(active));
    return actions;
  }

  static Decision complete(
      Active active, SessionCommand.CompleteReply reply, SessionLimits limits) {
    var stale = stale(active, reply.turn(), reply.attempt());
    if (stale.isPresent()) return stale.get();
    var completed =
        new ReplyCompleted(
            reply.turn(),
            reply.text(),
            reply.sources(),
            reply.millis(),
            reply.firstTokenMillis(),
            reply.usage(),
            reply.degraded(),
            reply.truncated(),
            reply.at());
    return over(active, completed, learning(reply.turn(), limits), limits);
  }

  private static List<Action> learning(int turn, SessionLimits limits) {
    return limits.agent().remembers() ? List.of(new Action.Remember(turn)) : List.of();
  }

  /// Restarts the reply with the next attempt number.
  static Decision restart(
      Active active, SessionCommand.RestartReply restart, SessionLimits limits) {
    var stale = stale(active, restart.turn(), restart.attempt());
    if (stale.isPresent()) return stale.get();
    return mayRestart(active)
        ? Session.accept(
            active, new TurnResumed(restart.turn(), restart.attempt() + 1, restart.at()))
        : over(
            active,
            abandoned(restart.turn(), restart.at()),
            List.of(new Action.CancelReply(restart.turn())),
            limits);
  }

  private static TurnFailed crashed(int turn, Instant at) {
    return new TurnFailed(
        turn,
        new Problem(
            Session.CRASHED,
            "The reply could not be made",
            "%d nodes failed while they were making it".formatted(Session.DEATHS_MAX)),
        at);
  }

  private static TurnFailed abandoned(int turn, Instant at) {
    return new TurnFailed(
        turn,
        new Problem(
            "reply-abandoned",
            "The reply could not be made",
            "It was attempted %d times and never completed".formatted(Session.ATTEMPTS_MAX)),
        at);
  }

  static Decision fail(Active active, SessionCommand.FailTurn fail, SessionLimits limits) {
    var stale = stale(active, fail.turn(), fail.attempt());
    if (stale.isPresent()) return stale.get();
    return over(active, new TurnFailed(fail.turn(), fail.problem(), fail.at()), List.of(), limits);
  }

  static Decision resume(Active active, SessionCommand.Resume resume, SessionLimits limits) {
    var events = new ArrayList<SessionEvent>(ToolRules.doubtful(active, resume.at()));
    active
        .open()
        .ifPresent(
            open -> {
              var judged = (Active) fold(active, events);
              int deaths = open.deaths() + (resume.nodeDied() && wouldBeLost(judged) ? 1 : 0);
              boolean crashed = deaths >= Session.DEATHS_MAX;
              if (!crashed && mayRestart(judged)) {
                events.add(
                    new TurnResumed(
                        open.turn(),
                        open.attempt() + 1,
                        deaths > 0 ? OptionalInt.of(deaths) : OptionalInt.empty(),
                        resume.at()));
              } else {
                events.addAll(ConsentRules.withdrawn(active, resume.at()));
                events.add(
                    crashed
                        ? crashed(open.turn(), resume.at())
                        : abandoned(open.turn(), resume.at()));
              }
            });
    var after = (Active) fold(active, events);
    long seq = after.seq();
    if (after.open().isEmpty() && isAnythingWaiting(after)) {
      var started = opening(after, resume.at());
      events.add(started);
      after = (Active) Session.evolve(after, started);
    }
    return new Accepted(seq, events, pending(after, limits));
  }

  /// Pauses the reply under way, because the session moves. A reply that only waits for a human
  /// needs no event: it can wait on any node.
  static Decision pause(Active active, SessionCommand.Pause pause) {
    var open = active.open().filter(_ -> wouldBeLost(active));
    return open.isEmpty()
        ? new Accepted(active.seq(), List.of(), List.of())
        : new Accepted(
            active.seq() + 1,
            List.of(new TurnPaused(open.get().turn(), pause.at())),
            List.of(new Action.CancelReply(open.get().turn())));
  }

  /// Whether the attempt under way counts as lost when the reply is restarted: only an attempt in
  /// progress can have killed its node.
  static boolean wouldBeLost(Active active) {
    return active.open().filter(open -> !open.paused()).isPresent() && !active.awaitsConsent();
  }

  private static boolean mayRestart(Active active) {
    int lost = active.open().map(OpenTurn::lost).orElse(0);
    return !wouldBeLost(active) || lost + 1 < Session.ATTEMPTS_MAX;
  }

  static List<Action> pending(Active active, SessionLimits limits) {
    var owed = new ArrayList<Action>(ToolRules.unsettled(active));
    active
        .open()
        .ifPresent(open -> owed.add(new Action.GenerateReply(open.turn(), open.attempt())));
    owed.addAll(summaryOf(active, limits));
    return owed;
  }

  /// Events that must precede the end of the open turn: its pending approvals are withdrawn.
  static List<SessionEvent> closing(Active active, Instant at) {
    return new ArrayList<>(ConsentRules.withdrawn(active, at));
  }

  /// Ends the open turn with `end`. The next turn answers waiting messages, and lines that no
  /// longer fit into a prompt are summarised.
  private static Accepted over(
      Active active, SessionEvent end, List<Action> first, SessionLimits limits) {
    var events = closing(active, end.at());
    events.add(end);
    var after = (Active) fold(active, events);
    var actions = new ArrayList<>(first);
    if (isAnythingWaiting(after)) {
      var started = opening(after, end.at());
      events.add(started);
      actions.add(new Action.GenerateReply(started.turn(), 1));
    }
    actions.addAll(summaryOf(after, limits));
    return new Accepted(after.seq(), events, actions);
  }

  /// Whether a turn must begin: for messages, or for answers of tools that came after their turn.
  static boolean isAnythingWaiting(Active active) {
    if (active.takenOver()) return false;
    return !active.waiting().isEmpty()
        || active.calls().stream().anyMatch(ToolCallState::isAnswered);
  }

  /// These events, with a turn that takes up the answers among them, unless one is open or a
  /// colleague answers.
  static Accepted takingUp(Active active, List<SessionEvent> events, Instant at) {
    var after = (Active) fold(active, events);
    if (after.open().isPresent() || after.takenOver())
      return new Accepted(after.seq(), events, List.of());
    var started = opening(after, at);
    return new Accepted(
        after.seq(),
        SessionState.Active.plus(events, started),
        List.of(new Action.GenerateReply(started.turn(), 1)));
  }

  /// The turn that answers all waiting messages, and takes up the answers of tools.
  private static TurnStarted opening(Active active, Instant at) {
    return new TurnStarted(
        active.turns() + 1, active.waiting().stream().map(WaitingMessage::seq).toList(), at);
  }

  static boolean isOpen(Active active, int turn) {
    return active.open().filter(open -> open.turn() == turn).isPresent();
  }

  /// The rejection of a command from a stale attempt, if it is one.
  static Optional<Decision> stale(Active active, int turn, int attempt) {
    if (!isOpen(active, turn))
      return Optional.of(rejected(TURN_NOT_OPEN, "turn %d is not open".formatted(turn)));
    if (active.open().filter(OpenTurn::paused).isPresent())
      return Optional.of(rejected(STALE_ATTEMPT, "attempt %d was paused".formatted(attempt)));
    int current = active.open().map(OpenTurn::attempt).orElse(0);
    return current == attempt
        ? Optional.empty()
        : Optional.of(
            rejected(STALE_ATTEMPT, "attempt %d (expected: %d)".formatted(attempt, current)));
  }

  private static List<Action> summaryOf(Active active, SessionLimits limits) {
    return active.history().overflow(limits.agent().historyTokens()).stream()
        .<Action>map(Action.Summarise::new)
        .toList();
  }
}
