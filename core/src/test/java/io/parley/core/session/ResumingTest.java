package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.STALE_ATTEMPT;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.ToolOutcome.Kind.*;
import static io.parley.core.tool.ToolPolicy.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Decision.Action.ArchiveSession;
import io.parley.core.session.Decision.Action.ExecuteToolCall;
import io.parley.core.session.Decision.Action.GenerateReply;
import io.parley.core.session.Decision.Action.SettleDoubt;
import io.parley.core.tool.ToolPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The first actions of a session that wakes on another node after its node died.
class ResumingTest {
  private static final SessionEvent[] OPEN = {started(), said("a", "hello"), turnStarted(1, 2)};

  @Test
  void the_reply_under_way_restarts_as_the_next_attempt() {
    var after =
        given(OPEN)
            .when(resume())
            .then(resumedAfterDeath(1, 2, 1), new GenerateReply(1, 2))
            .answers(4)
            .afterwards();
    assertThat(after.active().epoch()).isEqualTo(given(OPEN).active().epoch() + 1);
    after.when(complete(1, 1, "from the dead node")).isRejected(STALE_ATTEMPT);
  }

  @Test
  void an_attempt_keeps_the_messages_and_start_of_its_turn() {
    var open = given(OPEN).when(resume()).afterwards().active().open();
    assertThat(open)
        .hasValue(new SessionState.OpenTurn(1, 2, 1, 1, false, List.of(2L), false, false, NOON));
  }

  @Test
  void waiting_messages_keep_waiting() {
    given(with(said("b", "and?")))
        .when(resume())
        .then(resumedAfterDeath(1, 2, 1), new GenerateReply(1, 2));
  }

  @Test
  void an_idle_session_resumes_without_an_event() {
    given(started()).when(resume()).then().answers(1);
    given(with(completed(1, "hi"))).when(resume()).then().answers(4);
  }

  @ParameterizedTest
  @EnumSource(
      value = ToolPolicy.class,
      names = {"READ_ONLY", "RETRY_WITH_KEY"})
  void a_repeatable_call_runs_again_with_its_key(ToolPolicy policy) {
    given(with(requested("1.1", policy)))
        .when(resume())
        .then(resumedAfterDeath(1, 2, 1), new ExecuteToolCall("1.1"), new GenerateReply(1, 2));
  }

  @ParameterizedTest
  @EnumSource(
      value = ToolPolicy.class,
      names = {"LOOK_UP", "COMPENSATE"})
  void an_unrepeatable_call_is_in_doubt_and_its_dependency_is_asked(ToolPolicy policy) {
    given(with(requested("1.1", policy)))
        .when(resume())
        .then(
            lost("1.1"),
            resumedAfterDeath(1, 2, 1),
            new SettleDoubt("1.1"),
            new GenerateReply(1, 2))
        .answers(6);
  }

  @Test
  void an_unrepeatable_call_that_only_a_person_can_judge_is_in_doubt() {
    given(with(requested("1.1", ASK_HUMAN)))
        .when(resume())
        .then(lost("1.1"), resumedAfterDeath(1, 2, 1), new GenerateReply(1, 2))
        .answers(6);
  }

  @Test
  void a_settled_call_is_left_alone() {
    given(with(requested("1.1", ASK_HUMAN), settled("1.1", SUCCEEDED)))
        .when(resume())
        .then(resumedAfterDeath(1, 2, 1), new GenerateReply(1, 2));
  }

  @Test
  void calls_of_an_ended_turn_are_resumed() {
    given(
            with(
                requested("1.1", ASK_HUMAN),
                requested("1.2", RETRY_WITH_KEY),
                interrupted("i", 1, "")))
        .when(resume())
        .then(lost("1.1"), new ExecuteToolCall("1.2"))
        .answers(7);
  }

  @Test
  void a_turn_fails_after_its_last_attempt() {
    var last = given(with(resumedTo(Session.ATTEMPTS_MAX)));
    assertThat(last.pending()).containsExactly(new GenerateReply(1, Session.ATTEMPTS_MAX));
    var after = last.when(resume()).then(abandoned(1)).answers(8).afterwards();
    assertThat(after.active().open()).isEmpty();
    assertThat(after.pending()).isEmpty();
  }

  @Test
  void a_turn_fails_after_two_node_deaths_and_the_session_continues() {
    given(with(resumedAfterDeath(1, 2, 1)))
        .when(resume())
        .then(crashed(1))
        .afterwards()
        .when(say("b", "still there?"))
        .then(said("b", "still there?"), turnStarted(2, 6), new GenerateReply(2, 1));
  }

  @Test
  void deaths_are_counted_across_moves_and_broken_off_models() {
    given(with(resumedAfterDeath(1, 2, 1), turnPaused(1), turnResumed(1, 3), turnResumed(1, 4)))
        .when(resume())
        .then(crashed(1));
  }

  @Test
  void a_journal_failure_on_a_live_node_is_not_a_death() {
    given(with(resumedAfterDeath(1, 2, 1)))
        .when(resumeAfterJournalFailure())
        .then(resumedAfterDeath(1, 3, 1), new GenerateReply(1, 3));
    given(OPEN).when(resumeAfterJournalFailure()).then(turnResumed(1, 2), new GenerateReply(1, 2));
  }

  @Test
  void messages_after_a_crashed_turn_are_answered() {
    given(with(resumedAfterDeath(1, 2, 1), said("b", "and?")))
        .when(resume())
        .then(crashed(1), turnStarted(2, 5), new GenerateReply(2, 1));
  }

  @Test
  void a_turn_restarts_until_its_last_attempt() {
    given(with(resumedTo(Session.ATTEMPTS_MAX - 1)))
        .when(resume())
        .then(
            resumedAfterDeath(1, Session.ATTEMPTS_MAX, 1),
            new GenerateReply(1, Session.ATTEMPTS_MAX));
  }

  @Test
  void messages_after_an_abandoned_turn_are_answered() {
    given(with(plus(resumedTo(Session.ATTEMPTS_MAX), said("b", "and?"))))
        .when(resume())
        .then(abandoned(1), turnStarted(2, 8), new GenerateReply(2, 1));
  }

  @Test
  void calls_of_an_abandoned_turn_are_resumed() {
    given(
            with(
                plus(
                    resumedTo(Session.ATTEMPTS_MAX),
                    requested("1.1", RETRY_WITH_KEY),
                    requested("1.2", ASK_HUMAN),
                    requested("1.3", ASK_HUMAN, true),
                    approvalRequested("1.3"),
                    said("b", "and?"))))
        .when(resume())
        .then(
            lost("1.2"),
            notRun("1.3", WITHDRAWN, NOON),
            abandoned(1),
            turnStarted(2, 12),
            new ExecuteToolCall("1.1"),
            new GenerateReply(2, 1));
  }

  @Test
  void the_next_turn_has_all_its_attempts() {
    var next =
        given(
            with(
                plus(
                    resumedTo(Session.ATTEMPTS_MAX),
                    completed(1, "at last"),
                    said("b", "and?"),
                    turnStarted(2, 9))));
    next.when(resume()).then(resumedAfterDeath(2, 2, 1), new GenerateReply(2, 2));
  }

  @Test
  void an_ended_session_resumes_its_calls_and_its_archive() {
    given(with(requested("1.1", ASK_HUMAN), interrupted("i", 1, ""), Events.ended("z")))
        .when(resume())
        .then(lost("1.1"), new ArchiveSession())
        .answers(7);
    given(with(requested("1.1", READ_ONLY), interrupted("i", 1, ""), Events.ended("z")))
        .when(resume())
        .then(new ExecuteToolCall("1.1"));
    given(started(), Events.ended("z")).when(resume()).then(new ArchiveSession());
  }

  @Test
  void an_archived_session_owes_nothing() {
    var archived = given(started(), Events.ended("z"), archived());
    assertThat(archived.pending()).isEmpty();
    archived.when(resume()).then();
  }

  private static SessionEvent[] resumedTo(int attempt) {
    var events = new ArrayList<SessionEvent>();
    for (int next = 2; next <= attempt; next++) events.add(turnResumed(1, next));
    return events.toArray(SessionEvent[]::new);
  }

  private static SessionEvent[] with(SessionEvent... more) {
    return plus(OPEN, more);
  }

  private static SessionEvent[] plus(SessionEvent[] events, SessionEvent... more) {
    var all = new ArrayList<SessionEvent>();
    Collections.addAll(all, events);
    Collections.addAll(all, more);
    return all.toArray(SessionEvent[]::new);
  }
}
