package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.STALE_ATTEMPT;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.ToolOutcome.Kind.SUCCEEDED;
import static io.parley.core.tool.ToolPolicy.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Decision.Action.CancelReply;
import io.parley.core.session.Decision.Action.CancelToolCall;
import io.parley.core.session.Decision.Action.ExecuteToolCall;
import io.parley.core.session.Decision.Action.GenerateReply;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// Planned moves of a session to another node; a move costs no attempt.
class MovingTest {
  private static final SessionEvent[] OPEN = {started(), said("a", "hello"), turnStarted(1, 2)};
  private static final SessionEvent[] AWAITING =
      plus(OPEN, requested("1.1", ASK_HUMAN, true), approvalRequested("1.1"));
  private static final int OFTEN = 3 * Session.ATTEMPTS_MAX;

  @Test
  void the_reply_is_paused_and_its_late_words_are_rejected() {
    var after =
        given(OPEN).when(pause()).then(turnPaused(1), new CancelReply(1)).answers(4).afterwards();
    assertThat(after.active().open().orElseThrow().paused()).isTrue();
    after.when(complete(1, 1, "too late")).isRejected(STALE_ATTEMPT);
    after.when(fail(1, 1)).isRejected(STALE_ATTEMPT);
    after.when(pause()).then();
  }

  @Test
  void a_paused_reply_resumes_as_the_next_attempt() {
    given(plus(OPEN, turnPaused(1)))
        .when(resume())
        .then(turnResumed(1, 2), new GenerateReply(1, 2));
  }

  @Test
  void moves_never_exhaust_the_attempts_of_a_turn() {
    var events = new ArrayList<SessionEvent>();
    for (int move = 1; move <= OFTEN; move++) {
      events.add(turnPaused(1));
      events.add(turnResumed(1, move + 1));
    }
    var moved = given(plus(OPEN, events.toArray(SessionEvent[]::new)));
    assertThat(moved.active().open().orElseThrow().lost()).isZero();
    moved.when(resume()).then(resumedAfterDeath(1, OFTEN + 2, 1), new GenerateReply(1, OFTEN + 2));
  }

  @Test
  void moves_do_not_reset_the_count_of_crashes() {
    var events = new ArrayList<SessionEvent>();
    int attempt = 1;
    for (int crash = 1; crash < Session.ATTEMPTS_MAX; crash++) {
      events.add(turnResumed(1, ++attempt));
      events.add(turnPaused(1));
      events.add(turnResumed(1, ++attempt));
    }
    given(plus(OPEN, events.toArray(SessionEvent[]::new))).when(resume()).then(abandoned(1));
  }

  @Test
  void a_turn_that_only_waits_for_consent_moves_without_an_event() {
    given(AWAITING).when(pause()).then().answers(5);
    assertThat(Session.isUnderWay(given(AWAITING).state(), 1)).isFalse();
  }

  @Test
  void waiting_for_consent_costs_no_attempt() {
    var events = new ArrayList<SessionEvent>();
    for (int attempt = 2; attempt <= OFTEN; attempt++) events.add(turnResumed(1, attempt));
    var after = given(plus(AWAITING, events.toArray(SessionEvent[]::new)));
    assertThat(after.active().open().orElseThrow().lost()).isZero();
    after.when(resume()).then(turnResumed(1, OFTEN + 1), new GenerateReply(1, OFTEN + 1));
  }

  @Test
  void waiting_for_consent_counts_no_deaths() {
    given(plus(AWAITING, resumedAfterDeath(1, 2, 1)))
        .when(resume())
        .then(resumedAfterDeath(1, 3, 1), new GenerateReply(1, 3));
  }

  @Test
  void a_running_call_beside_a_waiting_one_is_under_way() {
    var both = given(plus(AWAITING, requested("1.2", READ_ONLY)));
    assertThat(Session.isUnderWay(both.state(), 1)).isTrue();
    both.when(pause()).then(turnPaused(1), new CancelReply(1));
    given(plus(AWAITING, requested("1.2", READ_ONLY), turnPaused(1)))
        .when(resume())
        .then(turnResumed(1, 2), new ExecuteToolCall("1.2"), new GenerateReply(1, 2));
  }

  @Test
  void outcomes_and_messages_count_while_the_reply_is_paused() {
    var paused = given(plus(OPEN, requested("1.1", READ_ONLY), turnPaused(1)));
    paused.when(settle("1.1", SUCCEEDED)).then(settled("1.1", SUCCEEDED));
    paused.when(say("b", "and?")).then(said("b", "and?"));
    paused
        .when(interrupt("i", 1))
        .then(interrupted("i", 1, ""), new CancelReply(1), new CancelToolCall("1.1"));
  }

  @Test
  void only_the_awaited_turn_and_calls_of_any_turn_are_under_way() {
    assertThat(Session.isUnderWay(given(OPEN).state(), 1)).isTrue();
    assertThat(Session.isUnderWay(given(OPEN).state(), 0)).isFalse();
    assertThat(Session.isUnderWay(given(plus(OPEN, turnPaused(1))).state(), 1)).isFalse();
    assertThat(Session.isUnderWay(given(plus(OPEN, completed(1, "hi"))).state(), 1)).isFalse();
    var interrupted = plus(OPEN, requested("1.1", READ_ONLY), interrupted("i", 1, ""));
    assertThat(Session.isUnderWay(given(interrupted).state(), 1)).isTrue();
    var ended = given(plus(interrupted, Events.ended("z")));
    assertThat(Session.isUnderWay(ended.state(), 0)).isTrue();
    ended.when(pause()).then();
  }

  private static SessionEvent[] plus(SessionEvent[] events, SessionEvent... more) {
    var all = new ArrayList<SessionEvent>();
    Collections.addAll(all, events);
    Collections.addAll(all, more);
    return all.toArray(SessionEvent[]::new);
  }
}
