package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Session.rejected;

import io.parley.core.party.Party;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.ApprovalRule.Asked;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCallState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules of consent to tool calls: the people whom the call's rule names are asked one after
/// the other, each for what will run; without an answer in time the call is not made.
final class ConsentRules {
  static final Json EXPIRED = new Json("{\"error\":\"nobody agreed to this call in time\"}");
  static final Json REFUSED = new Json("{\"error\":\"a colleague did not agree to this call\"}");
  static final Json DECLINED = new Json("{\"error\":\"the customer did not agree to this call\"}");
  private static final Json WITHDRAWN =
      new Json("{\"error\":\"the turn ended before anybody agreed to this call\"}");

  private ConsentRules() {}

  /// Asks the next person.
  static ApprovalRequested asking(ToolCallState call, Instant at, SessionLimits limits) {
    var time = call.terms().rule().flatMap(ApprovalRule::within).orElse(limits.approvalTimeout());
    return new ApprovalRequested(
        call.turn(),
        call.call().id(),
        call.call().tool(),
        call.label(),
        call.call().arguments(),
        call.asked().filter(who -> who == Asked.CUSTOMER),
        at.plus(time),
        at);
  }

  static Decision decide(Active active, SessionCommand.Decide decide, SessionLimits limits) {
    var known = Session.known(active, decide.id(), Fingerprint.of(decide));
    if (known.isPresent()) return known.get();
    var call = active.call(decide.call());
    if (call.isEmpty()) return rejected(UNKNOWN_CALL, "no such call is waiting for approval");
    // the deadline holds even if no tick has come since
    if (!call.get().isAwaiting() || hasExpired(call.get(), decide.at()))
      return rejected(ALREADY_DECIDED, "the call is no longer waiting for approval");
    var wrong = notAsked(call.get(), decide);
    if (wrong.isPresent()) return rejected(NOT_ASKED, wrong.get());
    var decided =
        new ApprovalDecided(
            decide.id(),
            decide.call(),
            decide.decision(),
            decide.by(),
            decide.note(),
            decide.arguments(),
            decide.at());
    return switch (decide.decision()) {
      case APPROVE -> approved(active, decided, limits);
      case REJECT -> {
        var why = asksCustomer(call.get()) ? DECLINED : REFUSED;
        yield new Accepted(
            active.seq() + 1,
            Repeats.withSharedOutcomes(
                active, List.of(decided, ToolRules.notRun(call.get(), why, decide.at()))),
            List.of());
      }
    };
  }

  /// Why this person cannot decide, or not so.
  private static Optional<String> notAsked(ToolCallState call, SessionCommand.Decide decide) {
    boolean isCustomer = decide.by() == Party.CUSTOMER;
    if (asksCustomer(call) != isCustomer)
      return Optional.of(
          isCustomer
              ? "a human agent was asked (expected: a human agent's decision)"
              : "the customer was asked (expected: the customer's decision)");
    if (decide.arguments().isPresent() && (isCustomer || decide.decision() == Approval.REJECT))
      return Optional.of(
          "arguments with this decision (expected: arguments with a human agent's approval alone)");
    boolean isAgain = call.consent().agreed().contains(decide.by());
    return isAgain && decide.decision() == Approval.APPROVE
        ? Optional.of("this person agreed already (expected: a second person's decision)")
        : Optional.empty();
  }

  private static Decision approved(Active active, ApprovalDecided decided, SessionLimits limits) {
    var after = (Active) Session.evolve(active, decided);
    var call = after.call(decided.call()).orElseThrow();
    return call.asked().isEmpty()
        ? new Accepted(
            active.seq() + 1, List.of(decided), List.of(new Action.ExecuteToolCall(decided.call())))
        : new Accepted(
            active.seq() + 1, List.of(decided, asking(call, decided.at(), limits)), List.of());
  }

  private static boolean asksCustomer(ToolCallState call) {
    return call.asked().filter(who -> who == Asked.CUSTOMER).isPresent();
  }

  /// The result with the arguments of the call, where they are not the model's own: it would take
  /// the result for that of its own call.
  static Json told(ToolCallState call, Json result) {
    if (call.consent().requested().isEmpty()) return result;
    var note = "{\"argumentsChangedByAColleague\":" + call.call().arguments().text();
    var text = result.text().strip();
    if (!text.startsWith("{")) return new Json(note + ",\"result\":" + text + "}");
    var fields = text.substring(1).strip();
    return new Json(note + (fields.startsWith("}") ? "" : ",") + fields);
  }

  /// Settles the calls of the open turn that still wait for approval, before the turn ends.
  static List<SessionEvent> withdrawn(Active active, Instant at) {
    var withdrawn =
        waiting(active).<SessionEvent>map(call -> ToolRules.notRun(call, WITHDRAWN, at)).toList();
    return Repeats.withSharedOutcomes(active, withdrawn);
  }

  static List<SessionEvent> expired(Active active, Instant at) {
    var events = new ArrayList<SessionEvent>();
    waiting(active)
        .filter(call -> hasExpired(call, at))
        .forEach(
            call -> {
              var id = call.call().id();
              events.add(
                  new ApprovalDecided(
                      "expired-" + id,
                      id,
                      Approval.REJECT,
                      Party.SYSTEM,
                      Optional.of("expired"),
                      at));
              events.add(ToolRules.notRun(call, EXPIRED, at));
            });
    return Repeats.withSharedOutcomes(active, events);
  }

  private static boolean hasExpired(ToolCallState call, Instant at) {
    return !call.expiresAt().orElse(at).isAfter(at);
  }

  private static Stream<ToolCallState> waiting(Active active) {
    return active.calls().stream().filter(ToolCallState::isAwaiting);
  }
}
