package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.prepare;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speak;
import static io.parley.core.turn.CallScript.withoutEarly;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Speech of more than 0.4 s is answered within 1.5 s, whatever the engine does: by what was
/// understood, or by asking again. The engine is given six seconds otherwise, as by default.
class AnsweredInTimeTest {
  private static TurnSettings patient() {
    var typical = TurnSettings.typical("en");
    var engines = typical.engines();
    return new TurnSettings(
        typical.language(),
        typical.endpointing(),
        typical.bargeIn(),
        typical.early(),
        typical.patience(),
        new TurnSettings.Engines(
            Duration.ofSeconds(6),
            Duration.ofSeconds(6),
            engines.wordlessSpeech(),
            engines.reply(),
            engines.stall(),
            engines.longestReply()),
        typical.keys(),
        typical.confidenceMin(),
        typical.asksAgainMax());
  }

  @Test
  void speech_without_a_word_of_the_engine_is_asked_for_again_in_time() {
    call(patient())
        .at(0)
        .speech()
        .at(400)
        .silence()
        .at(1_799)
        .nothing()
        .at(1_800)
        .expect(speak(1, Line.SAY_AGAIN));
  }

  @Test
  void words_that_come_after_that_question_interrupt_it_and_are_answered() {
    call(withoutEarly(patient()))
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .at(2_400)
        .expect(speak(1, Line.SAY_AGAIN))
        .sound(1)
        .at(3_000)
        .words("Where is my order?")
        .expect(cancel(1))
        .at(3_500)
        .expect(say(2, "Where is my order?"));
  }

  @Test
  void an_engine_that_finds_nothing_after_that_question_causes_no_other_one() {
    call(patient())
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .at(2_400)
        .expect(speak(1, Line.SAY_AGAIN))
        .sound(1)
        .at(3_000)
        .soundEnds(1)
        .at(4_000)
        .words("")
        .at(12_999)
        .nothing()
        .at(13_000)
        .expect(speak(2, Line.STILL_THERE));
  }

  @Test
  void a_slow_engine_is_not_taken_for_a_silent_one() {
    call(patient())
        .at(0)
        .speech()
        .at(2_000)
        .silence()
        .at(3_400)
        .expect(speak(1, Line.SAY_AGAIN))
        .soundEnds(1)
        .at(4_000)
        .words("")
        .at(5_000)
        .speech()
        .at(7_000)
        .silence()
        // it took 2 s, and a quarter more is waited for
        .at(9_499)
        .nothing()
        .at(9_500)
        // and not another engine
        .expect(speak(2, Line.SAY_AGAIN));
  }

  /// A call in which the first utterance was asked for again, and its words came after 2.5 s.
  private static CallScript withSlowEngine() {
    return call(withoutEarly(patient()))
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .at(2_400)
        .expect(speak(1, Line.SAY_AGAIN))
        .sound(1)
        .at(3_500)
        .words("Where is my order?")
        .expect(cancel(1))
        .at(4_000)
        .expect(say(2, "Where is my order?"))
        .soundEnds(2);
  }

  @Test
  void an_engine_that_is_known_to_be_slow_is_waited_for() {
    withSlowEngine()
        .at(10_000)
        .speech()
        .at(11_000)
        .silence()
        .at(13_500)
        .words("Where is my order?")
        .expect(say(3, "Where is my order?"));
  }

  @Test
  void an_engine_that_has_become_faster_is_waited_for_less() {
    var script = withSlowEngine();
    for (int turn = 0; turn < 10; turn++) {
      long from = 10_000L + turn * 10_000L;
      script
          .at(from)
          .speech()
          .at(from + 1_000)
          .silence()
          .at(from + 1_200)
          .words("Where is my order?")
          .at(from + 1_500)
          .expect(say(3 + turn, "Where is my order?"))
          .soundEnds(3 + turn);
    }
    script.at(110_000).speech().at(111_000).silence().at(112_400).expect(speak(13, Line.SAY_AGAIN));
  }

  @Test
  void an_answer_that_may_be_one_to_later_speech_teaches_nothing() {
    call(withoutEarly(patient()))
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .at(2_400)
        .expect(speak(1, Line.SAY_AGAIN))
        .sound(1)
        .at(3_000)
        .soundEnds(1)
        .speech()
        .at(4_000)
        .silence()
        .at(4_300)
        .words("Where is my order?")
        .at(4_500)
        .expect(say(2, "Where is my order?"))
        .soundEnds(2)
        .at(10_000)
        .speech()
        .at(11_000)
        .silence()
        .at(12_400)
        .expect(speak(3, Line.SAY_AGAIN));
  }

  @Test
  void after_two_questions_in_a_row_the_engine_is_waited_for() {
    call(withoutEarly(patient()))
        .at(0)
        .speech()
        .at(500)
        .silence()
        .at(1_900)
        .expect(speak(1, Line.SAY_AGAIN))
        .soundEnds(1)
        .at(3_000)
        .speech()
        .at(3_500)
        .silence()
        .at(4_900)
        .expect(speak(2, Line.SAY_AGAIN))
        .soundEnds(2)
        .at(6_000)
        .speech()
        .at(6_500)
        .silence()
        .at(12_000)
        .nothing()
        .words("Where is my order?")
        .expect(say(3, "Where is my order?"));
  }

  @Test
  void words_that_the_engine_will_hardly_change_are_answered_without_its_last_word() {
    call(patient())
        .at(0)
        .speech()
        .at(900)
        .stablePartial("Where is my order?")
        .at(1_000)
        .silence()
        .expect(prepare(1, "Where is my order?"))
        .at(2_399)
        .nothing()
        .at(2_400)
        .expect(say(1, "Where is my order?"));
  }

  @Test
  void words_that_may_change_wait_for_the_engine_for_half_a_sentence_is_no_question() {
    call(patient())
        .at(0)
        .speech()
        .at(900)
        .partial("Where is my")
        .at(1_000)
        .silence()
        .at(6_999)
        .nothing()
        .at(7_000)
        .expect(say(1, "Where is my"));
  }

  @Test
  void a_sound_that_may_be_a_cough_is_not_asked_for_again() {
    call(patient())
        .at(0)
        .speech()
        .at(290)
        .silence()
        .at(6_290)
        .nothing()
        .at(16_290)
        .expect(speak(1, Line.STILL_THERE));
  }

  @Test
  void a_reply_that_was_ended_by_words_which_the_engine_takes_back_is_followed_by_a_question() {
    CallScript.speakingCall()
        .at(5_000)
        .speech()
        .at(5_200)
        .partial("Stop")
        .expect(cancel(1))
        .at(5_250)
        .silence()
        .at(5_400)
        .words("")
        .expect(speak(2, Line.SAY_AGAIN));
  }

  @Test
  void speech_into_a_reply_waits_for_the_engine_as_before() {
    CallScript.call(patient())
        .type("Hello")
        .expect(CallScript.typed(1, "Hello"))
        .sound(1)
        .at(1_000)
        .speech()
        .at(1_500)
        .expect(CallScript.hold(1))
        .at(1_600)
        .silence()
        .at(3_599)
        .nothing()
        .at(3_600)
        .expect(CallScript.resume(1));
  }
}
