package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.RateLimit;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent.*;
import io.parley.core.session.UsageTotal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The usage of a session's models is in its journal, whatever the outcome.
class SessionUsageTest extends SessionFixture {
  private static final Usage TOLD = new Usage("m", 2_000, 3_000, 11, "EUR", false, 600_000, false);
  private static final Usage FREE = new Usage("offline", 200, 100, 0, "EUR", false, 0, true);

  @Test
  void a_turn_that_fails_is_counted_with_the_session() {
    start();
    say("a", "hello");
    var call = world.nextModelCall();
    call.says("Half a ");
    call.listener().used(TOLD);
    call.listener().failed(new ModelFailure(Category.REFUSED, "no", null));
    assertThat(((UsageRecorded) event(4)).usage()).isEqualTo(TOLD);
    assertThat(event(5)).isInstanceOf(TurnFailed.class);
    assertThat(view().usage()).isEqualTo(new UsageTotal(2_000, 3_000, 11, "EUR", 600_000));
  }

  @Test
  void usage_of_a_failed_attempt_is_counted_with_the_next_ones_reply() {
    start();
    say("a", "hello");
    var call = world.nextModelCall();
    call.listener().used(TOLD);
    call.listener().failed(new ModelFailure(Category.UNAVAILABLE, "cut", null));
    var again = world.nextModelCall();
    again.says("Whole.");
    again.listener().completed(new Completion(List.of(), Citations.ALL, TOLD));
    assertThat(((ReplyCompleted) event(4)).usage()).isEqualTo(TOLD.plus(TOLD));
    // 10.4 and 10.4
    assertThat(view().usage().costMicros()).isEqualTo(21);
  }

  @Test
  void usage_of_an_interrupted_reply_is_counted_when_the_model_reports_it_later() {
    start();
    say("a", "hello");
    var call = world.nextModelCall();
    ask(new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.empty(), now()));
    assertThat(call.cancelled()).succeedsWithin(ScriptedWorld.PATIENCE);
    call.listener().used(TOLD);
    assertThat(((UsageRecorded) event(5)).usage()).isEqualTo(TOLD);
    assertThat(view().usage().inputTokens()).isEqualTo(2_000);
  }

  @Test
  void tokens_of_a_free_model_do_not_count_towards_the_limit() {
    world.rateLimit = new RateLimit(1_000, 5_500);
    start();
    for (int turn = 1; turn <= 60; turn++) {
      assertThat(say("free-" + turn, "hello")).isInstanceOf(Answer.Stored.class);
      answer(FREE);
      event(1 + 3 * turn);
    }
    say("paid", "hello");
    answer(TOLD);
    event(184);
    say("paid-again", "hello");
    answer(TOLD);
    event(187);
    assertThat(say("more", "hello")).isInstanceOf(Answer.Limited.class);
  }

  private void answer(Usage usage) {
    var call = world.nextModelCall();
    call.says("Hi.");
    call.listener().completed(new Completion(List.of(), Citations.ALL, usage));
  }
}
