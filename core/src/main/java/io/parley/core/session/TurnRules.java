package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Session.fold;
import static io.parley.core.session.Session.rejected;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.SessionEvent.*;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.OpenTurn;
import io.parley.core.session.SessionState.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of turns: one at a time, each ended once, and the next one answers all that was said
/// meanwhile.
final class TurnRules {
  private TurnRules() {}

  static Decision interrupt(Active active, SessionCommand.Interrupt interrupt) {
    var known = Session.known(active, interrupt.id(), Fingerprint.of(interrupt));
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

  static Decision complete(
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

  static Decision fail(Active active, SessionCommand.FailTurn fail) {
    return stale(active, fail.turn(), fail.attempt())
        .orElseGet(
            () -> {
              var events = closing(active, fail.at());
              events.add(new TurnFailed(fail.turn(), fail.problem(), fail.at()));
              return then(active, events, fail.at());
            });
  }

  static Decision resume(Active active, SessionCommand.Resume resume, SessionLimits limits) {
    var events = new ArrayList<SessionEvent>(ToolRules.doubtful(active, resume.at()));
    active
        .open()
        .ifPresent(
            open -> {
              if (open.attempt() < Session.ATTEMPTS_MAX) {
                events.add(new TurnResumed(open.turn(), open.attempt() + 1, resume.at()));
              } else {
                events.addAll(ToolRules.withdrawn(active, resume.at()));
                events.add(
                    new TurnFailed(
                        open.turn(),
                        new Problem(
                            "reply-abandoned",
                            "The reply could not be made",
                            "It was begun %d times and never ended"
                                .formatted(Session.ATTEMPTS_MAX)),
                        resume.at()));
              }
            });
    var after = (Active) fold(active, events);
    if (after.open().isEmpty() && !after.waiting().isEmpty())
      return then(active, events, resume.at());
    return new Accepted(active.seq(), events, pending(after, limits));
  }

  static List<Action> pending(Active active, SessionLimits limits) {
    var owed = new ArrayList<Action>(ToolRules.unsettled(active));
    active
        .open()
        .ifPresent(open -> owed.add(new Action.GenerateReply(open.turn(), open.attempt())));
    owed.addAll(summaryOf(active, limits));
    return owed;
  }

  /// Commits `events` and, when no turn is open after them, the turn that answers all that waits.
  static Accepted then(Active active, List<SessionEvent> events, Instant at) {
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

  /// What must come before the end of the open turn: nobody waits for its approvals any more.
  static List<SessionEvent> closing(Active active, Instant at) {
    return new ArrayList<>(ToolRules.withdrawn(active, at));
  }

  static boolean isOpen(Active active, int turn) {
    return active.open().filter(open -> open.turn() == turn).isPresent();
  }

  /// The refusal of what an attempt made that is not the current one.
  static Optional<Decision> stale(Active active, int turn, int attempt) {
    if (!isOpen(active, turn))
      return Optional.of(rejected(TURN_NOT_OPEN, "turn %d is not open".formatted(turn)));
    int current = active.open().map(OpenTurn::attempt).orElse(0);
    return current == attempt
        ? Optional.empty()
        : Optional.of(
            rejected(STALE_ATTEMPT, "attempt %d (expected: %d)".formatted(attempt, current)));
  }

  private static Accepted stopping(int turn, long seq, Accepted then) {
    var actions = new ArrayList<Action>();
    actions.add(new Action.CancelReply(turn));
    actions.addAll(then.actions());
    return new Accepted(seq, then.events(), actions);
  }

  private static List<Action> summaryOf(Active active, SessionLimits limits) {
    return active.history().overflow(limits.agent().historyTokens()).stream()
        .<Action>map(Action.Summarise::new)
        .toList();
  }
}
