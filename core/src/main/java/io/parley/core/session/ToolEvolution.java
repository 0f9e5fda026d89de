package io.parley.core.session;

import static io.parley.core.session.SessionState.Active.plus;

import io.parley.core.party.Party;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Consent;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Applies the events of tool calls: the part of [Evolution] for this family.
final class ToolEvolution {
  private static final Json FOUND_OUT =
      new Json("{\"note\":\"the answer was lost; how the call came out was found out later\"}");
  private static final Json UNDONE =
      new Json("{\"note\":\"the answer was lost; the effect of the call was undone\"}");

  private ToolEvolution() {}

  static Active of(Active before, ToolEvent event) {
    return switch (event) {
      case ToolCallRequested r -> requested(before, r);
      case ApprovalRequested r ->
          change(
              before, r, r.call(), ToolCallState::isRunning, call -> call.awaiting(r.expiresAt()));
      case ApprovalDecided d -> decided(before, d);
      case ToolCallSettled s -> settled(before, s);
      case ToolCallRetried r ->
          Evolution.remember(
              change(before, r, r.call(), ToolCallState::isLetter, ToolCallState::retried),
              Optional.of(r.id()),
              Fingerprint.of(r));
      case ToolCallDropped d ->
          Evolution.remember(
              Evolution.prune(
                  change(before, d, d.call(), ToolCallState::isLetter, ToolCallState::closed)),
              Optional.of(d.id()),
              Fingerprint.of(d));
      case ToolCallDeferred d -> deferred(before, d);
      case ToolCallAnswered a -> answered(before, a);
      case ToolCallResolved r -> resolved(before, r);
    };
  }

  private static Active requested(Active before, ToolCallRequested r) {
    var a = before.next(r);
    Evolution.openTurn(before, r.turn(), r);
    if (a.call(r.call()).isPresent() || !Repeats.isValid(a, r))
      throw Evolution.impossible(before, r);
    var call =
        new ToolCallState(
            r.turn(),
            round(before.callsOf(r.turn())),
            r.after().orElse(0),
            new ToolCall(r.call(), r.tool(), r.arguments()),
            r.label(),
            r.terms(),
            r.sameAs(),
            ToolCallState.Phase.RUNNING,
            Consent.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return a.withCalls(plus(a.calls(), call));
  }

  private static Active decided(Active before, ApprovalDecided d) {
    boolean isApproved = d.decision() == Approval.APPROVE;
    var decided =
        change(
            before,
            d,
            d.call(),
            ToolCallState::isAwaiting,
            call -> isApproved ? call.agreedBy(d.by(), d.arguments()) : call.running());
    if (d.by() == Party.SYSTEM) return decided;
    var call = decided.call(d.call()).orElseThrow();
    var agreed =
        isApproved && call.asked().isEmpty()
            ? decided.withNotes(decided.notes().agreeing(call.call().tool()))
            : decided;
    return Evolution.remember(agreed, Optional.of(d.id()), Fingerprint.of(d));
  }

  private static Active settled(Active before, ToolCallSettled s) {
    var outcome = new ToolOutcome(s.outcome(), s.result(), s.sources());
    var settled =
        change(
            before,
            s,
            s.call(),
            call -> !call.isSettled(),
            call -> s.letter().isPresent() ? call.undelivered(outcome) : call.settled(outcome));
    var known = withLateOutcome(LetterRules.without(settled, s), s.call());
    return Evolution.prune(withCost(known, s.call(), s.attempts()));
  }

  private static Active deferred(Active before, ToolCallDeferred d) {
    var told = CallbackRules.told(d.expiresAt());
    var deferred =
        change(
            before,
            d,
            d.call(),
            ToolCallState::isRunning,
            call -> call.deferred(d.expiresAt(), told));
    return Evolution.prune(withCost(withLateOutcome(deferred, d.call()), d.call(), d.attempts()));
  }

  private static Active answered(Active before, ToolCallAnswered answered) {
    var outcome = ToolOutcome.of(answered.outcome(), CallbackRules.told(answered.result()));
    var known =
        change(
            before,
            answered,
            answered.call(),
            call -> call.isDeferred() || call.inDoubt(),
            call -> call.answered(outcome));
    var id = Optional.of(CallbackRules.id(answered.call()));
    return Evolution.remember(known, id, Fingerprint.of(answered));
  }

  /// In the open turn the call stays: its number is taken, and a restarted reply may use it.
  private static Active resolved(Active before, ToolCallResolved r) {
    var result =
        r.resolution().filter(how -> how == Resolution.UNDONE).map(_ -> UNDONE).or(r::result);
    var outcome = ToolOutcome.of(r.outcome(), result.orElse(FOUND_OUT));
    var settled =
        change(before, r, r.call(), ToolCallState::inDoubt, call -> call.settled(outcome));
    return Evolution.remember(
        Evolution.prune(withLateOutcome(settled, r.call())), r.id(), Fingerprint.of(r));
  }

  /// Adds the outcome of a call that settled after its turn to the prompts of later turns.
  private static Active withLateOutcome(Active a, String id) {
    var call = a.call(id).orElseThrow();
    boolean open = a.open().filter(turn -> turn.turn() == call.turn()).isPresent();
    return open ? a : a.withHistory(a.history().used(List.of(call)));
  }

  /// Adds the cost of a call that was tried: once, however often, as its limits count it.
  private static Active withCost(Active a, String id, int attempts) {
    var cost = a.call(id).flatMap(call -> call.terms().cost()).filter(_ -> attempts > 0);
    return cost.map(each -> a.withUsage(a.usage().plus(each), a.rate())).orElse(a);
  }

  /// The model requests further calls only after all earlier ones have settled.
  private static int round(List<ToolCallState> before) {
    int last = before.stream().mapToInt(ToolCallState::round).max().orElse(0);
    return before.stream().allMatch(ToolCallState::isSettled) ? last + 1 : last;
  }

  /// The state after the event, with the call changed, which must be as `expected`.
  private static Active change(
      Active before,
      ToolEvent event,
      String id,
      Predicate<ToolCallState> expected,
      UnaryOperator<ToolCallState> to) {
    var a = before.next(event);
    if (a.call(id).filter(expected).isEmpty()) throw Evolution.impossible(before, event);
    return a.withCalls(
        a.calls().stream()
            .map(call -> call.call().id().equals(id) ? to.apply(call) : call)
            .toList());
  }
}
