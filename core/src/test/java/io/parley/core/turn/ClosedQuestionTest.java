package io.parley.core.turn;

import static io.parley.core.turn.CallScript.answered;
import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.typed;

import io.parley.core.speech.Expectation;
import org.junit.jupiter.api.Test;

class ClosedQuestionTest {
  @Test
  void a_yes_to_a_closed_question_is_over_sooner_than_the_same_words_unasked() {
    answered("Yes, go ahead, please", Cadence.UNKNOWN, 750);
    asked("Yes, go ahead, please", Cadence.UNKNOWN, 250);
    asked("Yes.", Cadence.UNKNOWN, 250);
  }

  @Test
  void a_yes_in_a_voice_that_goes_on_and_a_no_are_waited_for() {
    asked("Yes, go ahead, please", Cadence.LEVEL, 1_000);
    asked("No.", Cadence.UNKNOWN, 500);
  }

  /// After a question for a yes or no.
  private static void asked(String words, Cadence cadence, long afterMillis) {
    long from = 3_000;
    call()
        .type("Hello")
        .expect(typed(1, "Hello"))
        .written(1, Expectation.YES_OR_NO)
        .sound(1)
        .at(1_000)
        .soundEnds(1)
        .at(2_000)
        .speech()
        .at(from)
        .silence(cadence)
        .words(words)
        .at(from + afterMillis - 1)
        .nothing()
        .at(from + afterMillis)
        .expect(say(2, words));
  }
}
