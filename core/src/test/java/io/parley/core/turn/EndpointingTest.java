package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.withoutEarly;

import io.parley.core.turn.CallState.Phase;
import org.junit.jupiter.api.Test;

class EndpointingTest {
  @Test
  void words_that_read_complete_are_taken_after_the_shortest_silence() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .at(1_200)
        .words("Where is my order?")
        .at(1_499)
        .nothing()
        .at(1_500)
        .expect(say(1, "Where is my order?"))
        .is(Phase.THINKING);
  }

  @Test
  void words_that_could_be_either_are_taken_after_the_usual_silence() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("my order is late")
        .at(2_000)
        .expect(say(1, "my order is late"));
  }

  @Test
  void words_that_trail_off_are_waited_for_longest() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("I have an order and")
        .at(4_000)
        .expect(say(1, "I have an order and"));
  }

  @Test
  void who_goes_on_after_trailing_off_is_one_utterance() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .at(1_200)
        .words("I have an order and")
        .at(3_500)
        .speech()
        .at(4_500)
        .silence()
        .at(4_600)
        .words("it is late.")
        .at(5_000)
        .expect(say(1, "I have an order and it is late."));
  }

  @Test
  void speech_that_goes_on_is_never_cut_by_the_silence_before_it() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("Hello.")
        .at(1_400)
        .speech()
        .at(3_000)
        .nothing()
        .at(4_000)
        .silence()
        .words("Is anybody there?")
        .at(4_500)
        .expect(say(1, "Hello. Is anybody there?"));
  }

  @Test
  void a_transcript_that_comes_after_the_silence_is_judged_by_the_silence_that_was() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .at(1_900)
        .words("Thank you.")
        .expect(say(1, "Thank you."));
  }

  @Test
  void a_partial_transcript_is_taken_when_the_final_one_does_not_come() {
    call()
        .at(0)
        .speech()
        .at(900)
        .partial("Where is my order?")
        .at(1_000)
        .silence()
        .at(2_500)
        .expect(say(1, "Where is my order?"));
  }

  @Test
  void the_final_transcript_of_what_was_taken_already_is_not_taken_again() {
    call()
        .at(0)
        .speech()
        .at(900)
        .partial("Where is my order?")
        .at(1_000)
        .silence()
        .at(2_500)
        .expect(say(1, "Where is my order?"))
        .at(2_700)
        .words("Where is my order?")
        .at(9_000)
        .nothing();
  }

  @Test
  void a_final_transcript_in_the_middle_of_speech_does_not_end_the_utterance() {
    call()
        .at(0)
        .speech()
        .at(5_000)
        .words("My parcel came yesterday.")
        .at(5_400)
        .silence()
        .at(6_200)
        .nothing()
        .at(6_300)
        .words("It is broken.")
        .expect(say(1, "My parcel came yesterday. It is broken."));
  }

  @Test
  void words_without_any_speech_detected_are_words() {
    call().at(1_000).words("Yes.").at(1_500).expect(say(1, "Yes."));
  }

  @Test
  void speech_of_which_no_word_comes_is_forgotten_and_the_next_is_listened_to() {
    call()
        .at(0)
        .speech()
        .at(100)
        .silence()
        .at(3_100)
        .nothing()
        .at(5_000)
        .speech()
        .at(6_000)
        .silence()
        .words("No.")
        .at(6_500)
        .expect(say(1, "No."));
  }

  @Test
  void noise_in_which_no_words_are_found_is_not_listened_to_for_ever() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .partial("Where is my order?")
        .at(13_000)
        .expect(say(1, "Where is my order?"));
  }

  @Test
  void who_never_pauses_is_answered_after_the_longest_utterance() {
    var script = call().at(0).speech();
    for (int second = 1; second < 60; second++)
      script.at(second * 1_000L).partial("word ".repeat(second));
    script.at(60_000).expect(say(1, "word ".repeat(59).strip()));
  }

  @Test
  void a_language_has_its_own_words_for_more_to_come() {
    var german = withoutEarly(TurnSettings.typical("de-AT"));
    CallScript.call(german)
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("Ich habe bestellt und")
        .at(3_999)
        .nothing()
        .at(4_000)
        .expect(say(1, "Ich habe bestellt und"));
  }
}
