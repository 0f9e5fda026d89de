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
    var a = before.next(event);
    return switch (event) {
      case ToolCallRequested r -> {
        Evolution.openTurn(before, r.turn(), event);
        if (a.call(r.call()).isPresent() || !Repeats.isValid(a, r))
          throw Evolution.impossible(before, event);
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
        yield a.withCalls(plus(a.calls(), call));
      }
      case ApprovalRequested r ->
          change(
              a,
              before,
              event,
              r.call(),
              ToolCallState::isRunning,
              call -> call.awaiting(r.expiresAt()));
      case ApprovalDecided d -> {
        var decided =
            change(
                a,
                before,
                event,
                d.call(),
                ToolCallState::isAwaiting,
                call ->
                    d.decision() == Approval.APPROVE
                        ? call.agreedBy(d.by(), d.arguments())
                        : call.running());
        if (d.by() == Party.SYSTEM) yield decided;
        var call = decided.call(d.call()).orElseThrow();
        var agreed =
            d.decision() == Approval.APPROVE && call.asked().isEmpty()
                ? decided.withNotes(decided.notes().agreeing(call.call().tool()))
                : decided;
        yield Evolution.remember(agreed, Optional.of(d.id()), Fingerprint.of(d));
      }
      case ToolCallSettled s -> {
        var outcome = new ToolOutcome(s.outcome(), s.result(), s.sources());
        var settled =
            change(
                a,
                before,
                event,
                s.call(),
                call -> !call.isSettled(),
                call -> s.letter().isPresent() ? call.undelivered(outcome) : call.settled(outcome));
        var known = withLateOutcome(LetterRules.without(settled, s), s.call());
        yield Evolution.prune(withCost(known, s.call(), s.attempts()));
      }
      case ToolCallRetried r ->
          Evolution.remember(
              change(a, before, event, r.call(), ToolCallState::isLetter, ToolCallState::retried),
              Optional.of(r.id()),
              Fingerprint.of(r));
      case ToolCallDropped d ->
          Evolution.remember(
              Evolution.prune(
                  change(
                      a, before, event, d.call(), ToolCallState::isLetter, ToolCallState::closed)),
              Optional.of(d.id()),
              Fingerprint.of(d));
      case ToolCallDeferred d ->
          Evolution.prune(
              withCost(
                  withLateOutcome(
                      change(
                          a,
                          before,
                          event,
                          d.call(),
                          ToolCallState::isRunning,
                          call -> call.deferred(d.expiresAt(), CallbackRules.told(d.expiresAt()))),
                      d.call()),
                  d.call(),
                  d.attempts()));
      case ToolCallAnswered answered -> {
        var outcome = ToolOutcome.of(answered.outcome(), CallbackRules.told(answered.result()));
        var known =
            change(
                a,
                before,
                event,
                answered.call(),
                call -> call.isDeferred() || call.inDoubt(),
                call -> call.answered(outcome));
        var id = Optional.of(CallbackRules.id(answered.call()));
        yield Evolution.remember(known, id, Fingerprint.of(answered));
      }
      // in the open turn it stays: its number is taken, and a restarted reply may use it
      case ToolCallResolved r -> {
        var result =
            r.resolution().filter(how -> how == Resolution.UNDONE).map(_ -> UNDONE).or(r::result);
        var outcome = ToolOutcome.of(r.outcome(), result.orElse(FOUND_OUT));
        var settled =
            change(
                a, before, event, r.call(), ToolCallState::inDoubt, call -> call.settled(outcome));
        yield Evolution.remember(
            Evolution.prune(withLateOutcome(settled, r.call())), r.id(), Fingerprint.of(r));
      }
    };
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

  /// Changes the call, which must be as `expected`.
  private static Active change(
      Active a,
      Active before,
      SessionEvent event,
      String id,
      Predicate<ToolCallState> expected,
      UnaryOperator<ToolCallState> to) {
    if (a.call(id).filter(expected).isEmpty()) throw Evolution.impossible(before, event);
    return a.withCalls(
        a.calls().stream()
            .map(call -> call.call().id().equals(id) ? to.apply(call) : call)
            .toList());
  }
}
