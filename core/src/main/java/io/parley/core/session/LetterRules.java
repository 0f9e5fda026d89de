package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.UNKNOWN_CALL;
import static io.parley.core.session.Session.rejected;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.ToolEvent.ToolCallDropped;
import io.parley.core.session.ToolEvent.ToolCallRetried;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.tool.DeadLetter;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import java.util.List;
import java.util.Optional;

/// The rules of dead letters: calls with an effect that failed for good without having had it. A
/// session has at most one for each tool and arguments, and none once a call has had the effect.
final class LetterRules {
  static final Json BEING_RETRIED =
      new Json(
          "{\"error\":\"a colleague has the same call made again just now: this one was not"
              + " made\"}");

  private LetterRules() {}

  /// Whether the outcome of a call that is under way makes it a dead letter. A letter that was made
  /// again stays one until it has an effect, or may have one.
  static Optional<DeadLetter> letter(ToolCallState call, SessionCommand.SettleToolCall settle) {
    if (call.policy() == ToolPolicy.READ_ONLY) return Optional.empty();
    var failure =
        switch (settle.outcome().kind()) {
          case SUCCEEDED, IN_DOUBT, PENDING -> Optional.<String>empty();
          case FAILED ->
              settle
                  .failure()
                  .or(() -> refused(call, "the dependency reported that nothing was done"));
          case REJECTED -> refused(call, "the call was refused; nothing was sent");
        };
    return failure.map(why -> new DeadLetter(call.call().tool(), call.call().arguments(), why));
  }

  private static Optional<String> refused(ToolCallState call, String why) {
    return call.isRetried() ? Optional.of(why) : Optional.empty();
  }

  /// The dead letters whose effect the call has had, may have had, or now stands for.
  static Optional<List<String>> settled(
      Active active, ToolCallState call, Kind outcome, boolean isLetter) {
    if (call.policy() == ToolPolicy.READ_ONLY
        || (outcome != Kind.SUCCEEDED && outcome != Kind.IN_DOUBT && !isLetter))
      return Optional.empty();
    var ids =
        active.calls().stream()
            .filter(
                other ->
                    (other.isLetter() && other.isSameAs(call.call()))
                        || (!isLetter && other.isRetried() && other.equals(call)))
            .map(other -> other.call().id())
            .toList();
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
  }

  /// The state without the letters that the event settles.
  static Active without(Active a, ToolCallSettled event) {
    var gone = event.settles().orElse(List.of());
    if (gone.isEmpty()) return a;
    return a.withCalls(
        a.calls().stream()
            .map(call -> call.isLetter() && gone.contains(call.call().id()) ? call.closed() : call)
            .toList());
  }

  /// Whether the same call is a letter that is made again just now.
  static boolean isBeingRetried(Active active, ToolCall wanted) {
    return active.calls().stream().anyMatch(call -> call.isRetried() && call.isSameAs(wanted));
  }

  static Decision retry(Active active, SessionCommand.RetryToolCall retry) {
    var known = Session.known(active, retry.id(), Fingerprint.of(retry));
    if (known.isPresent()) return known.get();
    if (!isRetryable(active, retry.call())) return unknown();
    return new Accepted(
        active.seq() + 1,
        List.of(
            new ToolCallRetried(retry.id(), retry.call(), retry.by(), retry.note(), retry.at())),
        List.of(new Action.ExecuteToolCall(retry.call())));
  }

  static Decision drop(Active active, SessionCommand.DropToolCall drop) {
    var known = Session.known(active, drop.id(), Fingerprint.of(drop));
    if (known.isPresent()) return known.get();
    if (active.call(drop.call()).filter(ToolCallState::isLetter).isEmpty()) return unknown();
    return Session.accept(
        active, new ToolCallDropped(drop.id(), drop.call(), drop.by(), drop.note(), drop.at()));
  }

  /// While its turn is open, the model itself may make the call again. A call under way that is the
  /// same may have the effect.
  private static boolean isRetryable(Active active, String id) {
    var call = active.call(id).filter(ToolCallState::isLetter);
    int open = active.open().map(SessionState.OpenTurn::turn).orElse(0);
    return call.filter(letter -> letter.turn() != open).isPresent()
        && active.calls().stream()
            .noneMatch(other -> !other.isSettled() && other.isSameAs(call.get().call()));
  }

  private static Decision unknown() {
    return rejected(
        UNKNOWN_CALL,
        "no such call is a dead letter, or the same call is under way (expected: a letter of a turn"
            + " that is over)");
  }
}
