package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.greetedMenuCall;
import static io.parley.core.turn.CallScript.keyed;
import static io.parley.core.turn.CallScript.menuCall;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speak;
import static io.parley.core.turn.CallScript.speakingCall;
import static io.parley.core.turn.CallScript.typed;

import io.parley.core.agent.KeyMenu;
import io.parley.core.agent.KeyMenu.Repeat;
import io.parley.core.agent.KeyMenu.Transfer;
import io.parley.core.agent.KeyMenu.Words;
import io.parley.core.speech.Expectation;
import io.parley.core.turn.CallAction.HandOver;
import io.parley.core.turn.CallState.Phase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Keys of a telephone, and menus of them.
class KeyingTest {
  private static final String QUESTION = "I have a question about an order.";

  static final KeyMenu MENU =
      new KeyMenu(
          "For orders press 1, for sales 2, to hear this again 9.",
          Map.of('1', new Words(QUESTION), '2', new Transfer("sales"), '9', new Repeat()));

  @Test
  void keys_are_one_utterance_after_a_pause() {
    call()
        .at(0)
        .key('1')
        .at(2_000)
        .key('0')
        .at(4_000)
        .keys("42")
        .isQuiet(false)
        .at(6_499)
        .nothing()
        .at(6_500)
        .expect(keyed(1, "1042", "1042"));
  }

  @Test
  void the_terminator_ends_them_at_once() {
    call().at(0).keys("1042#").expect(keyed(1, "1042#", "1042#"));
  }

  @Test
  void a_menu_whose_greeting_was_said_before_is_open_from_its_first_word() {
    greetedMenuCall(MENU)
        .expect(speak(1, Line.MENU))
        .sound(1)
        .at(1_000)
        .key('1')
        .expect(cancel(1))
        .at(2_000)
        .expect(keyed(2, QUESTION, "1"));
  }

  @Test
  void the_limit_ends_them_too() {
    call().at(0).keys("1".repeat(32)).expect(keyed(1, "1".repeat(32), "1".repeat(32)));
  }

  @Test
  void a_number_of_known_length_needs_no_terminator_and_one_that_follows_is_nothing() {
    speakingCall()
        .written(1, new Expectation.Digits(4, 4))
        .at(1_000)
        .soundEnds(1)
        .keys("1042")
        .expect(keyed(2, "1042", "1042"))
        .at(1_300)
        .key('#')
        .at(9_000)
        .nothing();
  }

  @Test
  void a_number_of_unknown_length_waits_for_more() {
    speakingCall()
        .written(1, Expectation.DIGITS)
        .at(1_000)
        .soundEnds(1)
        .keys("1042")
        .at(3_499)
        .nothing()
        .at(3_500)
        .expect(keyed(2, "1042", "1042"));
  }

  @Test
  void keys_interrupt_the_agent() {
    speakingCall()
        .at(700)
        .key('7')
        .expect(cancel(1))
        .is(Phase.LISTENING)
        .at(3_200)
        .expect(keyed(2, "7", "7"));
  }

  @Test
  void keys_interrupt_an_answer_that_is_still_made() {
    call()
        .at(0)
        .type("Hello")
        .expect(typed(1, "Hello"))
        .at(500)
        .keys("7#")
        .expect(cancel(1), keyed(2, "7#", "7#"));
  }

  @Test
  void keys_behind_words_are_said_with_them() {
    call()
        .at(0)
        .speech()
        .at(900)
        .silence()
        .words("My order number is")
        .at(1_200)
        .key('7')
        .at(1_900)
        .keys("0#")
        .expect(keyed(1, "My order number is 70#", "70#"));
  }

  @Test
  void words_go_on_over_keys() {
    call()
        .at(0)
        .speech()
        .at(400)
        .keys("7#")
        .expect(keyed(1, "7#", "7#"), CallScript.hold(1))
        .at(900)
        .silence()
        .words("Where is my order?")
        .expect(cancel(1))
        .at(1_400)
        .expect(say(2, "Where is my order?"));
  }

  @Test
  void nobody_is_asked_whether_they_are_there_while_they_press_keys() {
    call().at(9_900).key('7').at(12_300).key('0').at(14_800).expect(keyed(1, "70", "70"));
  }

  @Test
  void a_tone_that_was_taken_for_speech_is_not_asked_about() {
    call()
        .at(0)
        .key('7')
        .speech()
        .at(600)
        .silence()
        .words("")
        .at(2_000)
        .nothing()
        .at(2_500)
        .expect(keyed(1, "7", "7"))
        .at(8_000)
        .nothing();
  }

  // --- menus ------------------------------------------------------------------------------------

  private static CallScript greeted() {
    return menuCall(MENU).expect(speak(1, Line.GREETING)).sound(1).at(2_000);
  }

  @Test
  void a_key_of_the_menu_is_the_callers_words() {
    greeted()
        .key('1')
        .expect(cancel(1))
        .at(3_000)
        .expect(keyed(2, QUESTION, "1"))
        .sound(2)
        .at(6_000)
        .soundEnds(2)
        .at(7_000)
        .key('1')
        .at(9_500)
        .expect(keyed(3, "1", "1"));
  }

  @Test
  void a_number_chooses_nothing() {
    greeted().key('1').expect(cancel(1)).keys("042#").expect(keyed(2, "1042#", "1042#"));
  }

  @Test
  void a_caller_may_talk_instead_and_has_closed_the_menu_then() {
    greeted()
        .soundEnds(1)
        .speech()
        .at(2_900)
        .silence()
        .words("Where is my order?")
        .at(3_400)
        .expect(say(2, "Where is my order?"))
        .sound(2)
        .at(5_000)
        .soundEnds(2)
        .at(6_000)
        .keys("2#")
        .expect(keyed(3, "2#", "2#"));
  }

  @Test
  void another_key_repeats_the_menu_twice_and_is_words_then() {
    greeted()
        .keys("5#")
        .expect(cancel(1), speak(2, Line.MENU))
        .sound(2)
        .at(5_000)
        .soundEnds(2)
        .keys("6#")
        .expect(speak(3, Line.MENU))
        .keys("5#")
        .expect(cancel(3), keyed(4, "5#", "5#"));
  }

  @Test
  void the_menu_is_heard_again_as_often_as_wanted() {
    var script = greeted().soundEnds(1);
    for (int reply = 2; reply < 6; reply++)
      script.keys("9#").expect(speak(reply, Line.MENU)).sound(reply).soundEnds(reply);
    script.keys("1#").expect(keyed(6, QUESTION, "1"));
  }

  @Test
  void a_caller_who_is_handed_over_waits_and_hears_it_when_it_came_to_nothing() {
    greeted()
        .keys("2#")
        .expect(cancel(1), new HandOver(2, "sales", "2"))
        .at(60_000)
        .nothing()
        .transferFails()
        .expect(cancel(2), speak(3, Line.NOT_CONNECTED))
        .sound(3)
        .at(63_000)
        .soundEnds(3)
        .at(73_000)
        .expect(speak(4, Line.STILL_THERE));
  }

  @Test
  void a_transfer_that_fails_at_once_is_told_at_once() {
    greeted()
        .soundEnds(1)
        .keys("2#")
        .expect(new HandOver(2, "sales", "2"))
        .transferFails()
        .expect(cancel(2), speak(3, Line.NOT_CONNECTED));
  }

  @Test
  void a_call_without_a_greeting_has_no_menu() {
    call().at(0).keys("1#").expect(keyed(1, "1#", "1#"));
  }
}
