package io.parley.core.turn;

import static io.parley.core.turn.CallScript.answered;
import static io.parley.core.turn.CallScript.asked;
import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.say;

import io.parley.core.speech.Expectation;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Silences after what is wrong, after what happened, and after requests (decision 0155).
class ComplaintTest {
  @Test
  void somebody_who_tells_what_is_wrong_is_answered_sooner_than_somebody_who_tells_what_happened() {
    for (var words : List.of("The heating does not turn off.", "Somebody has used my card.")) {
      answered(words, Cadence.FALLING, 625);
      answered(words, Cadence.UNKNOWN, 625);
      answered(words, Cadence.LEVEL, 750);
    }
    for (var cadence : Cadence.values()) answered("I paid the bill.", cadence, 812);
  }

  @Test
  void a_complaint_without_a_full_stop_may_go_on_and_after_a_comma_it_likely_does() {
    answered("I never got an answer to my letter", Cadence.FALLING, 750);
    answered("I never got an answer to my letter", Cadence.LEVEL, 1_000);
    for (var cadence : Cadence.values()) answered("Our flight was late,", cadence, 1_200);
  }

  @Test
  void somebody_who_tells_what_happened_and_pauses_for_seven_tenths_of_a_second_is_not_cut_off() {
    for (var cadence : Cadence.values())
      pauses("I paid the bill.", cadence, 700, "But you cut my line.", 625);
  }

  @Test
  void a_complaint_is_what_was_asked_for_where_something_was_asked_for() {
    asked(call(), Expectation.NAME)
        .silence()
        .words("It has no name.")
        .at(3_499)
        .nothing()
        .at(3_500)
        .expect(say(2, "It has no name."));
  }

  @Test
  void a_whole_request_without_a_full_stop_is_answered_soon_where_the_voice_falls() {
    for (var words : List.of("Please block the card", "We need two rooms", "Where is my order")) {
      answered(words, Cadence.FALLING, 500);
      answered(words, Cadence.UNKNOWN, 750);
      answered(words, Cadence.LEVEL, 1_000);
    }
  }

  @Test
  void several_people_want_something_as_one_does() {
    answered("We would like a table for two.", Cadence.FALLING, 400);
  }

  @Test
  void a_polite_question_that_names_nothing_may_go_on() {
    for (var cadence : Cadence.values())
      pauses("Could you check?", cadence, 500, "If my luggage has arrived?", 500);
    answered("Could you check it?", Cadence.FALLING, 250);
  }

  @Test
  void a_thought_without_its_clause_is_waited_for() {
    for (var words : List.of("I was hoping.", "I was told.", "Do you know?"))
      for (var cadence : Cadence.values())
        pauses(words, cadence, 1_200, "Is there a seat at the window?", 500);
  }

  @Test
  void words_that_may_be_an_answer_after_all_are_answered_within_a_second_and_a_half() {
    for (var words : List.of("Not really", "Two adults,", "As soon as possible.", "Do you know?"))
      for (var cadence : Cadence.values()) answered(words, cadence, 1_400);
  }

  /// The rest comes after a pause of so many milliseconds, of which speech is suspected 100 ms
  /// later, and certain 200 ms later; nothing is answered before it.
  private static void pauses(String words, Cadence cadence, long pause, String rest, long after) {
    long again = 1_000 + pause;
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence(cadence)
        .words(words)
        .at(again + 100)
        .suspicion(true)
        .at(again + 200)
        .nothing()
        .speechSince(again)
        .at(again + 1_000)
        .silence()
        .words(rest)
        .at(again + 1_000 + after)
        .expect(say(1, words + " " + rest));
  }
}
