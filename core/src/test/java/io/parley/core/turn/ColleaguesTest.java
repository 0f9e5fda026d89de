package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.hold;
import static io.parley.core.turn.CallScript.resume;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.typed;

import io.parley.core.turn.CallState.Phase;
import org.junit.jupiter.api.Test;

class ColleaguesTest {
  private static CallAction tells(int reply) {
    return new CallAction.Tell(reply, Line.ASKING_COLLEAGUE);
  }

  private static CallAction leaves(int reply) {
    return new CallAction.Leave(reply);
  }

  /// The customer knows at 4 s that a colleague is asked.
  private static CallScript told() {
    return call()
        .at(0)
        .type("Pay it back")
        .expect(typed(1, "Pay it back"))
        .at(2_000)
        .asksColleague(1, "c1")
        .expect(tells(1))
        .sound(1)
        .at(4_000)
        .questionHeard(1)
        .is(Phase.LISTENING);
  }

  @Test
  void the_reply_waits_beyond_its_limit_and_the_outcome_is_the_rest_of_it() {
    told()
        .at(200_000)
        .nothing()
        .consentDecided("c1")
        .is(Phase.THINKING)
        .at(201_000)
        .sound(1)
        .is(Phase.SPEAKING)
        .at(203_000)
        .soundEnds(1)
        .nothing()
        .is(Phase.LISTENING);
  }

  @Test
  void after_the_decision_the_limit_of_a_silent_reply_counts_again() {
    told()
        .at(100_000)
        .consentDecided("c1")
        .at(119_999)
        .nothing()
        .at(120_000)
        .expect(cancel(1), CallScript.speak(2, Line.TROUBLE));
  }

  @Test
  void an_outcome_waits_until_the_customer_has_spoken() {
    told()
        .at(10_000)
        .speech()
        .expect(hold(1))
        .consentDecided("c1")
        .at(10_600)
        .silence()
        .words("uh-huh")
        .expect(resume(1))
        .at(12_000)
        .nothing();
  }

  @Test
  void words_meanwhile_withdraw_nothing_and_the_customer_is_told_again() {
    told()
        .at(10_000)
        .speech()
        .expect(hold(1))
        .at(11_000)
        .silence()
        .words("How long will it take?")
        .expect(resume(1))
        .at(11_500)
        .expect(leaves(1), say(2, "How long will it take?"), tells(2))
        .sound(2)
        .at(14_000)
        .questionHeard(2)
        .is(Phase.LISTENING)
        .at(100_000)
        .nothing()
        .consentDecided("c1")
        .is(Phase.THINKING);
  }

  @Test
  void of_two_calls_the_customer_is_told_once() {
    told()
        .asksColleague(1, "c2")
        .nothing()
        .consentDecided("c1")
        .is(Phase.LISTENING)
        .consentDecided("c2")
        .is(Phase.THINKING)
        .nothing();
  }

  @Test
  void a_colleague_who_does_not_answer_leaves_the_floor_to_the_customer() {
    told().at(303_999).nothing().at(304_000).expect(leaves(1)).is(Phase.LISTENING);
  }

  @Test
  void the_customer_can_withdraw_it() {
    told().at(5_000).stopTalking().expect(cancel(1)).is(Phase.LISTENING);
  }
}
