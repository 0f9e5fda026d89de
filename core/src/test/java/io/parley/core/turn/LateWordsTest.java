package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.change;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speak;

import org.junit.jupiter.api.Test;

/// Engines that answer late, in pieces, or not at all: no word is lost, and none is answered twice.
class LateWordsTest {
  @Test
  void a_late_piece_of_long_speech_does_not_end_it() {
    call()
        .at(0)
        .speech()
        .at(11_000)
        .silence()
        .at(11_200)
        .piece("I ordered a lamp last week.")
        .at(11_900)
        .nothing()
        .words("It is broken.")
        .expect(say(1, "I ordered a lamp last week. It is broken."));
  }

  @Test
  void a_late_answer_belongs_to_its_own_end_of_speech() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .at(1_200)
        .speech()
        .at(2_000)
        .silence()
        .at(2_100)
        .words("Hello.")
        .at(2_600)
        .nothing()
        .words("Where is my order?")
        .expect(say(1, "Hello. Where is my order?"));
  }

  @Test
  void words_added_after_an_answer_are_sent_by_themselves() {
    call()
        .at(0)
        .speech()
        .at(900)
        .partial("Where is my order")
        .at(1_000)
        .silence()
        .at(2_500)
        .expect(say(1, "Where is my order"))
        .at(3_000)
        .words("Where is my order from last week?")
        .expect(cancel(1))
        .at(3_500)
        .expect(say(2, "from last week?"));
  }

  @Test
  void late_words_are_answered_after_a_request_to_repeat() {
    call()
        .at(0)
        .speech()
        .at(2_000)
        .silence()
        .at(3_400)
        .expect(speak(1, Line.SAY_AGAIN))
        .sound(1)
        .at(5_600)
        .words("Where is my order?")
        .expect(cancel(1))
        .at(6_100)
        .expect(say(2, "Where is my order?"));
  }

  @Test
  void words_after_a_backchannel_can_still_interrupt() {
    CallScript.speakingCall()
        .at(1_000)
        .speech()
        .at(1_200)
        .partial("Okay")
        .at(1_400)
        .silence()
        .at(2_900)
        .nothing()
        .at(3_000)
        .words("Okay, but stop.")
        .expect(cancel(1))
        .at(3_500)
        .expect(say(2, "but stop."));
  }

  @Test
  void words_in_supposed_noise_count_as_speech_again() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .partial("Where is my order?")
        .at(13_000)
        .expect(say(1, "Where is my order?"))
        .sound(1)
        .at(15_000)
        .partial("Where is my order?")
        .nothing()
        .at(16_000)
        .partial("Where is my order? I have waited")
        .expect(cancel(1))
        .at(17_500)
        .silence()
        .at(17_600)
        .words("Where is my order? I have waited for it.")
        .at(18_125)
        .expect(say(2, "I have waited for it."));
  }

  @Test
  void speech_beyond_the_longest_utterance_loses_no_word() {
    var script = call().at(0).speech();
    for (int second = 1; second < 60; second++)
      script.at(second * 1_000L).partial("word ".repeat(second));
    script.at(60_200).expect(say(1, "word ".repeat(59).strip())).sound(1);
    script
        .at(60_500)
        .partial("word ".repeat(59) + "and more")
        .expect(cancel(1))
        .at(63_000)
        .silence()
        .words("word ".repeat(59) + "and more of them.")
        .at(63_500)
        .expect(say(2, "and more of them."));
  }

  @Test
  void a_new_ear_continues_the_current_sentence() {
    call()
        .at(0)
        .speech()
        .at(900)
        .partial("Where is my")
        .at(1_000)
        .earChanges()
        .at(2_000)
        .partial("order?")
        .at(2_100)
        .silence()
        .at(2_300)
        .words("order?")
        .at(2_600)
        .expect(say(1, "Where is my order?"));
  }

  @Test
  void words_of_a_dead_ear_are_answered_once_another_listens() {
    call()
        .at(0)
        .speech()
        .at(900)
        .partial("Where is my order?")
        .at(1_000)
        .silence()
        .at(1_800)
        .nothing()
        .earChanges()
        .expect(say(1, "Where is my order?"));
  }

  @Test
  void after_a_dead_ear_without_words_the_customer_is_asked_to_repeat() {
    call()
        .at(0)
        .speech()
        .at(2_000)
        .silence()
        .at(2_500)
        .earChanges()
        .expect(speak(1, Line.SAY_AGAIN))
        .soundEnds(1)
        .at(6_000)
        .speech()
        .at(8_000)
        .silence()
        .at(9_400)
        .expect(speak(2, Line.SAY_AGAIN))
        .soundEnds(2)
        .at(12_000)
        .speech()
        .at(14_000)
        .silence()
        .at(17_000)
        // the third in a row is used as it is, and the second one of this ear is its last
        .expect(change(Engine.EAR));
  }
}
