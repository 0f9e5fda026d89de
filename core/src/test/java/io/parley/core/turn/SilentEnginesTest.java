package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.change;
import static io.parley.core.turn.CallScript.ends;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speak;
import static io.parley.core.turn.CallScript.speakingCall;
import static io.parley.core.turn.CallScript.typed;

import io.parley.core.turn.CallAction.Reason;
import io.parley.core.turn.CallState.Phase;
import org.junit.jupiter.api.Test;

class SilentEnginesTest {
  /// Somebody speaks another language, perhaps.
  private static CallScript unsureTwice() {
    return call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("Where is my otter?", 0.25)
        .at(1_500)
        .expect(speak(1, Line.SAY_AGAIN))
        .soundEnds(1)
        .at(2_000)
        .speech()
        .at(3_000)
        .silence()
        .words("Where is my odour?", 0.25)
        .at(3_500)
        .expect(speak(2, Line.SAY_AGAIN))
        .soundEnds(2)
        .at(4_000)
        .speech()
        .at(5_000)
        .silence();
  }

  @Test
  void after_two_questions_to_repeat_the_customer_is_told_how_they_are_understood() {
    unsureTwice()
        .words("Where is my ardour?", 0.25)
        .at(5_500)
        .expect(speak(3, Line.NOT_UNDERSTOOD))
        .soundEnds(3)
        .at(7_000)
        .speech()
        .at(8_000)
        .silence()
        .words("Where is a person?", 0.25)
        .at(8_500)
        // they may ask for what they were offered
        .expect(say(4, "Where is a person?", 0.25));
  }

  @Test
  void words_that_are_understood_at_last_are_answered() {
    unsureTwice()
        .words("Where is my order?", 0.8)
        .at(5_500)
        .expect(say(3, "Where is my order?", 0.8));
  }

  @Test
  void confidence_is_weighted_by_length() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .words("aaaaaaaa", 1)
        .at(2_000)
        .silence()
        .words("bbbbbbbb.", 0)
        .at(2_500)
        .expect(say(1, "aaaaaaaa bbbbbbbb.", 8 / 17.0));
  }

  @Test
  void short_speech_without_words_is_asked_for_again_at_once() {
    call().at(0).speech().at(310).silence().at(700).words("").expect(speak(1, Line.SAY_AGAIN));
  }

  @Test
  void a_cough_that_the_engine_does_not_answer_is_forgotten() {
    call()
        .at(0)
        .speech()
        .at(290)
        .silence()
        .at(13_289)
        .nothing()
        .at(13_290)
        .expect(speak(1, Line.STILL_THERE));
  }

  @Test
  void speech_that_the_engine_does_not_answer_is_asked_for_again_and_then_another_is_tried() {
    call()
        .at(0)
        .speech()
        .at(2_000)
        .silence()
        .at(3_400)
        .expect(speak(1, Line.SAY_AGAIN))
        .soundEnds(1)
        .at(6_000)
        .speech()
        .at(8_000)
        .silence()
        .at(9_400)
        .expect(change(Engine.EAR), speak(2, Line.SAY_AGAIN));
  }

  @Test
  void without_an_ear_the_call_says_so_once_and_continues_with_typed_words() {
    call()
        .at(1_000)
        .lose(Engine.EAR)
        .expect(speak(1, Line.CANNOT_HEAR))
        .lose(Engine.EAR)
        .nothing()
        .sound(1)
        .at(3_000)
        .soundEnds(1)
        .speech()
        .at(100_000)
        .nothing()
        .type("Where is my order?")
        .expect(typed(2, "Where is my order?"))
        .sound(2)
        .is(Phase.SPEAKING);
  }

  @Test
  void the_loss_of_an_ear_is_announced_after_the_reply() {
    speakingCall()
        .at(1_000)
        .lose(Engine.EAR)
        .nothing()
        .at(2_000)
        .soundEnds(1)
        .expect(speak(2, Line.CANNOT_HEAR));
  }

  @Test
  void words_of_a_lost_ear_are_answered() {
    call()
        .at(0)
        .speech()
        .at(900)
        .partial("Where is my order?")
        .at(1_000)
        .lose(Engine.EAR)
        .nothing()
        .at(1_500)
        .expect(CallScript.say(1, "Where is my order?"))
        .soundEnds(1)
        .expect(speak(2, Line.CANNOT_HEAR));
  }

  @Test
  void without_a_voice_replies_are_read() {
    speakingCall()
        .at(1_000)
        .lose(Engine.VOICE)
        .is(Phase.THINKING)
        .at(1_500)
        .written(1)
        .nothing()
        .is(Phase.LISTENING)
        .type("Thanks")
        .expect(typed(2, "Thanks"))
        .written(2)
        .is(Phase.LISTENING);
  }

  @Test
  void without_a_voice_a_silent_customer_is_not_prompted_and_the_call_ends() {
    call()
        .lose(Engine.VOICE)
        .at(359_999)
        .nothing()
        .at(360_000)
        .expect(ends(Reason.GAVE_UP))
        .hasNoTimer();
  }

  @Test
  void a_silent_model_is_cancelled_with_an_apology() {
    call()
        .type("Hello")
        .expect(typed(1, "Hello"))
        .at(20_000)
        .expect(cancel(1), speak(2, Line.TROUBLE));
  }

  @Test
  void unspoken_words_are_given_to_another_voice_once() {
    call()
        .type("Hello")
        .expect(typed(1, "Hello"))
        .at(1_000)
        .written(1)
        .at(20_000)
        .expect(change(Engine.VOICE))
        .at(40_000)
        .expect(cancel(1), speak(2, Line.TROUBLE))
        .at(60_000)
        .expect(change(Engine.VOICE))
        .at(80_000)
        .expect(cancel(2))
        .is(Phase.LISTENING);
  }

  @Test
  void a_voice_that_falls_silent_is_replaced_and_the_reply_continues() {
    speakingCall()
        .at(1_000)
        .soundWaits(1)
        .at(5_000)
        .expect(change(Engine.VOICE))
        .at(5_400)
        .sound(1)
        .at(30_000)
        .nothing()
        .is(Phase.SPEAKING);
  }

  @Test
  void a_reply_that_stalls_again_is_cancelled() {
    speakingCall()
        .at(1_000)
        .soundWaits(1)
        .at(5_000)
        .expect(change(Engine.VOICE))
        .at(9_000)
        .expect(cancel(1), speak(2, Line.TROUBLE));
  }

  @Test
  void a_failed_reply_is_followed_by_an_apology() {
    call()
        .type("Hello")
        .expect(typed(1, "Hello"))
        .at(500)
        .fails(1)
        .expect(speak(2, Line.TROUBLE))
        .fails(2)
        .nothing()
        .is(Phase.LISTENING);
  }

  @Test
  void a_withheld_reply_is_stopped_and_announced() {
    speakingCall()
        .at(1_000)
        .isWithheld(1)
        .expect(speak(2, Line.WITHHELD))
        .fails(2)
        .nothing()
        .is(Phase.LISTENING);
  }

  @Test
  void a_reply_without_a_reported_end_is_ended() {
    speakingCall().at(300_000).expect(cancel(1)).is(Phase.LISTENING);
  }

  @Test
  void events_of_a_finished_reply_change_nothing() {
    speakingCall()
        .at(1_000)
        .type("More")
        .expect(cancel(1), typed(2, "More"))
        .soundEnds(1)
        .soundWaits(1)
        .written(1)
        .fails(1)
        .sound(1)
        .nothing()
        .is(Phase.THINKING);
  }

  @Test
  void an_unspeakable_goodbye_still_ends_the_call() {
    call()
        .at(10_000)
        .expect(speak(1, Line.STILL_THERE))
        .soundEnds(1)
        .at(20_000)
        .expect(speak(2, Line.STILL_THERE))
        .soundEnds(2)
        .at(30_000)
        .expect(speak(3, Line.GOODBYE))
        .lose(Engine.VOICE)
        .expect(cancel(3), ends(Reason.GAVE_UP))
        .hasNoTimer();
  }
}
