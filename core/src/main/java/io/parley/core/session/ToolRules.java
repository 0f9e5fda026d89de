package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Session.rejected;

import io.parley.core.party.Party;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The rules of tool calls: recorded before they run, settled once, never repeated where that could
/// do harm, and never run without the consent that they need.
final class ToolRules {
  private static final Json LOST =
      new Json("{\"error\":\"the answer was lost; whether the call took effect is not known\"}");

  private ToolRules() {}

  static Decision request(
      Active active, SessionCommand.RequestToolCalls request, SessionLimits limits) {
    var stale = TurnRules.stale(active, request.turn(), request.attempt());
    if (stale.isPresent()) return stale.get();
    int before = active.callsOf(request.turn()).size();
    int max = limits.agent().toolCallsPerTurn();
    // after the model was told that the limit is reached, it must answer in words
    if (before > max)
      return rejected(
          TOO_MANY_TOOL_CALLS, "%d calls in one turn (expected: ≤ %d)".formatted(before, max));
    // calls beyond twice the limit get no answer
    var calls = request.calls().subList(0, Math.min(request.calls().size(), 2 * max - before));
    if (active.calls().size() + calls.size() > Session.CALLS_REMEMBERED_MAX)
      return rejected(
          TOO_MANY_TOOL_CALLS,
          "%d calls are under way or in doubt (expected: ≤ %d)"
              .formatted(active.calls().size(), Session.CALLS_REMEMBERED_MAX));

    var events = new ArrayList<SessionEvent>();
    var notMade = new ArrayList<ToolCallSettled>();
    var actions = new ArrayList<Action>();
    var after = active;
    int number = before;
    for (var asked : calls) {
      var wanted = underItsRule(after, asked);
      var id = request.turn() + "." + ++number;
      var first =
          number > max ? Optional.<ToolCallState>empty() : Repeats.first(after, wanted, request);
      var requested = requested(id, wanted, first.map(call -> call.call().id()), request);
      events.add(requested);
      after = (Active) Session.evolve(after, requested);
      var call = after.call(id).orElseThrow();
      if (number > max) notMade.add(notRun(call, tooMany(max), request.at()));
      else if (first.isPresent())
        first
            .flatMap(made -> made.outcome().or(() -> outcome(notMade, made.call().id())))
            .map(outcome -> Repeats.settled(call, outcome, request.at()))
            .ifPresent(notMade::add);
      else if (LetterRules.isBeingRetried(active, call.call()))
        notMade.add(notRun(call, LetterRules.BEING_RETRIED, request.at()));
      else if (wanted.terms().approval())
        events.add(ConsentRules.asking(call, request.at(), limits));
      else actions.add(new Action.ExecuteToolCall(id));
    }
    events.addAll(notMade);
    return new Accepted(active.seq() + 1, events, actions);
  }

  /// Of a call of the same request that is not made.
  private static Optional<ToolOutcome> outcome(List<ToolCallSettled> notMade, String id) {
    return notMade.stream()
        .filter(settled -> settled.call().equals(id))
        .map(Repeats::outcome)
        .findFirst();
  }

  /// The call with what its tool's rule says about it.
  private static SessionCommand.WantedCall underItsRule(
      Active active, SessionCommand.WantedCall wanted) {
    var request = wanted.request();
    boolean agreed = active.notes().agreed().contains(request.tool());
    return new SessionCommand.WantedCall(
        request, wanted.label(), wanted.terms().forCall(request.arguments(), agreed));
  }

  private static ToolCallRequested requested(
      String id,
      SessionCommand.WantedCall wanted,
      Optional<String> sameAs,
      SessionCommand.RequestToolCalls request) {
    var asked = wanted.request();
    return new ToolCallRequested(
        request.turn(),
        id,
        asked.tool(),
        wanted.label(),
        asked.arguments(),
        wanted.terms(),
        sameAs,
        request.after() > 0 ? OptionalInt.of(request.after()) : OptionalInt.empty(),
        request.at());
  }

  private static Json tooMany(int max) {
    return new Json(
        "{\"error\":\"at most %d calls a turn: this one was not made\"}".formatted(max));
  }

  static Decision settle(Active active, SessionCommand.SettleToolCall settle) {
    var call = active.call(settle.call());
    var kind = settle.outcome().kind();
    if (kind == ToolOutcome.Kind.PENDING) return CallbackRules.defer(active, settle);
    // the doubt resolves itself, for the answer arrived after all
    if (call.filter(ToolCallState::inDoubt).isPresent() && kind != ToolOutcome.Kind.IN_DOUBT)
      return Session.accept(active, late(call.get(), settle));
    if (call.filter(ToolCallState::isRunning).isEmpty())
      return rejected(UNKNOWN_CALL, "no such call is under way");
    // reading has no effect that could be in doubt
    boolean onlyRead = call.get().policy() == ToolPolicy.READ_ONLY;
    var letter = LetterRules.letter(call.get(), settle);
    var settled =
        new ToolCallSettled(
            call.get().turn(),
            settle.call(),
            onlyRead && kind == ToolOutcome.Kind.IN_DOUBT ? ToolOutcome.Kind.FAILED : kind,
            settle.attempts(),
            settle.millis(),
            ConsentRules.told(call.get(), settle.outcome().result()),
            settle.outcome().sources(),
            letter,
            LetterRules.settled(active, call.get(), kind, letter.isPresent()),
            settle.at());
    boolean settlesItself =
        settled.outcome() == ToolOutcome.Kind.IN_DOUBT && call.get().policy().settlesItself();
    return new Accepted(
        active.seq() + 1,
        Repeats.withSharedOutcomes(active, List.of(settled)),
        settlesItself ? List.of(new Action.SettleDoubt(settle.call())) : List.of());
  }

  private static ToolCallResolved late(ToolCallState call, SessionCommand.SettleToolCall settle) {
    var kind = settle.outcome().kind();
    return new ToolCallResolved(
        settle.call(),
        kind,
        Party.SYSTEM,
        Optional.of(Resolution.of(kind)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(ConsentRules.told(call, settle.outcome().result())),
        settle.at());
  }

  static Decision resolve(Active active, SessionCommand.ResolveToolCall resolve) {
    var known = resolve.id().flatMap(id -> Session.known(active, id, Fingerprint.of(resolve)));
    if (known.isPresent()) return known.get();
    if (!isInDoubt(active, resolve.call()))
      return rejected(UNKNOWN_CALL, "no such call is in doubt");
    return Session.accept(
        active,
        new ToolCallResolved(
            resolve.call(),
            resolve.outcome(),
            resolve.by(),
            resolve.resolution(),
            resolve.id(),
            resolve.note(),
            resolve.result(),
            resolve.at()));
  }

  /// Cancels the calls of the open turn that are under way, because the turn was stopped.
  static List<Action> cancelled(Active active) {
    int turn = active.open().map(SessionState.OpenTurn::turn).orElse(0);
    return active.callsOf(turn).stream()
        .filter(ToolCallState::isRunning)
        .<Action>map(call -> new Action.CancelToolCall(call.call().id()))
        .toList();
  }

  static boolean isInDoubt(Active active, String call) {
    return active.call(call).filter(ToolCallState::inDoubt).isPresent();
  }

  /// Actions for calls that run, or must run again, and for doubts that need no person.
  static List<Action> unsettled(Active active) {
    var owed = new ArrayList<Action>();
    active.owed().running().forEach(call -> owed.add(new Action.ExecuteToolCall(call)));
    active.calls().stream()
        .filter(call -> call.inDoubt() && call.policy().settlesItself())
        .forEach(call -> owed.add(new Action.SettleDoubt(call.call().id())));
    return owed;
  }

  /// Marks calls in doubt that were under way when the node died and must not be repeated.
  static List<SessionEvent> doubtful(Active active, Instant at) {
    var doubts = new ArrayList<SessionEvent>();
    var after = active;
    for (var call : active.calls()) {
      if (!call.isRunning() || call.policy().mayRepeat()) continue;
      var lost =
          new ToolCallSettled(
              call.turn(),
              call.call().id(),
              ToolOutcome.Kind.IN_DOUBT,
              1,
              0,
              LOST,
              List.of(),
              Optional.empty(),
              LetterRules.settled(after, call, ToolOutcome.Kind.IN_DOUBT, false),
              at);
      doubts.add(lost);
      // a letter is settled by the first of two calls that stand for it
      after = (Active) Session.evolve(after, lost);
    }
    return Repeats.withSharedOutcomes(active, doubts);
  }

  static ToolCallSettled notRun(ToolCallState call, Json why, Instant at) {
    return new ToolCallSettled(
        call.turn(), call.call().id(), ToolOutcome.Kind.REJECTED, 0, 0, why, List.of(), at);
  }
}
