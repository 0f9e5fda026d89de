package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.hold;
import static io.parley.core.turn.CallScript.resume;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speakingCall;

import io.parley.core.speech.Expectation;
import io.parley.core.turn.CallState.Phase;
import org.junit.jupiter.api.Test;

class BargeInTest {
  @Test
  void half_a_second_of_speech_stops_the_sound() {
    speakingCall().at(5_000).speech().at(5_499).nothing().at(5_500).expect(hold(1));
  }

  @Test
  void shorter_speech_stops_nothing() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_400)
        .silence()
        .at(5_600)
        .words("")
        .at(9_000)
        .nothing()
        .is(Phase.SPEAKING);
  }

  @Test
  void words_cancel_a_held_reply_and_are_answered() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_500)
        .expect(hold(1))
        .at(5_900)
        .partial("No, I meant")
        .expect(cancel(1))
        .is(Phase.LISTENING)
        .at(7_000)
        .silence()
        .words("No, I meant the other one.")
        .at(7_500)
        .expect(say(2, "No, I meant the other one."));
  }

  @Test
  void an_interrupting_word_needs_no_minimum_of_speech() {
    speakingCall().at(5_000).speech().at(5_200).partial("Stop").expect(cancel(1));
  }

  @Test
  void a_backchannel_does_not_interrupt() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_300)
        .partial("Uh-huh")
        .at(5_700)
        .silence()
        .at(5_900)
        .words("Uh-huh.")
        .at(9_000)
        .nothing()
        .is(Phase.SPEAKING);
  }

  @Test
  void sound_stopped_by_a_backchannel_resumes_once_it_is_recognised() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_500)
        .expect(hold(1))
        .at(5_600)
        .silence()
        .at(5_800)
        .words("Okay.")
        .expect(resume(1))
        .at(9_000)
        .nothing();
  }

  @Test
  void endless_backchannels_are_an_interruption() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_400)
        .partial("Yeah, okay")
        .at(6_499)
        .nothing()
        .at(6_500)
        .expect(hold(1));
  }

  @Test
  void a_yes_to_the_last_words_of_a_question_is_its_answer() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_300)
        .silence()
        .at(5_400)
        .soundEnds(1)
        .at(5_500)
        .words("Yes.")
        .at(5_800)
        .expect(say(2, "Yes."));
  }

  @Test
  void a_reply_resumes_after_an_interruption_without_words() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_500)
        .expect(hold(1))
        .at(5_800)
        .silence()
        .at(7_799)
        .nothing()
        .at(7_800)
        .expect(resume(1))
        .is(Phase.SPEAKING);
  }

  @Test
  void an_answer_without_words_resumes_the_reply_at_once() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_500)
        .expect(hold(1))
        .at(5_800)
        .silence()
        .at(6_000)
        .words("")
        .expect(resume(1));
  }

  @Test
  void words_after_a_false_interruption_still_interrupt() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_500)
        .expect(hold(1))
        .at(5_800)
        .silence()
        .at(7_800)
        .expect(resume(1))
        .at(8_000)
        .words("Wait a moment.")
        .expect(cancel(1), say(2, "Wait a moment."));
  }

  @Test
  void endless_noise_holds_a_reply_only_for_a_while() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_500)
        .expect(hold(1))
        .at(8_499)
        .nothing()
        .at(8_500)
        .expect(resume(1));
  }

  @Test
  void a_first_guess_interrupts_nothing() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_200)
        .guess("I'll kill")
        .nothing()
        .at(5_450)
        .partial("Okay")
        .at(5_480)
        .silence()
        .at(5_700)
        .words("Okay.")
        .at(9_000)
        .nothing()
        .is(Phase.SPEAKING);
  }

  @Test
  void words_of_low_confidence_interrupt_nothing() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_300)
        .silence()
        .at(5_400)
        .words("Thank you for watching.", 0.2)
        .at(9_000)
        .nothing()
        .is(Phase.SPEAKING);
  }

  @Test
  void an_unheard_reply_waits_while_the_customer_speaks() {
    call()
        .at(0)
        .speech()
        .at(500)
        .silence()
        .words("Where is my order?")
        .at(1_000)
        .expect(say(1, "Where is my order?"))
        .at(1_300)
        .speech()
        .expect(hold(1))
        .at(1_500)
        .silence()
        .at(1_700)
        .words("")
        .expect(resume(1))
        .is(Phase.THINKING);
  }

  @Test
  void more_words_cancel_an_unheard_reply() {
    call()
        .at(0)
        .speech()
        .at(500)
        .silence()
        .words("Where is my order?")
        .at(1_000)
        .expect(say(1, "Where is my order?"))
        .at(1_300)
        .speech()
        .expect(hold(1))
        .at(1_900)
        .partial("The blue one")
        .expect(cancel(1))
        .at(2_100)
        .silence()
        .words("The blue one.")
        .at(3_300)
        .expect(say(2, "The blue one."));
  }

  @Test
  void a_reply_that_ends_during_an_interruption_is_over() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_200)
        .soundEnds(1)
        .is(Phase.LISTENING)
        .at(6_000)
        .nothing()
        .silence()
        .words("Thanks.")
        .at(6_500)
        .expect(say(2, "Thanks."));
  }

  @Test
  void a_short_sound_that_was_understood_as_a_word_or_two_does_not_interrupt() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_450)
        .stablePartial("Amen")
        .at(5_499)
        .silence()
        .at(5_700)
        .words("Amen.")
        .at(9_000)
        .nothing()
        .is(Phase.SPEAKING);
  }

  @Test
  void a_short_word_that_asks_for_the_floor_interrupts() {
    for (var word : new String[] {"No.", "Hello?", "Excuse me.", "Seven."})
      speakingCall()
          .at(5_000)
          .speech()
          .at(5_300)
          .silence()
          .at(5_400)
          .words(word)
          .at(5_400)
          .expect(cancel(1));
  }

  @Test
  void words_that_may_become_a_backchannel_interrupt_with_the_next_one_if_it_is_none() {
    heldFor("Right, I").nothing().at(6_000).silence().words("Right, I see.").expect(resume(1));
    heldFor("Right, I want").expect(cancel(1));
    heldFor("No").expect(cancel(1));
  }

  /// These words have come after 0.9 s of speech.
  private static CallScript heldFor(String words) {
    return speakingCall()
        .at(5_000)
        .speech()
        .at(5_500)
        .expect(hold(1))
        .at(5_900)
        .stablePartial(words);
  }

  @Test
  void two_words_that_last_interrupt() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_500)
        .expect(hold(1))
        .silence()
        .words("Blue shoes.")
        .expect(cancel(1));
  }

  @Test
  void a_word_that_goes_on_interrupts_before_its_end() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_500)
        .expect(hold(1))
        .at(5_799)
        .stablePartial("Refunds")
        .nothing()
        .at(5_800)
        .stablePartial("Refunds they")
        .expect(cancel(1));
  }

  @Test
  void a_short_answer_to_what_the_reply_asks_for_interrupts() {
    speakingCall()
        .written(1, Expectation.NAME)
        .at(5_000)
        .speech()
        .at(5_400)
        .silence()
        .words("Anna.")
        .expect(cancel(1));
  }

  @Test
  void a_short_answer_into_the_last_words_of_a_reply_is_answered() {
    speakingCall()
        .at(5_000)
        .speech()
        .at(5_300)
        .silence()
        .at(5_400)
        .soundEnds(1)
        .at(5_500)
        .words("Blue.")
        .at(5_800)
        .expect(say(2, "Blue."));
  }
}
