package io.parley.core.turn;

import static io.parley.core.turn.CallScript.answered;
import static io.parley.core.turn.CallScript.asked;
import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.withoutEarly;

import io.parley.core.speech.Expectation;
import io.parley.core.turn.CallState.Phase;
import org.junit.jupiter.api.Test;

class EndpointingTest {
  @Test
  void complete_words_are_answered_after_the_shortest_silence() {
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
  void ambiguous_words_are_answered_after_the_usual_silence() {
    answered("Tomorrow", Cadence.UNKNOWN, 1_000);
  }

  @Test
  void a_question_in_a_falling_voice_is_answered_after_the_minimum() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence(Cadence.FALLING)
        .at(1_100)
        .words("Where is my order?")
        .at(1_249)
        .nothing()
        .at(1_250)
        .expect(say(1, "Where is my order?"));
  }

  @Test
  void a_full_stop_alone_is_believed_sooner_of_a_falling_voice_and_later_of_a_level_one() {
    answered("I want to return it.", Cadence.FALLING, 400);
    answered("I want to return it.", Cadence.UNKNOWN, 500);
    answered("I want to return it.", Cadence.LEVEL, 750);
  }

  @Test
  void somebody_who_only_tells_something_may_have_more_to_tell_in_any_voice() {
    for (var cadence : Cadence.values()) answered("I received the chairs.", cadence, 812);
  }

  @Test
  void somebody_who_pauses_in_mid_sentence_is_not_cut_off_in_any_voice() {
    for (var cadence : Cadence.values())
      call()
          .at(0)
          .speech()
          .at(1_000)
          .silence(cadence)
          .words("I want to return.")
          .at(2_399)
          .nothing()
          .speech()
          .at(3_000)
          .silence(Cadence.FALLING)
          .words("these shoes.")
          .at(3_400)
          .expect(say(1, "I want to return. these shoes."));
  }

  @Test
  void somebody_who_tells_what_it_is_about_is_waited_for() {
    for (var cadence : Cadence.values())
      call()
          .at(0)
          .speech()
          .at(1_000)
          .silence(cadence)
          // the last word was "and"
          .words("I bought some boots from you, Anne.")
          .at(2_300)
          .speech()
          .at(3_000)
          .silence()
          .words("I want to send them back.")
          .at(3_500)
          .expect(say(1, "I bought some boots from you, Anne. I want to send them back."));
  }

  @Test
  void somebody_who_was_asked_for_something_has_told_it_in_a_sentence() {
    asked(call(), Expectation.NAME)
        .silence()
        .words("My name is Anna.")
        .at(3_499)
        .nothing()
        .at(3_500)
        .expect(say(2, "My name is Anna."));
  }

  @Test
  void somebody_who_only_tells_something_is_waited_for_longer_without_a_full_stop() {
    for (var cadence : Cadence.values()) answered("I received the chairs", cadence, 1_200);
  }

  @Test
  void a_phrase_without_a_verb_may_begin_a_sentence() {
    answered("The blue one.", Cadence.FALLING, 1_200);
  }

  @Test
  void somebody_who_counts_is_waited_for_a_little_longer() {
    answered("one zero zero zero one", Cadence.UNKNOWN, 1_200);
  }

  @Test
  void a_sentence_that_ends_with_is_is_answered_like_any_other() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence(Cadence.FALLING)
        .words("I'd like to know where my order is.")
        .at(1_400)
        .expect(say(1, "I'd like to know where my order is."));
  }

  @Test
  void words_that_trail_off_wait_for_the_longest_silence() {
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
  void speech_after_trailing_off_joins_the_utterance() {
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
        .at(5_125)
        .expect(say(1, "I have an order and it is late."));
  }

  @Test
  void continued_speech_is_not_cut_by_an_earlier_silence() {
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
  void an_answer_waits_while_speech_may_be_going_on() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("I want to return it.")
        .at(1_440)
        .suspicion(true)
        .at(1_630)
        .nothing()
        .speechSince(1_400)
        .at(3_000)
        .silence()
        .words("Please send me a label.")
        .at(3_500)
        .expect(say(1, "I want to return it. Please send me a label."));
  }

  @Test
  void an_answer_that_waited_for_a_click_comes_at_once() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("Thank you.")
        .at(1_490)
        .suspicion(true)
        .at(1_550)
        .suspicion(false)
        .expect(say(1, "Thank you."));
  }

  @Test
  void a_suspicion_that_is_neither_confirmed_nor_denied_delays_an_answer_for_300_ms() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("Thank you.")
        .at(1_450)
        .suspicion(true)
        .at(1_749)
        .nothing()
        .at(1_750)
        .expect(say(1, "Thank you."));
  }

  @Test
  void a_suspicion_before_the_silence_is_long_enough_delays_nothing() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence()
        .words("Thank you.")
        .at(1_150)
        .suspicion(true)
        .at(1_499)
        .nothing()
        .at(1_500)
        .expect(say(1, "Thank you."));
  }

  @Test
  void a_late_transcript_is_judged_by_the_silence_so_far() {
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
  void a_partial_transcript_replaces_a_missing_final_one() {
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
  void a_final_transcript_of_answered_words_is_not_answered_again() {
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
  void words_count_without_detected_speech() {
    call().at(1_000).words("Yes.").at(1_500).expect(say(1, "Yes."));
  }

  @Test
  void speech_without_words_is_forgotten_and_the_next_counts() {
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
  void noise_without_words_ends() {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .partial("Where is my order?")
        .at(13_000)
        .expect(say(1, "Where is my order?"));
  }

  @Test
  void speech_without_pause_is_answered_after_the_longest_utterance() {
    var script = call().at(0).speech();
    for (int second = 1; second < 60; second++)
      script.at(second * 1_000L).partial("word ".repeat(second));
    script.at(60_200).expect(say(1, "word ".repeat(59).strip()));
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
