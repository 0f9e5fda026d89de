package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.change;
import static io.parley.core.turn.CallScript.givesWay;
import static io.parley.core.turn.CallScript.greetedCall;
import static io.parley.core.turn.CallScript.keyed;
import static io.parley.core.turn.CallScript.readOut;
import static io.parley.core.turn.CallScript.readWithin;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speak;
import static io.parley.core.turn.CallScript.speakingCall;
import static io.parley.core.turn.CallScript.typed;

import io.parley.core.turn.CallAction.AskConsent;
import io.parley.core.turn.CallAction.Tell;
import io.parley.core.turn.CallState.Phase;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Words that colleagues write to a customer who is in a call.
class ReadingOutTest {
  private static final String HELLO = "Hello, this is Ana.";
  private static final String QUESTION = "Where is my order?";

  @Test
  void they_are_read_out_when_nobody_speaks() {
    call()
        .at(1_000)
        .colleague(HELLO)
        .expect(readOut(1, HELLO))
        .is(Phase.THINKING)
        .at(1_200)
        .sound(1)
        .is(Phase.SPEAKING)
        .at(3_000)
        .soundEnds(1)
        .nothing()
        .is(Phase.LISTENING)
        .isQuiet(true);
  }

  @Test
  void they_are_read_out_one_after_another_each_once() {
    call()
        .at(0)
        .colleague("One.")
        .colleague("Two.")
        .colleague("Three.")
        .expect(readOut(1, "One."))
        .sound(1)
        .at(1_000)
        .soundEnds(1)
        .expect(readOut(2, "Two."))
        .sound(2)
        .at(2_000)
        .soundEnds(2)
        .expect(readOut(3, "Three."))
        .sound(3)
        .at(3_000)
        .soundEnds(3)
        .nothing();
  }

  @Test
  void they_stop_an_answer_that_is_being_heard() {
    speakingCall().at(700).colleague(HELLO).expect(givesWay(1), readOut(2, HELLO));
  }

  @Test
  void an_answer_that_is_being_made_follows_them() {
    call()
        .at(0)
        .type(QUESTION)
        .expect(typed(1, QUESTION))
        .at(500)
        .colleague(HELLO)
        .expect(readWithin(1, HELLO))
        .sound(1)
        .at(2_000)
        .questionHeard(1)
        .is(Phase.THINKING)
        .colleague("One moment.")
        .expect(readWithin(1, "One moment."))
        .sound(1)
        .at(4_000)
        .soundEnds(1)
        .nothing()
        .is(Phase.LISTENING);
  }

  @Test
  void an_answer_that_has_begun_with_them_is_not_stopped_by_more() {
    call()
        .at(0)
        .type(QUESTION)
        .expect(typed(1, QUESTION))
        .colleague(HELLO)
        .expect(readWithin(1, HELLO))
        .sound(1)
        .at(1_000)
        .colleague("One moment.")
        .nothing()
        .at(4_000)
        .soundEnds(1)
        .expect(readOut(2, "One moment."));
  }

  @Test
  void they_wait_for_the_customers_own_words_which_are_answered() {
    call()
        .at(0)
        .speech()
        .at(500)
        .colleague(HELLO)
        .nothing()
        .isQuiet(false)
        .at(1_000)
        .silence()
        .words(QUESTION)
        .at(1_499)
        .nothing()
        .at(1_500)
        .expect(say(1, QUESTION), readWithin(1, HELLO));
  }

  @Test
  void they_wait_for_keys_that_are_being_pressed() {
    call()
        .at(0)
        .keys("10")
        .colleague(HELLO)
        .nothing()
        .at(1_000)
        .keys("42#")
        .expect(keyed(1, "1042#", "1042#"), readWithin(1, HELLO));
  }

  @Test
  void a_customer_who_interrupts_them_is_answered_and_the_next_come_first() {
    call()
        .at(0)
        .colleague("One.")
        .colleague("Two.")
        .expect(readOut(1, "One."))
        .sound(1)
        .at(1_000)
        .keys("7#")
        .expect(cancel(1), keyed(2, "7#", "7#"), readWithin(2, "Two."));
  }

  @Test
  void a_line_of_the_call_is_heard_first() {
    greetedCall()
        .expect(speak(1, Line.GREETING))
        .sound(1)
        .at(500)
        .colleague(HELLO)
        .nothing()
        .at(2_000)
        .soundEnds(1)
        .expect(readOut(2, HELLO));
  }

  @Test
  void they_stop_a_goodbye_and_the_call_goes_on() {
    call()
        .at(10_000)
        .expect(speak(1, Line.STILL_THERE))
        .soundEnds(1)
        .at(20_000)
        .expect(speak(2, Line.STILL_THERE))
        .soundEnds(2)
        .at(30_000)
        .expect(speak(3, Line.GOODBYE))
        .sound(3)
        .at(30_100)
        .colleague(HELLO)
        .expect(givesWay(3), readOut(4, HELLO))
        .sound(4)
        .at(32_000)
        .soundEnds(4)
        .is(Phase.LISTENING);
  }

  @Test
  void a_question_for_consent_is_withdrawn_so_that_a_yes_is_for_the_colleague() {
    call()
        .at(0)
        .type("Cancel it.")
        .expect(typed(1, "Cancel it."))
        .asksConsent(1, "1.1")
        .expect(new AskConsent(1, "1.1", false))
        .sound(1)
        .at(2_000)
        .questionHeard(1)
        .colleague("Do you want a voucher?")
        .expect(givesWay(1), readOut(2, "Do you want a voucher?"));
  }

  @Test
  void an_answer_that_waits_for_a_colleague_goes_on_waiting() {
    call()
        .at(0)
        .type("Cancel it.")
        .expect(typed(1, "Cancel it."))
        .asksColleague(1, "1.1")
        .expect(new Tell(1, Line.ASKING_COLLEAGUE))
        .sound(1)
        .at(2_000)
        .questionHeard(1)
        .colleague("I have a look.")
        .expect(readWithin(1, "I have a look."))
        .at(4_000)
        .consentDecided("1.1")
        .nothing();
  }

  @Test
  void without_a_voice_they_are_on_the_page() {
    call().at(0).lose(Engine.VOICE).colleague(HELLO).nothing().is(Phase.LISTENING).isQuiet(true);
  }

  @Test
  void a_voice_that_is_lost_in_the_middle_ends_them() {
    call()
        .at(0)
        .colleague(HELLO)
        .colleague("One moment.")
        .expect(readOut(1, HELLO))
        .sound(1)
        .at(500)
        .lose(Engine.VOICE)
        .expect(cancel(1))
        .isQuiet(true);
  }

  @Test
  void a_silent_voice_is_replaced_and_at_last_they_are_given_up_without_an_apology() {
    var settings = CallScript.withoutEarly(TurnSettings.typical("en"));
    long patience = settings.engines().reply().toMillis();
    call(settings)
        .at(0)
        .colleague(HELLO)
        .expect(readOut(1, HELLO))
        .at(patience)
        .expect(change(Engine.VOICE))
        .at(2 * patience)
        .expect(cancel(1))
        .is(Phase.LISTENING);
  }

  @Test
  void sixteen_may_wait_and_blank_ones_are_none() {
    var script = call().at(0).key('7').colleague("  ");
    for (int i = 1; i <= ColleagueWords.WAITING_MAX + 1; i++) script.colleague("No " + i);
    script.nothing().key('#');
    var all = new ArrayList<CallAction>();
    all.add(keyed(1, "7#", "7#"));
    for (int i = 1; i <= ColleagueWords.WAITING_MAX; i++) all.add(readWithin(1, "No " + i));
    script.expect(all.toArray(CallAction[]::new));
  }

  @Test
  void a_caller_who_is_being_handed_over_is_not_asked_whether_they_are_there() {
    call()
        .at(0)
        .transferBegins()
        .nothing()
        .is(Phase.LISTENING)
        .at(25_000)
        .colleague(HELLO)
        .nothing()
        .transferFails()
        .expect(cancel(1), speak(2, Line.NOT_CONNECTED))
        .sound(2)
        .at(27_000)
        .soundEnds(2)
        .expect(readOut(3, HELLO));
  }

  @Test
  void an_answer_that_is_being_made_when_a_hand_over_begins_follows_its_failure() {
    call()
        .at(0)
        .type(QUESTION)
        .expect(typed(1, QUESTION))
        .at(500)
        .transferBegins()
        .at(25_000)
        .nothing()
        .transferFails()
        .nothing()
        .is(Phase.THINKING);
  }

  @Test
  void an_answer_stops_when_a_colleague_takes_the_conversation_over() {
    speakingCall().at(700).colleagueLeads(true).expect(givesWay(1)).is(Phase.LISTENING);
    call()
        .at(0)
        .type(QUESTION)
        .expect(typed(1, QUESTION))
        .at(200)
        .colleagueLeads(true)
        .expect(givesWay(1))
        .colleague(HELLO)
        .expect(readOut(2, HELLO));
  }

  @Test
  void what_a_colleague_has_written_does_not_stop_when_they_take_over() {
    call()
        .at(0)
        .colleague(HELLO)
        .expect(readOut(1, HELLO))
        .sound(1)
        .at(500)
        .colleagueLeads(true)
        .nothing()
        .is(Phase.SPEAKING);
  }

  @Test
  void words_that_were_said_to_a_colleague_need_no_answer() {
    var settings = CallScript.withoutEarly(TurnSettings.typical("en"));
    call(settings)
        .at(0)
        .colleagueLeads(true)
        .nothing()
        .at(1_000)
        .type(QUESTION)
        .expect(typed(1, QUESTION))
        .at(1_050)
        .colleagueLeads(true)
        .expect(givesWay(1))
        .at(1_000 + settings.engines().reply().toMillis())
        .nothing()
        .is(Phase.LISTENING);
  }

  @Test
  void a_caller_is_given_time_while_a_colleague_writes_and_none_more_afterwards() {
    var settings = CallScript.withoutEarly(TurnSettings.typical("en"));
    long silence = settings.patience().silence().toMillis();
    long muted = settings.patience().muted().toMillis();
    call(settings)
        .at(0)
        .colleagueLeads(true)
        .nothing()
        .at(muted - 1)
        .nothing()
        .at(muted)
        .expect(speak(1, Line.STILL_THERE));
    call(settings)
        .at(0)
        .colleagueLeads(true)
        .colleagueLeads(false)
        .nothing()
        .at(silence)
        .expect(speak(1, Line.STILL_THERE));
  }

  @Test
  void a_hand_over_that_has_begun_goes_on() {
    call()
        .at(0)
        .type(QUESTION)
        .expect(typed(1, QUESTION))
        .at(500)
        .transferBegins()
        .colleagueLeads(true)
        .nothing();
  }
}
