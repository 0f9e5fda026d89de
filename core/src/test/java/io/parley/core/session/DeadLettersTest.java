package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.UNKNOWN_CALL;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.ToolOutcome.Kind.*;
import static io.parley.core.tool.ToolPolicy.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.core.party.Party;
import io.parley.core.session.Decision.Action.ArchiveSession;
import io.parley.core.session.Decision.Action.ExecuteToolCall;
import io.parley.core.session.ToolEvent.ToolCallDropped;
import io.parley.core.session.ToolEvent.ToolCallRetried;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final ToolCallRetried RETRIED =
      new ToolCallRetried("r", "1.1", Party.OPERATOR, Optional.of("it is up again"), NOON);
  private static final ToolCallDropped DROPPED =
      new ToolCallDropped("d", "1.1", Party.HUMAN, Optional.empty(), NOON);
  private static final SessionEvent[] RUNNING = {
    started(), said("a", "hello"), turnStarted(1, 2), requested("1.1", ASK_HUMAN)
  };

  private static Scenario undelivered(SessionEvent... more) {
    var events = new ArrayList<SessionEvent>(List.of(RUNNING));
    events.add(undeliverable("1.1"));
    events.addAll(List.of(more));
    return given(events);
  }

  @Test
  void a_call_with_an_effect_that_could_not_be_delivered_becomes_a_dead_letter() {
    given(RUNNING).when(Commands.undelivered("1.1")).then(undeliverable("1.1"));
    // its tool reported the failure
    given(RUNNING).when(settle("1.1", FAILED)).then(settled("1.1", FAILED));
    given(RUNNING).when(settle("1.1", REJECTED)).then(settled("1.1", REJECTED));
  }

  @Test
  void a_read_is_of_no_use_later() {
    given(started(), said("a", "hello"), turnStarted(1, 2), requested("1.1", READ_ONLY))
        .when(Commands.undelivered("1.1"))
        .then(settled("1.1", FAILED));
  }

  @Test
  void a_letter_is_retried_once_when_its_turn_is_over() {
    undelivered().when(retry("r", "1.1")).isRejected(UNKNOWN_CALL);
    var letter = undelivered(completed(1, "Sorry."));
    assertThat(letter.pending()).isEmpty();
    var retried =
        letter
            .when(retry("r", "1.1"))
            .then(RETRIED, new ExecuteToolCall("1.1"))
            .answers(7)
            .afterwards();
    // a crash in between
    assertThat(retried.pending()).containsExactly(new ExecuteToolCall("1.1"));
    retried.when(retry("r", "1.1")).then().answers(7);
    retried.when(retry("again", "1.1")).isRejected(UNKNOWN_CALL);
    retried.when(drop("d", "1.1")).isRejected(UNKNOWN_CALL);
    var done =
        retried.when(settle("1.1", SUCCEEDED)).then(settling("1.1", SUCCEEDED, "1.1")).afterwards();
    assertThat(done.active().calls()).isEmpty();
    done.when(retry("again", "1.1")).isRejected(UNKNOWN_CALL);
  }

  @Test
  void a_letter_that_fails_again_stays_one() {
    var retried = undelivered(completed(1, "Sorry."), RETRIED);
    var again = retried.when(Commands.undelivered("1.1")).then(undeliverable("1.1")).afterwards();
    again.when(retry("r2", "1.1")).performs(new ExecuteToolCall("1.1"));
    // the tool was removed meanwhile
    var refused = retried.when(settle("1.1", REJECTED)).afterwards();
    refused.when(retry("r2", "1.1")).performs(new ExecuteToolCall("1.1"));
  }

  @Test
  void a_retry_that_may_have_had_its_effect_is_a_doubt() {
    var retried = undelivered(completed(1, "Sorry."), RETRIED);
    var doubt =
        retried.when(settle("1.1", IN_DOUBT)).then(settling("1.1", IN_DOUBT, "1.1")).afterwards();
    doubt.when(retry("r2", "1.1")).isRejected(UNKNOWN_CALL);
    doubt.when(resolve("1.1", SUCCEEDED)).then(resolved("1.1", SUCCEEDED, Party.HUMAN));
    // its node died
    var resumed = retried.when(resume()).afterwards();
    assertThat(resumed.active().calls()).singleElement().matches(call -> call.inDoubt());
  }

  @Test
  void a_letter_is_dropped_once() {
    var letter = undelivered(completed(1, "Sorry."));
    var dropped = letter.when(drop("d", "1.1")).then(DROPPED).answers(7).afterwards();
    dropped.when(drop("d", "1.1")).then().answers(7);
    dropped.when(drop("d2", "1.1")).isRejected(UNKNOWN_CALL);
    dropped.when(retry("r", "1.1")).isRejected(UNKNOWN_CALL);
    assertThat(dropped.active().calls()).isEmpty();
  }

  @Test
  void the_same_call_takes_the_place_of_a_letter() {
    var again = undelivered(requested("1.2", ASK_HUMAN));
    again.when(settle("1.2", SUCCEEDED)).then(settling("1.2", SUCCEEDED, "1.1"));
    var newer = again.when(Commands.undelivered("1.2")).then(undeliverable("1.2", "1.1"));
    var over = newer.afterwards().when(complete(1, 1, "Sorry.")).afterwards();
    over.when(retry("r", "1.1")).isRejected(UNKNOWN_CALL);
    over.when(retry("r", "1.2")).performs(new ExecuteToolCall("1.2"));
  }

  @Test
  void the_same_call_is_not_made_beside_a_retry() {
    var turn = new SessionEvent[] {completed(1, "Sorry."), said("b", "again"), turnStarted(2, 7)};
    var retried = undelivered(turn).when(retry("r", "1.1")).afterwards();
    var refused = retried.when(request(2, 1, wanted(ASK_HUMAN))).performs().afterwards();
    assertThat(refused.active().call("2.1").orElseThrow().outcome().orElseThrow().kind())
        .isEqualTo(REJECTED);
    var asked = undelivered(turn).when(request(2, 1, wanted(ASK_HUMAN))).afterwards();
    asked.when(retry("r", "1.1")).isRejected(UNKNOWN_CALL);
    // nor is its repetition in the same request, which would wait for it
    var twice =
        retried.when(request(2, 1, wanted(ASK_HUMAN), wanted(ASK_HUMAN))).performs().afterwards();
    assertThat(twice.active().call("2.2").orElseThrow().outcome().orElseThrow().kind())
        .isEqualTo(REJECTED);
  }

  @Test
  void of_two_lost_calls_that_stand_for_a_letter_one_settles_it() {
    var lost =
        undelivered(
                requested("1.2", ASK_HUMAN),
                interrupted("i", 1, ""),
                said("b", "again"),
                turnStarted(2, 8),
                requested("2.1", ASK_HUMAN))
            .when(resume());
    assertThat(lost.events(ToolCallSettled.class))
        .extracting(ToolCallSettled::call, ToolCallSettled::settles)
        .containsExactly(tuple("1.2", Optional.of(List.of("1.1"))), tuple("2.1", Optional.empty()));
  }

  @Test
  void a_letter_outlives_the_archive_and_its_end_is_archived_anew() {
    var archived = undelivered(completed(1, "Sorry."), Events.ended("z"), Events.archived());
    assertThat(archived.pending()).isEmpty();
    var retried =
        archived.when(retry("r", "1.1")).performs(new ExecuteToolCall("1.1")).afterwards();
    assertThat(retried.ended().archived()).isEmpty();
    assertThat(retried.ended().was().owed().dueAt(IDLE_TIMEOUT)).isPresent();
    retried
        .when(settle("1.1", SUCCEEDED))
        .then(settling("1.1", SUCCEEDED, "1.1"), new ArchiveSession());
    archived.when(drop("d", "1.1")).then(DROPPED, new ArchiveSession());
  }
}
