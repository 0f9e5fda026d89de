package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.ToolOutcome.Kind.*;
import static io.parley.core.tool.ToolPolicy.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.model.ToolRequest;
import io.parley.core.session.Decision.Action.CancelReply;
import io.parley.core.session.Decision.Action.CancelToolCall;
import io.parley.core.session.Decision.Action.ExecuteToolCall;
import io.parley.core.session.Decision.Action.GenerateReply;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls that a model requests twice in a turn run once.
class RepeatedCallsTest {
  private static final SessionEvent[] OPEN = {started(), said("a", "hello"), turnStarted(1, 2)};
  private static final Json SAME_IN_DOUBT =
      new Json(
          "{\"error\":\"the same call was made before; whether it took effect is not known\"}");

  @ParameterizedTest
  @EnumSource(value = ToolPolicy.class, names = "READ_ONLY", mode = EnumSource.Mode.EXCLUDE)
  void the_same_call_twice_in_a_round_runs_once(ToolPolicy policy) {
    var both =
        given(OPEN)
            .when(request(1, 1, wanted(policy), wanted(policy)))
            .then(
                requested("1.1", policy),
                repeated("1.2", policy, false, "1.1"),
                new ExecuteToolCall("1.1"))
            .answers(4)
            .afterwards();
    assertThat(both.pending()).containsExactly(new ExecuteToolCall("1.1"), new GenerateReply(1, 1));
    both.when(settle("1.1", SUCCEEDED)).then(settled("1.1", SUCCEEDED), shared("1.2", SUCCEEDED));
    both.when(settle("1.1", FAILED)).then(settled("1.1", FAILED), shared("1.2", FAILED));
    both.when(settle("1.2", SUCCEEDED)).isRejected(Rejection.Reason.UNKNOWN_CALL);
  }

  @ParameterizedTest
  @EnumSource(value = ToolPolicy.class, names = "READ_ONLY", mode = EnumSource.Mode.EXCLUDE)
  void the_same_call_in_a_later_round_or_attempt_gets_the_first_outcome(ToolPolicy policy) {
    var first = List.of(requested("1.1", policy), settled("1.1", SUCCEEDED));
    given(with(first))
        .when(request(1, 1, wanted(policy)))
        .then(repeated("1.2", policy, false, "1.1"), shared("1.2", SUCCEEDED));

    var again = new ArrayList<SessionEvent>(first);
    again.add(turnResumed(1, 2));
    given(with(again))
        .when(request(1, 2, wanted(policy)))
        .then(repeated("1.2", policy, false, "1.1"), shared("1.2", SUCCEEDED));
  }

  @Test
  void a_third_one_shares_the_effect_of_the_first() {
    given(with(List.of(requested("1.1", ASK_HUMAN), repeated("1.2", ASK_HUMAN, false, "1.1"))))
        .when(request(1, 1, wanted(ASK_HUMAN)))
        .then(repeated("1.3", ASK_HUMAN, false, "1.1"));
  }

  @Test
  void blanks_and_the_order_of_fields_do_not_matter() {
    given(OPEN)
        .when(
            request(
                1,
                1,
                asking("create", "{\"subject\":\"lost\",\"urgent\":true}"),
                asking("create", " { \"urgent\" : true,\n\"subject\":\"l\\u006fst\" }")))
        .performs(new ExecuteToolCall("1.1"));
  }

  @Test
  void another_tool_or_other_arguments_are_another_call() {
    given(OPEN)
        .when(
            request(
                1,
                1,
                asking("create", "{\"n\":1}"),
                asking("create", "{\"n\":\"1\"}"),
                asking("remove", "{\"n\":1}")))
        .performs(
            new ExecuteToolCall("1.1"), new ExecuteToolCall("1.2"), new ExecuteToolCall("1.3"));
  }

  @Test
  void the_next_turn_may_repeat_a_call() {
    given(
            with(
                List.of(
                    requested("1.1", ASK_HUMAN),
                    settled("1.1", SUCCEEDED),
                    completed(1, "done"),
                    said("b", "another one, please"),
                    turnStarted(2, 7))))
        .when(request(2, 1, wanted(ASK_HUMAN)))
        .then(requested("2.1", ASK_HUMAN), new ExecuteToolCall("2.1"));
  }

  @Test
  void reads_may_be_repeated() {
    given(with(List.of(requested("1.1", READ_ONLY), settled("1.1", SUCCEEDED))))
        .when(request(1, 1, wanted(READ_ONLY)))
        .then(requested("1.2", READ_ONLY), new ExecuteToolCall("1.2"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ToolOutcome.Kind.class,
      names = {"FAILED", "REJECTED"})
  void a_call_without_effect_may_be_retried(ToolOutcome.Kind outcome) {
    given(with(List.of(requested("1.1", ASK_HUMAN), settled("1.1", outcome))))
        .when(request(1, 1, wanted(ASK_HUMAN)))
        .then(requested("1.2", ASK_HUMAN), new ExecuteToolCall("1.2"));
  }

  @Test
  void a_shared_effect_is_in_doubt_once() {
    var both =
        given(with(List.of(requested("1.1", ASK_HUMAN), repeated("1.2", ASK_HUMAN, false, "1.1"))));
    both.when(settle("1.1", IN_DOUBT))
        .then(settled("1.1", IN_DOUBT), notRun("1.2", SAME_IN_DOUBT, NOON));
    both.when(resume())
        .then(
            lost("1.1"),
            notRun("1.2", SAME_IN_DOUBT, NOON),
            resumedAfterDeath(1, 2, 1),
            new GenerateReply(1, 2));
    given(with(List.of(requested("1.1", ASK_HUMAN), settled("1.1", IN_DOUBT))))
        .when(request(1, 1, wanted(ASK_HUMAN)))
        .then(repeated("1.2", ASK_HUMAN, false, "1.1"), notRun("1.2", SAME_IN_DOUBT, NOON));
  }

  @Test
  void a_repeat_settles_with_the_first_even_after_the_turn_and_the_session() {
    var interrupted =
        given(with(List.of(requested("1.1", ASK_HUMAN), repeated("1.2", ASK_HUMAN, false, "1.1"))))
            .when(interrupt("i", 1))
            .then(interrupted("i", 1, ""), new CancelReply(1), new CancelToolCall("1.1"))
            .afterwards();
    assertThat(interrupted.pending()).containsExactly(new ExecuteToolCall("1.1"));
    var settled = interrupted.when(settle("1.1", SUCCEEDED)).afterwards();
    assertThat(settled.active().calls()).isEmpty();

    var ended = interrupted.when(end("z")).afterwards();
    assertThat(ended.pending()).containsExactly(new ExecuteToolCall("1.1"));
    ended
        .when(settle("1.1", SUCCEEDED))
        .then(
            settled("1.1", SUCCEEDED),
            shared("1.2", SUCCEEDED),
            new Decision.Action.ArchiveSession());
  }

  @Test
  void consent_is_asked_for_once() {
    var both =
        given(OPEN)
            .when(request(1, 1, wantedWithApproval(ASK_HUMAN), wantedWithApproval(ASK_HUMAN)))
            .then(
                requested("1.1", ASK_HUMAN, true),
                approvalRequested("1.1"),
                repeated("1.2", ASK_HUMAN, true, "1.1"))
            .afterwards();
    assertThat(both.active().awaitsConsent()).isTrue();
    both.when(decide("d", "1.1", Approval.APPROVE))
        .then(decided("d", "1.1", Approval.APPROVE), new ExecuteToolCall("1.1"));
    var refused =
        both.when(decide("d", "1.1", Approval.REJECT))
            .then(
                decided("d", "1.1", Approval.REJECT),
                notRun("1.1", REFUSED, NOON),
                notRun("1.2", REFUSED, NOON))
            .afterwards();
    // consent is not asked for again
    refused
        .when(request(1, 1, wantedWithApproval(ASK_HUMAN)))
        .then(repeated("1.3", ASK_HUMAN, true, "1.1"), notRun("1.3", REFUSED, NOON));
    both.when(interrupt("i", 1))
        .then(
            notRun("1.1", WITHDRAWN, NOON),
            notRun("1.2", WITHDRAWN, NOON),
            interrupted("i", 1, ""),
            new CancelReply(1));
    var late = NOON.plus(APPROVAL_TIMEOUT);
    both.when(tick(late))
        .then(
            approvalExpired("1.1", late),
            notRun("1.1", EXPIRED, late),
            notRun("1.2", EXPIRED, late));
  }

  @Test
  void sharing_the_effect_of_an_unknown_call_is_damage() {
    assertThatThrownBy(() -> given(with(List.of(repeated("1.2", ASK_HUMAN, false, "1.1")))))
        .isInstanceOf(IllegalStateException.class);
  }

  private static WantedCall asking(String tool, String arguments) {
    return new WantedCall(
        new ToolRequest(tool, new Json(arguments)), "A tool", new ToolTerms(ASK_HUMAN, false));
  }

  /// Settled with the call that ran.
  private static ToolCallSettled shared(String call, ToolOutcome.Kind outcome) {
    return new ToolCallSettled(1, call, outcome, 0, 0, RESULT, List.of(), NOON);
  }

  private static SessionEvent[] with(List<? extends SessionEvent> more) {
    var all = new ArrayList<SessionEvent>();
    Collections.addAll(all, OPEN);
    all.addAll(more);
    return all.toArray(SessionEvent[]::new);
  }
}
