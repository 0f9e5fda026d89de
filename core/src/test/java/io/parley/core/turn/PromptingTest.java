package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.ends;
import static io.parley.core.turn.CallScript.greetedCall;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speak;
import static io.parley.core.turn.CallScript.typed;

import io.parley.core.turn.CallAction.Reason;
import io.parley.core.turn.CallState.Phase;
import org.junit.jupiter.api.Test;

class PromptingTest {
  @Test
  void a_call_begins_with_the_greeting() {
    greetedCall().expect(speak(1, Line.GREETING)).at(200).sound(1).is(Phase.SPEAKING);
  }

  @Test
  void a_silent_customer_is_prompted_twice_and_then_the_call_ends() {
    greetedCall()
        .expect(speak(1, Line.GREETING))
        .sound(1)
        .at(2_000)
        .soundEnds(1)
        .at(12_000)
        .expect(speak(2, Line.STILL_THERE))
        .sound(2)
        .at(13_000)
        .soundEnds(2)
        .at(23_000)
        .expect(speak(3, Line.STILL_THERE))
        .sound(3)
        .at(24_000)
        .soundEnds(3)
        .at(34_000)
        .expect(speak(4, Line.GOODBYE))
        .sound(4)
        .at(36_000)
        .soundEnds(4)
        .expect(ends(Reason.GAVE_UP))
        .is(Phase.ENDED)
        .hasNoTimer();
  }

  @Test
  void a_terminator_alone_resets_the_prompts_and_interrupts_nothing() {
    call()
        .at(9_000)
        .key('#')
        .at(19_000)
        .expect(speak(1, Line.STILL_THERE))
        .sound(1)
        .at(20_000)
        .key('#')
        .is(Phase.SPEAKING)
        .at(21_000)
        .soundEnds(1)
        .at(31_000)
        .expect(speak(2, Line.STILL_THERE))
        .sound(2)
        .at(32_000)
        .soundEnds(2)
        .at(42_000)
        .expect(speak(3, Line.STILL_THERE));
  }

  @Test
  void a_word_resets_the_prompts() {
    call()
        .at(10_000)
        .expect(speak(1, Line.STILL_THERE))
        .sound(1)
        .at(11_000)
        .soundEnds(1)
        .at(12_000)
        .speech()
        .at(12_400)
        .silence()
        .words("Yes.")
        .at(12_900)
        .expect(say(2, "Yes."))
        .sound(2)
        .at(14_000)
        .soundEnds(2)
        .at(24_000)
        .expect(speak(3, Line.STILL_THERE))
        .sound(3)
        .at(25_000)
        .soundEnds(3)
        .at(35_000)
        .expect(speak(4, Line.STILL_THERE));
  }

  @Test
  void speech_during_the_goodbye_is_answered() {
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
        .speech()
        .at(30_400)
        .partial("Wait")
        .expect(cancel(3))
        .is(Phase.LISTENING);
  }

  @Test
  void a_muted_microphone_is_given_more_time() {
    call().at(1_000).mute().at(120_999).nothing().at(121_000).expect(speak(1, Line.STILL_THERE));
  }

  @Test
  void the_silence_counts_from_when_the_microphone_is_open_again() {
    call()
        .at(1_000)
        .mute()
        .at(60_000)
        .unmute()
        .at(69_999)
        .nothing()
        .at(70_000)
        .expect(speak(1, Line.STILL_THERE));
  }

  @Test
  void words_before_muting_still_count() {
    call()
        .at(0)
        .speech()
        .at(800)
        .partial("Where is it?")
        .at(1_000)
        .mute()
        .at(1_200)
        .words("Where is it?")
        .at(1_500)
        .expect(say(1, "Where is it?"));
  }

  @Test
  void a_muted_microphone_interrupts_nothing() {
    CallScript.speakingCall().at(1_000).mute().at(2_000).speech().at(9_000).nothing();
  }

  @Test
  void the_stop_button_gives_the_floor_to_the_customer() {
    CallScript.speakingCall()
        .at(1_000)
        .stopTalking()
        .expect(cancel(1))
        .is(Phase.LISTENING)
        .stopTalking()
        .nothing()
        .at(11_000)
        .expect(speak(2, Line.STILL_THERE));
  }

  @Test
  void typed_words_interrupt_and_are_answered_at_once() {
    CallScript.speakingCall()
        .at(1_000)
        .type("Order 4711")
        .expect(cancel(1), typed(2, "Order 4711"));
  }

  @Test
  void speech_during_typing_becomes_the_next_utterance() {
    call()
        .at(0)
        .speech()
        .at(800)
        .partial("The number is")
        .at(1_000)
        .type("4711")
        .expect(typed(1, "4711"), CallScript.hold(1))
        .at(1_500)
        .silence()
        .at(1_600)
        .words("The number is in the chat.")
        .expect(cancel(1))
        .at(2_312)
        .expect(say(2, "The number is in the chat."));
  }

  @Test
  void a_call_ends_when_it_is_hung_up() {
    CallScript.speakingCall()
        .at(1_000)
        .hangUp()
        .expect(cancel(1), ends(Reason.HUNG_UP))
        .is(Phase.ENDED)
        .hasNoTimer()
        .type("Hello?")
        .speech()
        .hangUp()
        .nothing();
  }
}
