package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.ToolOutcome.Kind.SUCCEEDED;
import static io.parley.core.tool.ToolPolicy.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.HistoryLine;
import io.parley.core.party.Party;
import io.parley.core.session.Decision.Action.CancelReply;
import io.parley.core.session.Decision.Action.GenerateReply;
import io.parley.core.session.TurnEvent.TurnFailed;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final SessionEvent[] OPEN = {started(), said("a", "hello"), turnStarted(1, 2)};

  @Test
  void a_reply_ends_its_turn_and_is_part_of_the_conversation() {
    var after =
        given(OPEN).when(complete(1, 1, "hi")).then(completed(1, "hi")).answers(4).afterwards();
    assertThat(after.active().open()).isEmpty();
    assertThat(after.active().history().lines())
        .containsExactly(
            HistoryLine.of(2, 1, Party.CUSTOMER, "hello"), HistoryLine.of(4, 1, Party.BOT, "hi"));
    assertThat(after.pending()).isEmpty();
  }

  @Test
  void a_reply_is_counted_in_usage_and_rate() {
    var after = given(OPEN).when(complete(1, 1, "hi")).afterwards().active();
    assertThat(after.usage()).isEqualTo(new UsageTotal(30, 12, 5, "EUR"));
    assertThat(after.rate().tokens().within(NOON)).isEqualTo(42);
  }

  @Test
  void a_reply_of_another_turn_is_refused() {
    given(OPEN).when(complete(2, 1, "hi")).isRejected(TURN_NOT_OPEN);
    given(started()).when(complete(1, 1, "hi")).isRejected(TURN_NOT_OPEN);
  }

  @Test
  void a_turn_ends_once() {
    for (var end : List.of(completed(1, "hi"), failed(1), interrupted("i", 1, ""))) {
      var over = given(started(), said("a", "hello"), turnStarted(1, 2), end);
      over.when(complete(1, 1, "hi again")).isRejected(TURN_NOT_OPEN);
      over.when(fail(1, 1)).isRejected(TURN_NOT_OPEN);
      over.when(interrupt("j", 1)).then().answers(4);
      over.when(request(1, 1, wanted(READ_ONLY))).isRejected(TURN_NOT_OPEN);
    }
  }

  @Test
  void results_of_a_stale_attempt_are_rejected() {
    var again = given(started(), said("a", "hello"), turnStarted(1, 2), turnResumed(1, 2));
    again.when(complete(1, 1, "hi")).isRejected(STALE_ATTEMPT);
    again.when(fail(1, 1)).isRejected(STALE_ATTEMPT);
    again.when(request(1, 1, wanted(READ_ONLY))).isRejected(STALE_ATTEMPT);
    again.when(complete(1, 2, "hi")).then(completed(1, "hi"));
    again.when(fail(1, 2)).then(failed(1));
  }

  @Test
  void a_failed_turn_keeps_its_question() {
    var after = given(OPEN).when(fail(1, 1)).then(failed(1)).answers(4).afterwards();
    assertThat(after.active().open()).isEmpty();
    assertThat(after.active().history().lines())
        .containsExactly(HistoryLine.of(2, 1, Party.CUSTOMER, "hello"));
    assertThat(after.pending()).isEmpty();
  }

  @Test
  void an_interruption_keeps_what_was_heard_and_raises_the_epoch() {
    var after =
        given(OPEN)
            .when(interrupt("i", 1, "hi th"))
            .then(interrupted("i", 1, "hi th"), new CancelReply(1))
            .answers(4)
            .afterwards();
    assertThat(after.active().history().lines())
        .containsExactly(
            HistoryLine.of(2, 1, Party.CUSTOMER, "hello"),
            HistoryLine.of(4, 1, Party.BOT, "hi th"));
    assertThat(after.active().epoch()).isEqualTo(given(OPEN).active().epoch() + 1);
  }

  @Test
  void an_interruption_before_the_first_word_leaves_no_line() {
    var after = given(OPEN).when(interrupt("i", 1)).afterwards();
    assertThat(after.active().history().lines())
        .containsExactly(HistoryLine.of(2, 1, Party.CUSTOMER, "hello"));
  }

  @Test
  void an_interruption_of_a_turn_that_is_not_open_is_accepted_without_effect() {
    given(started()).when(interrupt("i", 1)).then().answers(1);
    given(OPEN).when(interrupt("i", 2)).then().answers(3);
  }

  @Test
  void a_second_interruption_finds_the_turn_closed() {
    given(OPEN)
        .when(interrupt("i", 1, "hi"))
        .afterwards()
        .when(interrupt("j", 1, "hi"))
        .then()
        .answers(4);
  }

  @Test
  void an_interruption_of_the_turn_before_leaves_the_next_one_alone() {
    given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            said("b", "and?"),
            completed(1, "hi"),
            turnStarted(2, 4))
        .when(interrupt("i", 1))
        .then();
  }

  @Test
  void the_reply_of_an_open_turn_is_pending_with_its_attempt() {
    assertThat(given(OPEN).pending()).containsExactly(new GenerateReply(1, 1));
    assertThat(given(started(), said("a", "hello"), turnStarted(1, 2), turnResumed(1, 2)).pending())
        .containsExactly(new GenerateReply(1, 2));
  }

  @Test
  void settled_calls_are_dropped_with_their_turn() {
    var during =
        given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", READ_ONLY),
            settled("1.1", SUCCEEDED));
    assertThat(during.active().callsOf(1)).hasSize(1);
    assertThat(during.when(complete(1, 1, "hi")).afterwards().active().calls()).isEmpty();
  }

  @Test
  void a_reply_restarted_by_another_model_is_the_next_attempt() {
    var restarted =
        given(started(), said("a", "hello"), turnStarted(1, 2))
            .when(restart(1, 1))
            .then(turnResumed(1, 2))
            .answers(4)
            .afterwards();
    assertThat(restarted.active().epoch()).isEqualTo(1);
    restarted.when(complete(1, 1, "old words")).isRejected(STALE_ATTEMPT);
    restarted.when(restart(1, 1)).isRejected(STALE_ATTEMPT);
    restarted.when(complete(1, 2, "new words")).then(completed(1, "new words"));
  }

  @Test
  void restarts_of_a_reply_are_limited() {
    given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            turnResumed(1, 2),
            turnResumed(1, 3),
            turnResumed(1, 4),
            turnResumed(1, Session.ATTEMPTS_MAX))
        .when(restart(1, Session.ATTEMPTS_MAX))
        .then(
            new TurnFailed(
                1,
                new Problem(
                    "reply-abandoned",
                    "The reply could not be made",
                    "It was attempted 5 times and never completed"),
                NOON),
            new CancelReply(1));
  }
}
