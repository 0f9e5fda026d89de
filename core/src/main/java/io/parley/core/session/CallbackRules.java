package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Session.rejected;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.tool.Json;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of calls that are answered by a callback, days later: for their turn they are settled,
/// their answer is recorded once, and a turn of its own takes it up. The session stays open while
/// it waits.
final class CallbackRules {
  private CallbackRules() {}

  /// Under which the answer to a call is remembered. No client can use it: their ids have no space.
  static String id(String call) {
    return "answer to " + call;
  }

  /// The pending outcome, for the model.
  static ToolOutcome told(Instant until) {
    return ToolOutcome.of(
        ToolOutcome.Kind.PENDING,
        new Json(
            "{\"pending\":true,\"answerUntil\":\"%s\",\"note\":\"The call was taken. Its answer comes later and will be given to you then. Do not call again; tell the customer that the answer will come.\"}"
                .formatted(until)));
  }

  /// The answer, for the model.
  static Json told(Json result) {
    // it says itself where its rest is
    if (LongResult.isReadable(result)) return result;
    return new Json(
        "{\"note\":\"This is the answer to the call that was pending. The call was not made again."
            + " Tell the customer.\",\"answer\":"
            + result.text()
            + "}");
  }

  static Decision defer(Active active, SessionCommand.SettleToolCall settle) {
    var call = active.call(settle.call()).filter(ToolCallState::isRunning);
    if (call.isEmpty()) return rejected(UNKNOWN_CALL, "no such call is under way");
    var until = settle.at().plus(settle.outcome().answerWithin().orElseThrow());
    var deferred =
        new ToolCallDeferred(
            call.get().turn(),
            settle.call(),
            settle.attempts(),
            settle.millis(),
            until,
            settle.at());
    return new Accepted(
        active.seq() + 1, Repeats.withSharedOutcomes(active, List.of(deferred)), List.of());
  }

  static Decision answer(Active active, SessionCommand.AnswerToolCall answer) {
    var decision = recorded(active, answer);
    return decision instanceof Accepted(_, var events, _) && !events.isEmpty()
        ? TurnRules.takingUp(active, events, answer.at())
        : decision;
  }

  /// Records the answer, once.
  static Decision recorded(Active active, SessionCommand.AnswerToolCall answer) {
    var known = active.accepted().find(id(answer.call()));
    if (known.isPresent()) {
      var before = known.get().fingerprint();
      if (before.equals(Fingerprint.of(answer)))
        return new Accepted(known.get().seq(), List.of(), List.of());
      return before.equals(Fingerprint.ofAnswer(answer.call(), Optional.empty()))
          ? expired()
          : rejected(ALREADY_DECIDED, "the call has another answer (expected: one answer)");
    }
    var call = active.call(answer.call()).filter(of -> of.call().tool().equals(answer.tool()));
    if (call.isEmpty()) return rejected(UNKNOWN_CALL, "no such call waits for an answer");
    var answered =
        new ToolCallAnswered(
            answer.call(),
            answer.outcome(),
            ConsentRules.told(call.get(), answer.result()),
            Optional.of(answer.answer()),
            answer.at());
    // the answer overtook the note that it comes later
    if (call.get().isRunning())
      return new Accepted(
          active.seq() + 2,
          Active.plus(
              Repeats.withSharedOutcomes(
                  active,
                  List.of(
                      new ToolCallDeferred(
                          call.get().turn(), answer.call(), 1, 0, answer.at(), answer.at()))),
              answered),
          List.of());
    if (call.get().isDeferred())
      // the deadline holds even if no tick has come since
      return hasExpired(call.get(), answer.at()) ? expired() : Session.accept(active, answered);
    return call.get().inDoubt()
        ? Session.accept(active, answered)
        : rejected(UNKNOWN_CALL, "no such call waits for an answer");
  }

  private static Decision expired() {
    return rejected(CALL_EXPIRED, "no answer was expected any more");
  }

  /// Fails the calls whose answer did not come in time; empty if there are none.
  static Optional<Decision> expired(Active active, Instant at) {
    var late =
        active.calls().stream()
            .filter(call -> call.isDeferred() && hasExpired(call, at))
            .<SessionEvent>map(call -> unanswered(call, at))
            .toList();
    return late.isEmpty() ? Optional.empty() : Optional.of(TurnRules.takingUp(active, late, at));
  }

  private static ToolCallAnswered unanswered(ToolCallState call, Instant at) {
    return new ToolCallAnswered(
        call.call().id(),
        ToolOutcome.Kind.FAILED,
        new Json(
            "{\"error\":\"no answer by %s; whether the call took effect is not known\"}"
                .formatted(call.expiresAt().orElse(at))),
        Optional.empty(),
        at);
  }

  private static boolean hasExpired(ToolCallState call, Instant at) {
    return !call.expiresAt().orElse(at).isAfter(at);
  }

  /// The state in which `turn`, which begins, has the answers that no turn had.
  static Active takenUp(Active active, int turn) {
    if (active.calls().stream().noneMatch(ToolCallState::isAnswered)) return active;
    var calls = new ArrayList<ToolCallState>();
    int number = 0;
    for (var call : active.calls())
      calls.add(call.isAnswered() ? call.takenUp(turn, turn + "." + ++number) : call);
    return active.withCalls(calls);
  }
}
