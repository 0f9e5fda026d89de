package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.Approval.*;
import static io.parley.core.tool.ToolOutcome.Kind.SUCCEEDED;
import static io.parley.core.tool.ToolPolicy.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ToolRequest;
import io.parley.core.party.Party;
import io.parley.core.session.Decision.Action.ArchiveSession;
import io.parley.core.session.Decision.Action.CancelReply;
import io.parley.core.session.Decision.Action.ExecuteToolCall;
import io.parley.core.session.Decision.Action.GenerateReply;
import io.parley.core.session.LifecycleEvent.SessionEnded;
import io.parley.core.session.ToolEvent.ApprovalDecided;
import io.parley.core.session.ToolEvent.ApprovalRequested;
import io.parley.core.session.TurnEvent.TurnInterrupted;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApprovalsTest {
  private static final Instant EXPIRY = NOON.plus(APPROVAL_TIMEOUT);
  private static final SessionEvent[] AWAITING = {
    started(),
    said("a", "hello"),
    turnStarted(1, 2),
    requested("1.1", ASK_HUMAN, true),
    approvalRequested("1.1")
  };

  @Test
  void a_call_that_needs_consent_is_recorded_but_not_run() {
    given(started(), said("a", "hello"), turnStarted(1, 2))
        .when(request(1, 1, wantedWithApproval(ASK_HUMAN), wanted(READ_ONLY)))
        .then(
            requested("1.1", ASK_HUMAN, true),
            approvalRequested("1.1"),
            requested("1.2", READ_ONLY),
            new ExecuteToolCall("1.2"))
        .answers(4);
  }

  @Test
  void an_approved_call_is_run() {
    var after =
        given(AWAITING)
            .when(decide("d", "1.1", APPROVE))
            .then(decided("d", "1.1", APPROVE), new ExecuteToolCall("1.1"))
            .answers(6)
            .afterwards();
    after.when(settle("1.1", SUCCEEDED)).then(settled("1.1", SUCCEEDED));
  }

  @Test
  void a_refused_call_is_settled_without_being_run() {
    var after =
        given(AWAITING)
            .when(decide("d", "1.1", REJECT))
            .then(decided("d", "1.1", REJECT), notRun("1.1", REFUSED, NOON))
            .answers(6)
            .afterwards();
    assertThat(after.pending()).containsExactly(new GenerateReply(1, 1));
    after.when(settle("1.1", SUCCEEDED)).isRejected(UNKNOWN_CALL);
  }

  @Test
  void a_call_is_decided_once() {
    var approved = given(AWAITING).when(decide("d", "1.1", APPROVE)).afterwards();
    approved.when(decide("e", "1.1", REJECT)).isRejected(ALREADY_DECIDED);
    var refused = given(AWAITING).when(decide("d", "1.1", REJECT)).afterwards();
    refused.when(decide("e", "1.1", APPROVE)).isRejected(ALREADY_DECIDED);
  }

  @Test
  void a_call_that_needs_no_consent_is_not_decided() {
    given(started(), said("a", "hello"), turnStarted(1, 2), requested("1.1", READ_ONLY))
        .when(decide("d", "1.1", REJECT))
        .isRejected(ALREADY_DECIDED);
  }

  @Test
  void a_call_that_waits_for_consent_cannot_be_settled() {
    given(AWAITING).when(settle("1.1", SUCCEEDED)).isRejected(UNKNOWN_CALL);
  }

  @Test
  void consent_expires_at_its_deadline() {
    given(AWAITING).when(tick(EXPIRY.minusNanos(1))).then();
    given(AWAITING)
        .when(tick(EXPIRY))
        .then(approvalExpired("1.1", EXPIRY), notRun("1.1", EXPIRED, EXPIRY));
  }

  @Test
  void late_consent_is_refused_even_before_the_next_tick() {
    given(AWAITING)
        .when(decide("d", "1.1", APPROVE, EXPIRY.minusNanos(1)))
        .afterwards()
        .when(settle("1.1", SUCCEEDED))
        .then(settled("1.1", SUCCEEDED));
    given(AWAITING).when(decide("d", "1.1", APPROVE, EXPIRY)).isRejected(ALREADY_DECIDED);
    given(AWAITING).when(decide("d", "1.1", REJECT, EXPIRY)).isRejected(ALREADY_DECIDED);
  }

  @Test
  void only_overdue_approvals_expire() {
    given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", ASK_HUMAN, true),
            approvalRequested("1.1", EXPIRY),
            requested("1.2", ASK_HUMAN, true),
            approvalRequested("1.2", EXPIRY.plusSeconds(1)))
        .when(tick(EXPIRY))
        .then(approvalExpired("1.1", EXPIRY), notRun("1.1", EXPIRED, EXPIRY));
  }

  @Test
  void a_session_that_waits_for_consent_is_not_idle() {
    var long_ago =
        given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", ASK_HUMAN, true),
            approvalRequested("1.1", NOON.plus(IDLE_TIMEOUT).plusSeconds(9)));
    long_ago.when(tick(NOON.plus(IDLE_TIMEOUT).plusSeconds(1))).then();
  }

  @Test
  void a_completed_reply_withdraws_pending_approvals() {
    given(AWAITING)
        .when(complete(1, 1, "never mind"))
        .then(notRun("1.1", WITHDRAWN, NOON), completed(1, "never mind"))
        .answers(7);
  }

  @Test
  void an_interruption_withdraws_pending_approvals() {
    given(AWAITING)
        .when(interrupt("i", 1))
        .then(notRun("1.1", WITHDRAWN, NOON), interrupted("i", 1, ""), new CancelReply(1))
        .answers(7);
  }

  @Test
  void a_failed_turn_withdraws_pending_approvals() {
    given(AWAITING).when(fail(1, 1)).then(notRun("1.1", WITHDRAWN, NOON), failed(1)).answers(7);
  }

  @Test
  void the_end_of_the_session_withdraws_pending_approvals() {
    given(AWAITING)
        .when(end(Optional.of("z"), "hi th"))
        .then(
            notRun("1.1", WITHDRAWN, NOON),
            new TurnInterrupted(Optional.empty(), 1, "hi th", Party.CUSTOMER, NOON),
            new SessionEnded(Optional.of("z"), "done", Party.CUSTOMER, NOON),
            new CancelReply(1),
            new ArchiveSession())
        .answers(8);
  }

  @Test
  void pending_approvals_survive_a_crash() {
    var after =
        given(AWAITING)
            .when(resume())
            .then(turnResumed(1, 2), new GenerateReply(1, 2))
            .afterwards();
    after
        .when(decide("d", "1.1", APPROVE))
        .then(decided("d", "1.1", APPROVE), new ExecuteToolCall("1.1"));
  }

  @Test
  void a_decision_on_an_unknown_call_is_refused() {
    given(AWAITING)
        .when(interrupt("i", 1))
        .afterwards()
        .when(decide("d", "1.1", APPROVE))
        .isRejected(UNKNOWN_CALL);
  }

  @Test
  void a_rule_decides_for_each_call_and_is_recorded_with_it() {
    var asked =
        given(started(), said("a", "hello"), turnStarted(1, 2))
            .when(request(1, 1, under("above amount 50", 50), under("above amount 50", 51)))
            .afterwards();
    assertThat(asked.active().call("1.1").orElseThrow().isRunning()).isTrue();
    assertThat(asked.active().call("1.2").orElseThrow().isAwaiting()).isTrue();
    assertThat(asked.active().call("1.2").orElseThrow().terms().rule())
        .hasValue(ApprovalRule.parse("above amount 50"));
  }

  @Test
  void only_those_who_were_asked_can_agree() {
    var colleague = asking("always");
    colleague.when(decidesAs(Party.CUSTOMER)).isRejected(Rejection.Reason.NOT_ASKED);
    colleague.when(decidesAs(Party.HUMAN)).performs(new ExecuteToolCall("1.1"));
    var customer = asking("always by customer");
    customer.when(decidesAs(Party.HUMAN)).isRejected(Rejection.Reason.NOT_ASKED);
    customer.when(decidesAs(Party.CUSTOMER)).performs(new ExecuteToolCall("1.1"));
    var declined =
        customer
            .when(
                new SessionCommand.Decide(
                    "n", "1.1", Approval.REJECT, Party.CUSTOMER, Optional.empty(), NOON))
            .afterwards();
    assertThat(declined.active().call("1.1").orElseThrow().outcome().orElseThrow().result().text())
        .contains("the customer did not agree");
  }

  @Test
  void after_the_first_consent_of_a_session_the_tool_needs_none() {
    var agreed =
        asking("first")
            .when(decidesAs(Party.HUMAN))
            .afterwards()
            .when(settle("1.1", ToolOutcome.Kind.SUCCEEDED))
            .afterwards();
    agreed.when(request(1, 1, under("first", 2))).performs(new ExecuteToolCall("1.2"));
    // a refusal is no consent
    var refused =
        asking("first")
            .when(
                new SessionCommand.Decide(
                    "n", "1.1", Approval.REJECT, Party.HUMAN, Optional.empty(), NOON))
            .afterwards();
    refused.when(request(1, 1, under("first", 2))).performs();
  }

  @Test
  void with_both_asked_the_customer_agrees_to_what_the_colleague_left() {
    var asked = asking("always by both within 5m");
    asked.when(decidesAs(Party.CUSTOMER)).isRejected(NOT_ASKED);
    var changed = new Json("{\"amount\":60}");
    var half =
        asked
            .when(changes("d", Party.HUMAN, changed))
            .then(
                new ApprovalDecided(
                    "d", "1.1", APPROVE, Party.HUMAN, Optional.empty(), Optional.of(changed), NOON),
                new ApprovalRequested(
                    1,
                    "1.1",
                    "refund",
                    "Refunding",
                    changed,
                    Optional.of(ApprovalRule.Asked.CUSTOMER),
                    NOON.plus(Duration.ofMinutes(5)),
                    NOON))
            .afterwards();
    // a customer chooses no arguments
    half.when(changes("e", Party.CUSTOMER, new Json("{\"amount\":600}"))).isRejected(NOT_ASKED);
    var agreed =
        half.when(
                new SessionCommand.Decide(
                    "f", "1.1", APPROVE, Party.CUSTOMER, Optional.empty(), NOON))
            .performs(new ExecuteToolCall("1.1"))
            .afterwards();
    assertThat(agreed.active().call("1.1").orElseThrow().call().arguments()).isEqualTo(changed);
  }

  @Test
  void two_people_agree_to_the_same_arguments() {
    var half = asking("always by two").when(decidesAs(Party.HUMAN)).performs().afterwards();
    half.when(new SessionCommand.Decide("e", "1.1", APPROVE, Party.HUMAN, Optional.empty(), NOON))
        .isRejected(NOT_ASKED);
    half.when(
            new SessionCommand.Decide("e", "1.1", APPROVE, Party.OPERATOR, Optional.empty(), NOON))
        .performs(new ExecuteToolCall("1.1"));
    // the second one changes what the first one agreed to, so the first one is asked again
    var changed =
        half.when(changes("e", Party.OPERATOR, new Json("{\"amount\":60}")))
            .performs()
            .afterwards();
    changed
        .when(new SessionCommand.Decide("f", "1.1", APPROVE, Party.HUMAN, Optional.empty(), NOON))
        .performs(new ExecuteToolCall("1.1"));
    // the first one may still object
    half.when(new SessionCommand.Decide("e", "1.1", REJECT, Party.HUMAN, Optional.empty(), NOON))
        .performs();
  }

  @Test
  void half_a_consent_is_none_for_later_calls() {
    var refused =
        asking("first by both")
            .when(decidesAs(Party.HUMAN))
            .afterwards()
            .when(
                new SessionCommand.Decide(
                    "n", "1.1", REJECT, Party.CUSTOMER, Optional.empty(), NOON))
            .afterwards();
    refused.when(request(1, 1, under("first by both", 2))).performs();
  }

  @Test
  void the_model_is_told_what_ran_in_place_of_its_call() {
    var running =
        asking("always")
            .when(changes("d", Party.HUMAN, new Json("{\"amount\":60}")))
            .performs(new ExecuteToolCall("1.1"))
            .afterwards();
    assertThat(result(running, "{\"refund\":7}"))
        .isEqualTo("{\"argumentsChangedByAColleague\":{\"amount\":60},\"refund\":7}");
    assertThat(result(running, " {} "))
        .isEqualTo("{\"argumentsChangedByAColleague\":{\"amount\":60}}");
    assertThat(result(running, "\"done\""))
        .isEqualTo("{\"argumentsChangedByAColleague\":{\"amount\":60},\"result\":\"done\"}");
    // the call that the model asked for shares the effect of the one that ran
    assertThat(
            running
                .when(request(1, 1, under("always", 70)))
                .afterwards()
                .active()
                .call("1.2")
                .orElseThrow()
                .sameAs())
        .hasValue("1.1");
    // the same arguments in another form are no change
    var same =
        asking("always")
            .when(changes("d", Party.HUMAN, new Json("{ \"amount\" : 70 }")))
            .afterwards();
    assertThat(result(same, "{\"refund\":7}")).isEqualTo("{\"refund\":7}");
  }

  @Test
  void a_rule_sets_the_time_to_answer() {
    var within = asking("always within 30s");
    within.when(tick(NOON.plusSeconds(29))).then();
    var expired = within.when(tick(NOON.plusSeconds(30))).afterwards();
    assertThat(expired.active().call("1.1").orElseThrow().outcome().orElseThrow().result())
        .isEqualTo(EXPIRED);
  }

  private static String result(Scenario running, String result) {
    var outcome = ToolOutcome.of(SUCCEEDED, new Json(result));
    return running
        .when(new SessionCommand.SettleToolCall("1.1", outcome, 1, 5, NOON))
        .afterwards()
        .active()
        .call("1.1")
        .orElseThrow()
        .outcome()
        .orElseThrow()
        .result()
        .text();
  }

  private static SessionCommand.Decide changes(String id, Party by, Json arguments) {
    return new SessionCommand.Decide(
        id, "1.1", APPROVE, by, Optional.empty(), Optional.of(arguments), NOON);
  }

  private static Scenario asking(String rule) {
    return given(started(), said("a", "hello"), turnStarted(1, 2))
        .when(request(1, 1, under(rule, 70)))
        .afterwards();
  }

  private static SessionCommand.WantedCall under(String rule, int amount) {
    return new SessionCommand.WantedCall(
        new ToolRequest("refund", new Json("{\"amount\":%d}".formatted(amount))),
        "Refunding",
        new ToolTerms(
            ToolPolicy.ASK_HUMAN,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(ApprovalRule.parse(rule))));
  }

  private static SessionCommand.Decide decidesAs(Party by) {
    return new SessionCommand.Decide("d", "1.1", Approval.APPROVE, by, Optional.empty(), NOON);
  }
}
