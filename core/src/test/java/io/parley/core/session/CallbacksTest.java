package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.ToolOutcome.Kind.*;
import static io.parley.core.tool.ToolPolicy.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.SessionCommand.AnswerToolCall;
import io.parley.core.session.SessionCommand.SettleToolCall;
import io.parley.core.session.ToolEvent.ToolCallAnswered;
import io.parley.core.session.ToolEvent.ToolCallDeferred;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Calls that a callback answers later.
class CallbacksTest {
  private static final Duration DAYS = Duration.ofDays(3);
  private static final Instant LATER = NOON.plus(Duration.ofDays(2));
  private static final SessionEvent[] RUNNING = {
    started(), said("a", "money back"), turnStarted(1, 2), requested("1.1", ASK_HUMAN)
  };
  private static final SessionEvent[] DEFERRED = plus(RUNNING, deferred("1.1"));
  private static final SessionEvent[] WAITING = plus(DEFERRED, completed(1, "It will take a day."));

  private static SessionEvent[] plus(SessionEvent[] history, SessionEvent... more) {
    return Stream.concat(Stream.of(history), Stream.of(more)).toArray(SessionEvent[]::new);
  }

  private static ToolCallDeferred deferred(String call) {
    return new ToolCallDeferred(1, call, 1, 20, NOON.plus(DAYS), NOON);
  }

  private static SettleToolCall pending(String call) {
    return new SettleToolCall(call, ToolOutcome.pending(DAYS), 1, 20, NOON);
  }

  private static AnswerToolCall answer(String digest, Instant at) {
    return new AnswerToolCall("1.1", "lookup", SUCCEEDED, RESULT, digest, at);
  }

  private static ToolCallAnswered answered(String digest, Instant at) {
    return new ToolCallAnswered("1.1", SUCCEEDED, RESULT, Optional.of(digest), at);
  }

  private static ToolCallAnswered unanswered(Instant at) {
    return new ToolCallAnswered(
        "1.1",
        FAILED,
        new Json(
            "{\"error\":\"no answer by %s; whether the call took effect is not known\"}"
                .formatted(NOON.plus(DAYS))),
        Optional.empty(),
        at);
  }

  private static TurnStarted second(Instant at) {
    return new TurnStarted(2, List.of(), at);
  }

  @Test
  void a_call_whose_answer_comes_later_is_settled_for_its_turn() {
    var after = given(RUNNING).when(pending("1.1")).then(deferred("1.1")).afterwards();
    assertThat(after.active().call("1.1").orElseThrow().isSettled()).isTrue();
    assertThat(after.active().owed().callsSettled()).isTrue();
    assertThat(after.pending()).containsExactly(new Action.GenerateReply(1, 1));
  }

  @Test
  void a_call_that_shares_the_effect_is_not_made_while_the_first_waits() {
    given(plus(RUNNING, repeated("1.2", ASK_HUMAN, false, "1.1")))
        .when(pending("1.1"))
        .then(
            deferred("1.1"),
            notRun(
                "1.2",
                new Json("{\"error\":\"the same call was made before; its answer comes later\"}"),
                NOON));
  }

  @Test
  void a_session_that_waits_for_a_callback_is_not_ended_for_idleness() {
    given(WAITING).when(tick(LATER)).then();
    assertThat(given(WAITING).active().owed().dueAt(IDLE_TIMEOUT)).hasValue(NOON.plus(DAYS));
  }

  @Test
  void the_answer_is_taken_up_by_a_turn_of_its_own() {
    var after =
        given(WAITING)
            .when(answer("x", LATER))
            .then(answered("x", LATER), second(LATER), new Action.GenerateReply(2, 1))
            .afterwards();
    var calls = after.active().callsOf(2);
    assertThat(calls).hasSize(1);
    assertThat(calls.getFirst().call().id()).isEqualTo("2.1");
    assertThat(calls.getFirst().outcome().orElseThrow().result().text()).contains(RESULT.text());
    assertThat(after.active().owed().deferred()).isEmpty();
  }

  @Test
  void an_answer_while_a_colleague_answers_the_customer_is_told_when_they_hand_back() {
    var taken = new AgentEvent.TakenOver("t", Party.HUMAN, NOON);
    var back = new AgentCommand.HandBack("b", Party.HUMAN, LATER);
    given(plus(WAITING, taken))
        .when(answer("x", LATER))
        .then(answered("x", LATER))
        .afterwards()
        .when(back)
        .then(
            new AgentEvent.HandedBack("b", Party.HUMAN, LATER),
            second(LATER),
            new Action.GenerateReply(2, 1));
  }

  @Test
  void the_same_answer_again_changes_nothing_and_another_one_is_refused() {
    var after = given(plus(WAITING, answered("x", LATER), second(LATER)));
    after.when(answer("x", LATER)).then().answers(7);
    after.when(answer("y", LATER)).isRejected(ALREADY_DECIDED);
  }

  @Test
  void an_answer_during_a_turn_is_taken_up_right_after_it() {
    var during = given(DEFERRED).when(answer("x", NOON)).then(answered("x", NOON)).afterwards();
    during
        .when(complete(1, 1, "It will take a day."))
        .then(completed(1, "It will take a day."), second(NOON), new Action.GenerateReply(2, 1));
  }

  @Test
  void a_turn_for_words_takes_up_the_answer_too() {
    var after =
        given(plus(DEFERRED, said("b", "well?"), answered("x", NOON)))
            .when(complete(1, 1, "soon"))
            .then(completed(1, "soon"), turnStarted(2, 6), new Action.GenerateReply(2, 1))
            .afterwards();
    assertThat(after.active().callsOf(2)).hasSize(1);
  }

  @Test
  void further_calls_of_that_turn_have_numbers_after_it() {
    given(plus(WAITING, answered("x", LATER), second(LATER)))
        .when(request(2, 1, wanted(READ_ONLY)))
        .then(requested("2.2", READ_ONLY), new Action.ExecuteToolCall("2.2"));
  }

  @Test
  void an_answer_that_overtakes_its_call_is_recorded_after_it() {
    given(RUNNING)
        .when(answer("x", NOON))
        .then(new ToolCallDeferred(1, "1.1", 1, 0, NOON, NOON), answered("x", NOON));
    given(plus(DEFERRED, answered("x", NOON))).when(pending("1.1")).isRejected(UNKNOWN_CALL);
  }

  @Test
  void an_answer_lifts_the_doubt_about_a_call_whose_node_died() {
    var lost = plus(RUNNING, lost("1.1"), completed(1, "I do not know"));
    var after =
        given(lost)
            .when(answer("x", LATER))
            .then(answered("x", LATER), second(LATER), new Action.GenerateReply(2, 1))
            .afterwards();
    assertThat(after.active().calls()).noneMatch(call -> call.inDoubt());
  }

  @Test
  void without_an_answer_in_time_the_call_fails_and_the_model_says_so() {
    var late = NOON.plus(DAYS);
    given(WAITING)
        .when(tick(late))
        .then(unanswered(late), second(late), new Action.GenerateReply(2, 1));
    given(DEFERRED).when(tick(late)).then(unanswered(late));
  }

  @Test
  void an_answer_after_its_time_is_refused_also_before_the_tick() {
    var late = NOON.plus(DAYS);
    given(WAITING).when(answer("x", late)).isRejected(CALL_EXPIRED);
    given(plus(WAITING, unanswered(late), second(late)))
        .when(answer("x", late))
        .isRejected(CALL_EXPIRED);
  }

  @Test
  void answers_to_other_calls_and_of_other_tools_are_refused() {
    given(WAITING)
        .when(new AnswerToolCall("1.2", "lookup", SUCCEEDED, RESULT, "x", NOON))
        .isRejected(UNKNOWN_CALL);
    given(WAITING)
        .when(new AnswerToolCall("1.1", "other", SUCCEEDED, RESULT, "x", NOON))
        .isRejected(UNKNOWN_CALL);
    given(plus(RUNNING, settled("1.1", SUCCEEDED)))
        .when(answer("x", NOON))
        .isRejected(UNKNOWN_CALL);
  }

  @Test
  void after_the_end_the_answer_is_recorded_and_the_session_archived_again() {
    var ended = plus(WAITING, Events.ended("z"));
    given(ended).when(answer("x", LATER)).then(answered("x", LATER), new Action.ArchiveSession());
    var archived = plus(ended, archived());
    var after =
        given(archived)
            .when(answer("x", LATER))
            .then(answered("x", LATER), new Action.ArchiveSession())
            .afterwards();
    assertThat(after.ended().archived()).isEmpty();
    assertThat(after.ended().was().owed().archived()).isFalse();
    after.when(answer("x", LATER)).then();
    given(archived).when(answer("x", NOON.plus(DAYS))).isRejected(CALL_EXPIRED);
  }

  @Test
  void a_waiting_call_does_not_delay_the_archive() {
    assertThat(given(plus(WAITING, Events.ended("z"))).pending())
        .containsExactly(new Action.ArchiveSession());
  }

  @Test
  void a_waiting_call_survives_a_crash_as_it_is() {
    given(WAITING).when(resume()).then();
    var resumed =
        given(plus(WAITING, answered("x", LATER), second(LATER))).when(resume()).afterwards();
    assertThat(resumed.active().callsOf(2)).hasSize(1);
  }
}
