package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.greetedCall;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speak;

import org.junit.jupiter.api.Test;

/// Times when nobody has the floor, so that a call can end without cutting anybody off.
class QuietTest {
  @Test
  void nobody_has_the_floor_from_the_end_of_one_reply_to_the_beginning_of_the_next_words() {
    call()
        .isQuiet(true)
        .at(0)
        .speech()
        .isQuiet(false)
        .at(1_000)
        .silence()
        .isQuiet(false)
        .at(1_200)
        .words("Where is my order?")
        .isQuiet(false)
        .at(1_500)
        .expect(say(1, "Where is my order?"))
        .isQuiet(false)
        .sound(1)
        .isQuiet(false)
        .at(4_000)
        .soundEnds(1)
        .isQuiet(true);
  }

  @Test
  void a_greeting_is_heard_to_its_end() {
    greetedCall()
        .expect(speak(1, Line.GREETING))
        .isQuiet(false)
        .sound(1)
        .at(2_000)
        .soundEnds(1)
        .isQuiet(true);
  }

  @Test
  void a_sound_without_words_delays_no_longer_than_words() {
    call().at(0).speech().at(290).silence().isQuiet(false).at(400).words("").isQuiet(true);
  }
}
