package io.parley.core.turn;

import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.prepare;
import static io.parley.core.turn.CallScript.say;

import io.parley.core.turn.CallState.Phase;
import org.junit.jupiter.api.Test;

class EarlyReplyTest {
  private final CallScript call = CallScript.call(TurnSettings.typical("en"));

  @Test
  void a_stable_transcript_begins_the_reply_before_the_silence_is_long_enough() {
    call.at(0)
        .speech()
        .at(1_000)
        .silence()
        .at(1_100)
        .stablePartial("Where is my order?")
        .expect(prepare(1, "Where is my order?"))
        .is(Phase.LISTENING)
        .at(1_200)
        .words("Where is my order?")
        .at(1_500)
        .expect(say(1, "Where is my order?"))
        .is(Phase.THINKING);
  }

  @Test
  void changed_punctuation_keeps_the_early_reply() {
    call.at(0)
        .speech()
        .at(1_000)
        .silence()
        .stablePartial("where is my order")
        .expect(prepare(1, "where is my order"))
        .at(1_200)
        .words("Where is my order?")
        .at(1_500)
        .expect(say(1, "Where is my order?"));
  }

  @Test
  void more_words_discard_the_early_reply() {
    call.at(0)
        .speech()
        .at(1_000)
        .silence()
        .stablePartial("Where is my order?")
        .expect(prepare(1, "Where is my order?"))
        .at(1_300)
        .speech()
        .nothing()
        .at(1_700)
        .words("Where is my order?")
        .nothing()
        .partial("The blue")
        .expect(cancel(1))
        .at(2_000)
        .silence()
        .at(2_200)
        .words("The blue one.")
        .expect(prepare(2, "Where is my order? The blue one."))
        .at(2_500)
        .expect(say(2, "Where is my order? The blue one."));
  }

  @Test
  void noise_keeps_the_early_reply() {
    call.at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("Where is my order?")
        .expect(prepare(1, "Where is my order?"))
        .at(1_200)
        .speech()
        .at(1_400)
        .silence()
        .at(1_600)
        .words("")
        .at(1_900)
        .expect(say(1, "Where is my order?"));
  }

  @Test
  void no_early_reply_during_speech_trailing_off_or_unstable_words() {
    call.at(0)
        .speech()
        .at(900)
        .stablePartial("Where is my order?")
        .nothing()
        .at(1_000)
        .silence()
        .expect(prepare(1, "Where is my order?"))
        .at(1_100)
        .partial("Where is my border")
        .expect(cancel(1))
        .at(1_200)
        .stablePartial("Where is my order and")
        .nothing();
  }

  @Test
  void early_replies_are_limited() {
    call.at(0)
        .speech()
        .at(1_000)
        .silence()
        .stablePartial("Um")
        .nothing()
        .stablePartial("One way.")
        .expect(prepare(1, "One way."))
        .stablePartial("One way street.")
        .expect(cancel(1), prepare(2, "One way street."))
        .stablePartial("One way street sign.")
        .expect(cancel(2))
        .at(1_200)
        .words("One way street sign.")
        .at(1_500)
        .expect(say(3, "One way street sign."));
  }

  @Test
  void a_failed_early_reply_is_not_a_failure() {
    call.at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("Where is it?")
        .expect(prepare(1, "Where is it?"))
        .at(1_200)
        .fails(1)
        .expect(prepare(2, "Where is it?"))
        .fails(2)
        .nothing()
        .at(1_500)
        .expect(say(3, "Where is it?"));
  }
}
