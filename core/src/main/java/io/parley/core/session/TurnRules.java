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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The rules of turns: one at a time, each ended once, and the next one answers all that was said
/// meanwhile.
final class TurnRules {
  private TurnRules() {}

  /// Opens a turn for words of the customer, or lets them wait for the end of the one that is open.
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
          .map(heard -> CutRules.cut(active, CutRules.late(interrupt, heard)))
          .orElse(new Accepted(active.seq(), List.of(), List.of()));
    var interrupted =
        new TurnInterrupted(
            Optional.of(interrupt.id()),
            interrupt.turn(),
            interrupt.played().orElse(""),
            interrupt.by(),
            interrupt.at());
    return over(active, interrupted, List.of(new Action.CancelReply(interrupt.turn())), limits);
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

  /// Whoever makes the reply goes on with it under the next attempt.
  static Decision restart(
      Active active, SessionCommand.RestartReply restart, SessionLimits limits) {
    var stale = stale(active, restart.turn(), restart.attempt());
    if (stale.isPresent()) return stale.get();
    return mayBeBegunAgain(active)
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
            "%d nodes ended while they were making it".formatted(Session.DEATHS_MAX)),
        at);
  }

  private static TurnFailed abandoned(int turn, Instant at) {
    return new TurnFailed(
        turn,
        new Problem(
            "reply-abandoned",
            "The reply could not be made",
            "It was begun %d times and never ended".formatted(Session.ATTEMPTS_MAX)),
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
              if (!crashed && mayBeBegunAgain(judged)) {
                events.add(
                    new TurnResumed(
                        open.turn(),
                        open.attempt() + 1,
                        deaths > 0 ? OptionalInt.of(deaths) : OptionalInt.empty(),
                        resume.at()));
              } else {
                events.addAll(ToolRules.withdrawn(active, resume.at()));
                events.add(
                    crashed
                        ? crashed(open.turn(), resume.at())
                        : abandoned(open.turn(), resume.at()));
              }
            });
    var after = (Active) fold(active, events);
    long seq = after.seq();
    if (after.open().isEmpty() && !after.waiting().isEmpty()) {
      var started = opening(after, resume.at());
      events.add(started);
      after = (Active) Session.evolve(after, started);
    }
    return new Accepted(seq, events, pending(after, limits));
  }

  /// The reply under way is put down, for the session moves. Nothing is to be noted where it only
  /// waits for a human: that can be done anywhere.
  static Decision pause(Active active, SessionCommand.Pause pause) {
    var open = active.open().filter(_ -> wouldBeLost(active));
    return open.isEmpty()
        ? new Accepted(active.seq(), List.of(), List.of())
        : new Accepted(
            active.seq() + 1,
            List.of(new TurnPaused(open.get().turn(), pause.at())),
            List.of(new Action.CancelReply(open.get().turn())));
  }

  /// Whether the attempt under way counts as lost when the reply is begun anew: only one that
  /// somebody was at can have been what killed its node.
  static boolean wouldBeLost(Active active) {
    return active.open().filter(open -> !open.paused()).isPresent() && !active.awaitsConsent();
  }

  private static boolean mayBeBegunAgain(Active active) {
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

  /// What must come before the end of the open turn: nobody waits for its approvals any more.
  static List<SessionEvent> closing(Active active, Instant at) {
    return new ArrayList<>(ToolRules.withdrawn(active, at));
  }

  /// Ends the open turn with `end`. What waits is answered by the next, and what no longer fits
  /// into a prompt is summarised.
  private static Accepted over(
      Active active, SessionEvent end, List<Action> first, SessionLimits limits) {
    var events = closing(active, end.at());
    events.add(end);
    var after = (Active) fold(active, events);
    var actions = new ArrayList<>(first);
    if (!after.waiting().isEmpty()) {
      var started = opening(after, end.at());
      events.add(started);
      actions.add(new Action.GenerateReply(started.turn(), 1));
    }
    actions.addAll(summaryOf(after, limits));
    return new Accepted(after.seq(), events, actions);
  }

  /// The turn that answers all that waits.
  private static TurnStarted opening(Active active, Instant at) {
    return new TurnStarted(
        active.turns() + 1, active.waiting().stream().map(WaitingMessage::seq).toList(), at);
  }

  static boolean isOpen(Active active, int turn) {
    return active.open().filter(open -> open.turn() == turn).isPresent();
  }

  /// The refusal of what an attempt made that is not the current one.
  static Optional<Decision> stale(Active active, int turn, int attempt) {
    if (!isOpen(active, turn))
      return Optional.of(rejected(TURN_NOT_OPEN, "turn %d is not open".formatted(turn)));
    if (active.open().filter(OpenTurn::paused).isPresent())
      return Optional.of(rejected(STALE_ATTEMPT, "attempt %d was put down".formatted(attempt)));
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
