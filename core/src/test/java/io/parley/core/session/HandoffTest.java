package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.RateCounts;
import io.parley.core.party.Party;
import io.parley.core.session.AgentCommand.HandBack;
import io.parley.core.session.AgentCommand.TakeOver;
import io.parley.core.session.AgentEvent.HandedBack;
import io.parley.core.session.AgentEvent.TakenOver;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.TurnEvent.TurnStarted;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Conversations that people of the company take over from the agent, and hand back.
class HandoffTest {
  private static final TakeOver TAKE = new TakeOver("t1", Party.HUMAN, NOON);
  private static final TakenOver TAKEN = new TakenOver("t1", Party.HUMAN, NOON);
  private static final HandBack BACK = new HandBack("b1", Party.HUMAN, NOON);
  private static final HandedBack HANDED = new HandedBack("b1", Party.HUMAN, NOON);

  private static Said saidToColleague(String id, String text) {
    return new Said(
        id,
        Party.CUSTOMER,
        text,
        Channel.WEB,
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.of(Party.HUMAN),
        NOON);
  }

  @Test
  void who_takes_over_is_an_event() {
    given(started()).when(TAKE).then(TAKEN).answers(2);
    given(started(), TAKEN).when(TAKE).then().answers(2);
    given(started(), TAKEN).when(new TakeOver("t2", Party.OPERATOR, NOON)).then().answers(2);
    given(started(), TAKEN)
        .when(new TakeOver("t1", Party.OPERATOR, NOON))
        .isRejected(Rejection.Reason.ID_REUSED);
  }

  @Test
  void meanwhile_the_customers_words_are_said_to_a_colleague_and_open_no_turn() {
    var after =
        given(started(), TAKEN)
            .when(say("a", "well?"))
            .then(saidToColleague("a", "well?"))
            .answers(3)
            .afterwards();
    after.when(say("a", "well?")).then().answers(3);
    assertThat(after.active().waiting()).isEmpty();
    assertThat(after.active().history().lines()).hasSize(1);
    assertThat(after.active().rate()).as("counted").isEqualTo(RateCounts.NONE.turn(NOON));
  }

  @Test
  void a_colleagues_own_words_are_said_as_ever() {
    given(started(), TAKEN).when(agentSays("h", "I am Ana")).then(agentSaid("h", "I am Ana"));
  }

  @Test
  void words_that_waited_for_a_turn_get_none() {
    var after = given(started(), said("a", "one"), turnStarted(1, 2), said("b", "two"), TAKEN);
    assertThat(after.active().waiting()).isEmpty();
    assertThat(after.active().history().lines()).hasSize(2);
    assertThat(after.when(interrupt("t1-stop", 1)).events(TurnStarted.class)).isEmpty();
  }

  @Test
  void after_it_is_handed_back_the_agent_answers_the_next_words_alone() {
    var after =
        given(started(), TAKEN, saidToColleague("a", "well?"))
            .when(BACK)
            .then(HANDED)
            .answers(4)
            .afterwards();
    assertThat(after.when(say("b", "and you?")).events(TurnStarted.class))
        .containsExactly(turnStarted(1, 5));
  }

  @Test
  void what_is_not_taken_over_is_not_handed_back() {
    given(started()).when(BACK).then().answers(1);
    given(started(), TAKEN, HANDED).when(BACK).then().answers(3);
  }

  @Test
  void an_ended_session_is_not_taken_over() {
    given(started(), Events.ended("z")).when(TAKE).isRejected(Rejection.Reason.ENDED);
    given(started(), Events.ended("z")).when(BACK).isRejected(Rejection.Reason.ENDED);
  }
}
