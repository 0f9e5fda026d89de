package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.*;
import static io.parley.core.tool.ToolOutcome.Kind.*;
import static io.parley.core.tool.ToolPolicy.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.party.Party;
import io.parley.core.session.Decision.Action.CancelReply;
import io.parley.core.session.Decision.Action.CancelToolCall;
import io.parley.core.session.Decision.Action.ExecuteToolCall;
import io.parley.core.session.Decision.Action.GenerateReply;
import io.parley.core.session.Decision.Action.SettleDoubt;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToolCallsTest {
  private static final SessionEvent[] OPEN = {started(), said("a", "hello"), turnStarted(1, 2)};

  @Test
  void a_call_is_recorded_before_it_runs() {
    given(OPEN)
        .when(request(1, 1, wanted(READ_ONLY), wanted(ASK_HUMAN)))
        .then(
            requested("1.1", READ_ONLY),
            requested("1.2", ASK_HUMAN),
            new ExecuteToolCall("1.1"),
            new ExecuteToolCall("1.2"))
        .answers(4);
  }

  @Test
  void calls_are_numbered_through_the_turn() {
    given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", READ_ONLY),
            settled("1.1", SUCCEEDED))
        .when(request(1, 1, wanted(READ_ONLY)))
        .then(requested("1.2", READ_ONLY), new ExecuteToolCall("1.2"));
  }

  @Test
  void a_call_has_one_key_for_all_its_attempts() {
    var call = given(with(requested("1.1", RETRY_WITH_KEY))).active().call("1.1").orElseThrow();
    var key = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
    assertThat(call.idempotencyKey(key)).isEqualTo("default:s1:1.1");
  }

  @Test
  void calls_of_a_turn_are_limited() {
    var most = Collections.nCopies(TOOL_CALLS_MAX, wanted(READ_ONLY)).toArray(WantedCall[]::new);
    given(OPEN).when(request(1, 1, most)).answers(4);

    var more =
        Collections.nCopies(TOOL_CALLS_MAX + 1, wanted(READ_ONLY)).toArray(WantedCall[]::new);
    var refused = "1." + (TOOL_CALLS_MAX + 1);
    var after = given(OPEN).when(request(1, 1, more)).answers(4).afterwards();
    assertThat(after.active().call(refused).flatMap(ToolCallState::outcome))
        .contains(
            ToolOutcome.of(
                REJECTED,
                new Json(
                    "{\"error\":\"at most %d calls a turn: this one was not made\"}"
                        .formatted(TOOL_CALLS_MAX))));
    assertThat(after.pending()).hasSize(TOOL_CALLS_MAX + 1); // the calls, and the reply
    after.when(request(1, 1, wanted(READ_ONLY))).isRejected(TOO_MANY_TOOL_CALLS);

    var last = given(OPEN).when(request(1, 1, most)).afterwards();
    var told = last.when(request(1, 1, wanted(READ_ONLY))).afterwards();
    assertThat(told.active().call(refused).flatMap(ToolCallState::outcome))
        .hasValueSatisfying(outcome -> assertThat(outcome.kind()).isEqualTo(REJECTED));
    told.when(request(1, 1, wanted(READ_ONLY))).isRejected(TOO_MANY_TOOL_CALLS);
  }

  @Test
  void calls_beyond_twice_the_limit_get_no_answer() {
    var many = Collections.nCopies(900, wanted(READ_ONLY)).toArray(WantedCall[]::new);
    var after = given(OPEN).when(request(1, 1, many)).afterwards();
    assertThat(after.active().calls()).hasSize(2 * TOOL_CALLS_MAX);
  }

  @Test
  void the_next_turn_may_make_calls_again() {
    var next = new ArrayList<SessionEvent>();
    Collections.addAll(next, OPEN);
    for (int i = 1; i <= TOOL_CALLS_MAX; i++) {
      next.add(requested("1." + i, READ_ONLY));
      next.add(settled("1." + i, SUCCEEDED));
    }
    next.add(completed(1, "hi"));
    next.add(said("b", "and?"));
    next.add(turnStarted(2, 11));
    given(next)
        .when(request(2, 1, wanted(READ_ONLY)))
        .then(requested("2.1", READ_ONLY), new ExecuteToolCall("2.1"));
  }

  @Test
  void an_outcome_settles_its_call() {
    var after =
        given(with(requested("1.1", READ_ONLY)))
            .when(settle("1.1", SUCCEEDED))
            .then(settled("1.1", SUCCEEDED))
            .answers(5)
            .afterwards();
    assertThat(after.active().call("1.1").flatMap(ToolCallState::outcome))
        .hasValueSatisfying(outcome -> assertThat(outcome.result()).isEqualTo(RESULT));
    assertThat(after.pending()).containsExactly(new GenerateReply(1, 1));
  }

  @Test
  void a_call_settles_once() {
    given(with(requested("1.1", READ_ONLY), settled("1.1", FAILED)))
        .when(settle("1.1", SUCCEEDED))
        .isRejected(UNKNOWN_CALL);
  }

  @Test
  void an_unknown_call_is_not_settled() {
    given(OPEN).when(settle("1.1", SUCCEEDED)).isRejected(UNKNOWN_CALL);
  }

  @Test
  void an_outcome_that_comes_after_its_turn_is_recorded() {
    var over = given(with(requested("1.1", READ_ONLY), interrupted("i", 1, "")));
    assertThat(over.pending()).containsExactly(new ExecuteToolCall("1.1"));
    var after = over.when(settle("1.1", SUCCEEDED)).then(settled("1.1", SUCCEEDED)).afterwards();
    assertThat(after.active().calls()).isEmpty();
    assertThat(after.pending()).isEmpty();
  }

  @Test
  void an_outcome_that_comes_during_the_next_turn_is_recorded_and_counts_for_its_own() {
    var next =
        given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", READ_ONLY),
            interrupted("i", 1, ""),
            said("b", "and?"),
            turnStarted(2, 6));
    var after = next.when(settle("1.1", SUCCEEDED)).then(settled("1.1", SUCCEEDED)).afterwards();
    assertThat(after.active().calls()).isEmpty();
    after
        .when(request(2, 1, wanted(READ_ONLY)))
        .then(requested("2.1", READ_ONLY), new ExecuteToolCall("2.1"));
  }

  @Test
  void an_interruption_cancels_the_reply_and_its_calls_and_waits_for_their_outcomes() {
    var after =
        given(with(requested("1.1", ASK_HUMAN)))
            .when(interrupt("i", 1))
            .then(interrupted("i", 1, ""), new CancelReply(1), new CancelToolCall("1.1"))
            .afterwards();
    assertThat(after.pending()).containsExactly(new ExecuteToolCall("1.1"));
  }

  @ParameterizedTest
  @EnumSource(value = ToolPolicy.class, names = "READ_ONLY", mode = EnumSource.Mode.EXCLUDE)
  void a_call_in_doubt_stays_visible_after_its_turn(ToolPolicy policy) {
    var after = given(with(requested("1.1", policy), settled("1.1", IN_DOUBT), completed(1, "hm")));
    assertThat(after.active().call("1.1"))
        .hasValueSatisfying(c -> assertThat(c.inDoubt()).isTrue());
    // a person decides, unless the dependency can be asked
    if (policy == ASK_HUMAN) assertThat(after.pending()).isEmpty();
    else assertThat(after.pending()).containsExactly(new SettleDoubt("1.1"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ToolPolicy.class,
      names = {"RETRY_WITH_KEY", "LOOK_UP", "COMPENSATE"})
  void the_dependency_is_asked_about_a_new_doubt(ToolPolicy policy) {
    given(with(requested("1.1", policy)))
        .when(settle("1.1", IN_DOUBT))
        .then(settled("1.1", IN_DOUBT), new SettleDoubt("1.1"))
        .afterwards()
        .when(found("1.1", Resolution.HAPPENED))
        .then(resolvedByDependency("1.1", SUCCEEDED, Resolution.HAPPENED));
  }

  @Test
  void a_doubt_is_lifted_once_and_the_same_command_has_the_same_answer() {
    var doubt = given(with(requested("1.1", ASK_HUMAN), settled("1.1", IN_DOUBT)));
    var answered = doubt.when(resolve("r", "1.1", Resolution.UNDONE, "paid back")).answers(6);
    var lifted = answered.afterwards();
    lifted.when(resolve("r", "1.1", Resolution.UNDONE, "paid back")).then().answers(6);
    lifted.when(resolve("r", "1.1", Resolution.HAPPENED, "paid back")).isRejected(ID_REUSED);
    lifted.when(resolve("r2", "1.1", Resolution.UNDONE, "paid back")).isRejected(UNKNOWN_CALL);
    lifted.when(found("1.1", Resolution.HAPPENED)).isRejected(UNKNOWN_CALL);
    var outcome = lifted.active().call("1.1").orElseThrow().outcome().orElseThrow();
    assertThat(outcome.kind()).isEqualTo(FAILED);
    assertThat(outcome.result().text()).contains("undone");
  }

  @Test
  void the_result_that_the_dependency_still_knows_reaches_the_model() {
    var found =
        given(with(requested("1.1", LOOK_UP), settled("1.1", IN_DOUBT)))
            .when(found("1.1", Resolution.HAPPENED))
            .afterwards();
    assertThat(found.active().call("1.1").orElseThrow().outcome())
        .hasValue(ToolOutcome.of(SUCCEEDED, RESULT));
  }

  @Test
  void a_call_that_only_reads_leaves_nothing_in_doubt() {
    given(with(requested("1.1", READ_ONLY)))
        .when(settle("1.1", IN_DOUBT))
        .then(settled("1.1", FAILED));
  }

  @Test
  void a_call_in_doubt_is_resolved_once() {
    var doubt = given(with(requested("1.1", ASK_HUMAN), settled("1.1", IN_DOUBT), failed(1)));
    var after =
        doubt
            .when(resolve("1.1", SUCCEEDED))
            .then(resolved("1.1", SUCCEEDED, Party.HUMAN))
            .answers(7)
            .afterwards();
    assertThat(after.active().calls()).isEmpty();
    after.when(resolve("1.1", FAILED)).isRejected(UNKNOWN_CALL);
  }

  @Test
  void a_call_is_not_resolved_unless_it_is_in_doubt() {
    given(OPEN).when(resolve("1.1", SUCCEEDED)).isRejected(UNKNOWN_CALL);
    given(with(requested("1.1", ASK_HUMAN)))
        .when(resolve("1.1", SUCCEEDED))
        .isRejected(UNKNOWN_CALL);
    given(with(requested("1.1", ASK_HUMAN), settled("1.1", FAILED)))
        .when(resolve("1.1", SUCCEEDED))
        .isRejected(UNKNOWN_CALL);
  }

  @Test
  void a_doubt_is_not_resolved_by_a_doubt() {
    assertThatThrownBy(() -> resolve("1.1", IN_DOUBT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("IN_DOUBT");
  }

  @Test
  void a_call_resolved_during_its_turn_keeps_its_number_and_its_outcome() {
    var after =
        given(
                with(
                    requested("1.1", ASK_HUMAN),
                    requested("1.2", READ_ONLY),
                    settled("1.1", IN_DOUBT)))
            .when(resolve("1.1", SUCCEEDED))
            .afterwards();
    after.when(resolve("1.1", FAILED)).isRejected(UNKNOWN_CALL);
    assertThat(after.active().call("1.1").flatMap(ToolCallState::outcome))
        .hasValueSatisfying(outcome -> assertThat(outcome.kind()).isEqualTo(SUCCEEDED));
    after
        .when(request(1, 1, wanted(READ_ONLY)))
        .then(requested("1.3", READ_ONLY), new ExecuteToolCall("1.3"));
  }

  @Test
  void a_late_outcome_resolves_the_doubt() {
    var doubt = given(with(requested("1.1", ASK_HUMAN), settled("1.1", IN_DOUBT)));
    doubt
        .when(settle("1.1", SUCCEEDED))
        .then(resolvedByDependency("1.1", SUCCEEDED, Resolution.HAPPENED))
        .answers(6);
    doubt.when(settle("1.1", IN_DOUBT)).isRejected(UNKNOWN_CALL);
  }

  @Test
  void remembered_calls_are_limited() {
    var history = new ArrayList<SessionEvent>();
    history.add(started());
    for (int turn = 1; turn <= Session.CALLS_REMEMBERED_MAX; turn++) {
      history.add(said("a" + turn, "words"));
      history.add(turnStarted(turn, history.size()));
      history.add(requested(turn + ".1", ASK_HUMAN));
      history.add(settled(turn + ".1", IN_DOUBT));
      history.add(completed(turn, "perhaps"));
    }
    int turn = Session.CALLS_REMEMBERED_MAX + 1;
    history.add(said("a" + turn, "words"));
    history.add(turnStarted(turn, history.size()));
    assertThat(given(history).active().calls()).hasSize(Session.CALLS_REMEMBERED_MAX);
    given(history).when(request(turn, 1, wanted(READ_ONLY))).isRejected(TOO_MANY_TOOL_CALLS);

    given(history)
        .when(resolve("1.1", FAILED))
        .afterwards()
        .when(request(turn, 1, wanted(READ_ONLY)))
        .then(requested(turn + ".1", READ_ONLY), new ExecuteToolCall(turn + ".1"));
  }

  private static SessionEvent[] with(SessionEvent... calls) {
    var all = new ArrayList<SessionEvent>();
    Collections.addAll(all, OPEN);
    Collections.addAll(all, calls);
    return all.toArray(SessionEvent[]::new);
  }

  @Test
  void a_call_knows_the_text_before_it_until_that_text_is_void() {
    var request = new SessionCommand.RequestToolCalls(1, 1, List.of(wanted(READ_ONLY)), 12, NOON);
    var asked = given(started(), said("a", "hello"), turnStarted(1, 2)).when(request).afterwards();
    var settled = asked.when(settle("1.1", SUCCEEDED)).afterwards();
    assertThat(settled.active().callsOf(1)).extracting(ToolCallState::after).containsExactly(12);
    var again = settled.when(resume()).afterwards();
    assertThat(again.active().callsOf(1)).extracting(ToolCallState::after).containsExactly(0);
  }
}
