package io.parley.core.turn;

import static io.parley.core.turn.CallScript.asked;
import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.prepare;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speakingCall;

import io.parley.core.speech.Expectation;
import io.parley.core.turn.CallState.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/// After a question that few words answer: "Which colour would you like?"
class AnswerTest {
  @Test
  void a_phrase_is_all_of_an_answer() {
    for (var words : List.of("The blue one.", "Since Monday.", "I bought a lamp.")) {
      answered(words, Cadence.FALLING, 400);
      answered(words, Cadence.UNKNOWN, 500);
      answered(words, Cadence.LEVEL, 750);
    }
  }

  @Test
  void a_few_words_without_a_full_stop_may_be_all_of_it() {
    for (var words : List.of("The large one", "Two adults,", "On Friday")) {
      answered(words, Cadence.FALLING, 750);
      answered(words, Cadence.UNKNOWN, 1_000);
      answered(words, Cadence.LEVEL, 1_200);
    }
  }

  @Test
  void an_answer_that_trails_off_is_waited_for_as_ever() {
    answered("The blue one and", Cadence.FALLING, 3_000);
  }

  @Test
  void the_recogniser_gets_no_hint_and_a_listeners_sound_does_not_interrupt_the_question() {
    speakingCall()
        .written(1, Expectation.ANSWER)
        .expects(Expectation.FREE)
        .at(5_000)
        .speech()
        .at(5_400)
        .silence()
        .words("Amen.")
        .at(9_000)
        .nothing()
        .is(Phase.SPEAKING);
  }

  @Test
  void a_reply_to_a_phrase_is_prepared_at_once() {
    asked(call(TurnSettings.typical("en")), Expectation.ANSWER)
        .silence()
        .words("The large one")
        .expect(prepare(2, "The large one"));
  }

  @Test
  void what_is_said_after_the_answer_is_no_answer_any_more() {
    asked(call(), Expectation.ANSWER)
        .silence()
        .words("The blue one.")
        .at(3_500)
        .expect(say(2, "The blue one."))
        .soundEnds(2)
        .at(5_000)
        .speech()
        .at(6_000)
        .silence()
        .words("The red one.")
        .at(7_199)
        .nothing()
        .at(7_200)
        .expect(say(3, "The red one."));
  }

  private static void answered(String words, Cadence cadence, long after) {
    asked(call(), Expectation.ANSWER)
        .silence(cadence)
        .words(words)
        .at(2_999 + after)
        .nothing()
        .at(3_000 + after)
        .expect(say(2, words));
  }
}
