package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.TURN_NOT_OPEN;
import static io.parley.core.session.Scenario.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentLimits;
import io.parley.core.memory.HistoryLine;
import io.parley.core.memory.Summary;
import io.parley.core.memory.TurnRange;
import io.parley.core.session.Decision.Action.CancelReply;
import io.parley.core.session.Decision.Action.GenerateReply;
import io.parley.core.session.Decision.Action.Summarise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummariesTest {
  /// A turn of [#talk] takes 20 tokens: 5 for the words, 15 for the reply.
  private static final String REPLY = "forty-four letters, which is eleven tokens..";

  private static final SessionLimits TIGHT =
      new SessionLimits(new AgentLimits(60, 500, 3, 2, 0), IDLE_TIMEOUT, APPROVAL_TIMEOUT);

  @Test
  void a_reply_that_overflows_the_history_asks_for_a_summary_of_the_oldest_turns() {
    given(open(4))
        .within(TIGHT)
        .when(complete(4, 1, REPLY))
        .then(completed(4, REPLY), new Summarise(new TurnRange(1, 3)));
  }

  @Test
  void a_history_that_fits_is_not_summarised() {
    given(open(3)).within(TIGHT).when(complete(3, 1, REPLY)).then(completed(3, REPLY));
  }

  @Test
  void an_interruption_asks_for_a_summary_too() {
    given(open(4))
        .within(TIGHT)
        .when(interrupt("i", 4, REPLY))
        .then(interrupted("i", 4, REPLY), new CancelReply(4), new Summarise(new TurnRange(1, 3)));
  }

  @Test
  void the_next_turn_does_not_wait_for_the_summary() {
    var history = open(4);
    history.add(said("more", "and"));
    given(history)
        .within(TIGHT)
        .when(complete(4, 1, REPLY))
        .then(
            completed(4, REPLY),
            turnStarted(5, history.size()),
            new GenerateReply(5, 1),
            new Summarise(new TurnRange(1, 3)));
  }

  @Test
  void a_missing_summary_is_requested_again() {
    assertThat(given(talk(4)).within(TIGHT).pending())
        .containsExactly(new Summarise(new TurnRange(1, 3)));
  }

  @Test
  void a_summary_replaces_its_turns() {
    var after =
        given(talk(4))
            .when(summarise(1, 3, "small talk"))
            .then(summarised(1, 3, "small talk"))
            .answers(14)
            .afterwards()
            .active();
    assertThat(after.history().summary()).hasValue(new Summary(1, 3, "small talk"));
    assertThat(after.history().lines()).extracting(HistoryLine::turn).containsExactly(4, 4);
  }

  @Test
  void a_summary_is_counted_in_usage_and_rate() {
    var before = given(talk(1)).active();
    var after = given(talk(2)).when(summarise(1, 1, "hi")).afterwards().active();
    assertThat(after.usage().inputTokens()).isEqualTo(before.usage().inputTokens() + 60);
    assertThat(after.rate().tokens().within(NOON)).isEqualTo(3 * 42);
  }

  @Test
  void a_later_summary_replaces_the_earlier() {
    var once = given(talk(4)).when(summarise(1, 2, "first")).afterwards();
    var twice = once.when(summarise(1, 3, "second")).then(summarised(1, 3, "second")).afterwards();
    assertThat(twice.active().history().summary()).hasValue(new Summary(1, 3, "second"));
  }

  @Test
  void turns_that_are_summarised_are_not_summarised_again() {
    var once = given(talk(4)).when(summarise(1, 2, "first")).afterwards();
    once.when(summarise(1, 2, "again")).isRejected(TURN_NOT_OPEN);
    once.when(summarise(1, 1, "again")).isRejected(TURN_NOT_OPEN);
  }

  @Test
  void summaries_leave_no_gap() {
    given(talk(4)).when(summarise(2, 3, "without the first")).isRejected(TURN_NOT_OPEN);
    given(talk(4)).when(summarise(3, 2, "backwards")).isRejected(TURN_NOT_OPEN);
  }

  @Test
  void the_last_turn_is_never_summarised() {
    given(talk(4)).when(summarise(1, 4, "all")).isRejected(TURN_NOT_OPEN);
    given(talk(4)).when(summarise(1, 5, "more than all")).isRejected(TURN_NOT_OPEN);
    given(open(4)).when(summarise(1, 4, "what is being answered")).isRejected(TURN_NOT_OPEN);
  }

  private static List<SessionEvent> talk(int turns) {
    var history = open(turns);
    history.add(completed(turns, REPLY));
    return history;
  }

  /// This many turns, the last one open.
  private static List<SessionEvent> open(int turns) {
    var history = new ArrayList<SessionEvent>();
    history.add(started());
    for (int turn = 1; turn <= turns; turn++) {
      if (turn > 1) history.add(completed(turn - 1, REPLY));
      history.add(said("w" + turn, "word"));
      history.add(turnStarted(turn, history.size()));
    }
    return history;
  }
}
