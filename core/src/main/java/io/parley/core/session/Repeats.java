package io.parley.core.session;

import io.parley.core.session.SessionState.Active;
import io.parley.core.session.ToolEvent.ToolCallDeferred;
import io.parley.core.session.ToolEvent.ToolCallRequested;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules of calls that a model requests twice: the same tool with the same arguments has one
/// effect per turn, over all attempts. The first call is executed, the others settle with it.
final class Repeats {
  private static final Json SAME_IN_DOUBT =
      new Json(
          "{\"error\":\"the same call was made before; whether it took effect is not known\"}");

  private static final Json SAME_PENDING =
      new Json("{\"error\":\"the same call was made before; its answer comes later\"}");

  private Repeats() {}

  /// The earlier call of the turn whose effect the requested one would repeat; empty where the call
  /// must be executed. Reads may be repeated, and failed calls may be retried.
  static Optional<ToolCallState> first(
      Active active, SessionCommand.WantedCall wanted, SessionCommand.RequestToolCalls request) {
    if (wanted.terms().policy() == ToolPolicy.READ_ONLY) return Optional.empty();
    var asked = wanted.request();
    return active.callsOf(request.turn()).stream()
        .filter(made -> made.sameAs().isEmpty() && made.policy() != ToolPolicy.READ_ONLY)
        .filter(made -> made.call().tool().equals(asked.tool()))
        .filter(made -> made.outcome().map(Repeats::bindsRepeats).orElse(true))
        .filter(
            made ->
                made.call().arguments().isSameValue(asked.arguments())
                    || made.consent()
                        .requested()
                        .filter(first -> first.isSameValue(asked.arguments()))
                        .isPresent())
        .findFirst();
  }

  /// Whether a repetition must have the same outcome: the effect happened or may have, or consent
  /// was refused.
  private static boolean bindsRepeats(ToolOutcome outcome) {
    return switch (outcome.kind()) {
      case SUCCEEDED, IN_DOUBT, PENDING -> true;
      case FAILED -> false;
      case REJECTED ->
          outcome.result().equals(ConsentRules.REFUSED)
              || outcome.result().equals(ConsentRules.DECLINED)
              || outcome.result().equals(ConsentRules.EXPIRED);
    };
  }

  /// Whether a call that shares the effect of another one names an executed call of the same turn.
  static boolean isValid(Active a, ToolCallRequested requested) {
    return requested
        .sameAs()
        .map(id -> a.call(id).filter(made -> made.turn() == requested.turn()))
        .map(made -> made.filter(call -> call.sameAs().isEmpty()).isPresent())
        .orElse(true);
  }

  /// These events, followed by the outcomes of calls that share the effect of a call they settle.
  static List<SessionEvent> withSharedOutcomes(Active active, List<SessionEvent> events) {
    var all = new ArrayList<>(events);
    for (var event : events)
      if (event instanceof ToolCallSettled first)
        of(active, first.call())
            .map(call -> settled(call, outcome(first), first.at()))
            .forEach(all::add);
      else if (event instanceof ToolCallDeferred first)
        of(active, first.call())
            .map(call -> ToolRules.notRun(call, SAME_PENDING, first.at()))
            .forEach(all::add);
    return all;
  }

  private static Stream<ToolCallState> of(Active active, String first) {
    return active.calls().stream()
        .filter(call -> call.isRepeat() && call.sameAs().get().equals(first));
  }

  /// The outcome of a call that shares the effect of a settled one. An effect in doubt is in doubt
  /// only once.
  static ToolCallSettled settled(ToolCallState repeat, ToolOutcome of, Instant at) {
    return switch (of.kind()) {
      case IN_DOUBT -> ToolRules.notRun(repeat, SAME_IN_DOUBT, at);
      case PENDING -> ToolRules.notRun(repeat, SAME_PENDING, at);
      case SUCCEEDED, FAILED, REJECTED ->
          new ToolCallSettled(
              repeat.turn(), repeat.call().id(), of.kind(), 0, 0, of.result(), of.sources(), at);
    };
  }

  static ToolOutcome outcome(ToolCallSettled settled) {
    return new ToolOutcome(settled.outcome(), settled.result(), settled.sources());
  }
}
