package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.hold;
import static io.parley.core.turn.CallScript.keyed;
import static io.parley.core.turn.CallScript.readBack;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speak;
import static io.parley.core.turn.CallScript.typed;

import io.parley.core.speech.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingBackTest {
  static final String ANNA = "A N N A at example dot com";

  /// The reply that asks for this was heard at 2 s.
  static CallScript asked(CallScript call, Expectation expected) {
    return call.at(0)
        .type("Hello")
        .expect(typed(1, "Hello"))
        .sound(1)
        .written(1, expected)
        .at(2_000)
        .soundEnds(1);
  }

  static CallScript asked() {
    return asked(call(), Expectation.SPELLED);
  }

  /// These words end at this time, after half a second.
  static CallScript says(CallScript call, long end, String words) {
    return call.at(end - 500).speech().at(end).silence().words(words);
  }

  /// "Is that right?" was heard at 8 s.
  static CallScript readBackAt8() {
    return says(asked(), 4_000, ANNA)
        .at(5_000)
        .expect(readBack(2, ANNA))
        .sound(2)
        .at(8_000)
        .soundEnds(2)
        .nothing();
  }

  @Test
  void letters_of_several_utterances_become_one_address_and_a_yes_sends_it() {
    var call = says(asked(), 4_000, "A N N A");
    call = says(call, 6_300, "at example");
    says(call, 8_700, "dot com")
        .at(9_700)
        .expect(readBack(2, ANNA))
        .sound(2)
        .at(13_000)
        .soundEnds(2)
        .shows("anna@example.com")
        .expects(Expectation.YES_OR_NO)
        .at(14_000)
        .speech()
        .at(14_400)
        .silence()
        .words("Yes.")
        .at(14_900)
        .expect(say(3, "anna@example.com"))
        .expects(Expectation.FREE)
        .shows("");
  }

  @Test
  void letters_that_the_recogniser_wrote_as_other_words_are_read_back_and_a_no_spells_them_again() {
    var call =
        says(asked(), 4_000, "A,. And N_a at example dot com")
            .at(5_000)
            .expect(readBack(2, ANNA))
            .sound(2)
            .at(8_000)
            .soundEnds(2);
    says(call, 10_000, "No, A, NN, E at example dot com.")
        .at(11_000)
        .expect(readBack(3, "A N N E at example dot com"));
  }

  @Test
  void a_speller_is_waited_for_but_no_longer_than_the_longest_silence() {
    says(asked(), 4_000, "A N N A").at(6_499).nothing().at(6_500).expect(readBack(2, "A N N A"));
  }

  @Test
  void an_address_without_an_end_that_is_read_back_may_be_completed() {
    var call =
        says(asked(), 4_000, "A N N A at example")
            .at(6_500)
            .expect(readBack(2, "A N N A at example"))
            .sound(2)
            .at(9_000)
            .soundEnds(2);
    says(call, 10_000, "dot com").at(11_000).expect(readBack(3, ANNA));
  }

  @Test
  void a_caller_who_goes_on_spelling_is_not_talked_over() {
    says(asked(), 4_000, "A N N A at example")
        .at(6_500)
        .expect(readBack(2, "A N N A at example"))
        .at(6_600)
        .speech()
        .expect(hold(2))
        .at(7_000)
        .partial("dot com")
        .expect(cancel(2))
        .silence()
        .words("dot com")
        .at(8_000)
        .expect(readBack(3, ANNA));
  }

  @Test
  void words_that_are_no_part_of_it_stay_beside_it() {
    var call =
        says(asked(call(), Expectation.FREE), 4_000, "I'd like to know about order P L 1 0 2")
            .at(6_500)
            .expect(readBack(2, "P L 1 0 2"))
            .sound(2)
            .at(8_000)
            .soundEnds(2);
    says(call, 9_000, "That's right.")
        .at(9_500)
        .expect(say(3, "i'd like to know about order PL102"));
  }

  @Test
  void after_a_no_it_is_spelled_again_and_after_the_second_one_the_words_go_on_as_they_are() {
    var again =
        says(readBackAt8(), 9_000, "No.")
            .at(9_500)
            .expect(speak(3, Line.SPELL_AGAIN))
            .expects(Expectation.SPELLED)
            .sound(3)
            .at(11_000)
            .soundEnds(3);
    var second =
        says(again, 13_000, "M A N N A at example dot com")
            .at(14_000)
            .expect(readBack(4, "M A N N A at example dot com"))
            .sound(4)
            .at(17_000)
            .soundEnds(4);
    says(second, 18_000, "No, that's wrong.")
        .at(18_500)
        .expect(say(5, ANNA + " M A N N A at example dot com No, that's wrong."));
  }

  @Test
  void a_no_that_spells_it_anew_corrects_it() {
    var corrected =
        says(readBackAt8(), 9_000, "No, H A N N A at example dot com")
            .at(10_000)
            .expect(readBack(3, "H A N N A at example dot com"))
            .sound(3)
            .at(13_000)
            .soundEnds(3);
    says(corrected, 14_000, "Yes.").at(14_500).expect(say(4, "hanna@example.com"));
  }

  @Test
  void a_corrected_code_stands_in_the_words_that_were_said_with_the_wrong_one() {
    var call =
        says(asked(call(), Expectation.FREE), 4_000, "Where is order P L 1 0 2")
            .at(6_500)
            .expect(readBack(2, "P L 1 0 2"))
            .sound(2)
            .at(8_000)
            .soundEnds(2);
    var again =
        says(call, 9_000, "No, P L 1 0 3")
            .at(11_500)
            .expect(readBack(3, "P L 1 0 3"))
            .shows("where is order PL103")
            .sound(3)
            .at(13_000)
            .soundEnds(3);
    says(again, 14_000, "Yes.").at(14_500).expect(say(4, "where is order PL103"));
  }

  @Test
  void nothing_is_lost_when_it_is_not_spelled_again() {
    var again =
        says(readBackAt8(), 9_000, "No.")
            .at(9_500)
            .expect(speak(3, Line.SPELL_AGAIN))
            .sound(3)
            .at(11_000)
            .soundEnds(3);
    again.shows("").isQuiet(false);
    says(again, 12_000, "Can I talk to someone?")
        .at(12_500)
        .expect(say(4, ANNA + " Can I talk to someone?"));
  }

  @Test
  void silence_after_a_no_sends_the_words_as_they_were_heard() {
    says(readBackAt8(), 9_000, "No.")
        .at(9_500)
        .expect(speak(3, Line.SPELL_AGAIN))
        .sound(3)
        .at(11_000)
        .soundEnds(3)
        .at(21_000)
        .expect(say(4, ANNA));
  }

  @Test
  void words_that_are_no_answer_go_to_the_session_with_what_was_spelled() {
    says(readBackAt8(), 9_000, "Yes, and when will it arrive?")
        .at(9_500)
        .expect(say(3, ANNA + " Yes, and when will it arrive?"));
  }

  @Test
  void an_unsure_yes_is_asked_for_again() {
    readBackAt8()
        .at(8_500)
        .speech()
        .at(9_000)
        .silence()
        .words("Yes.", 0.2)
        .at(9_500)
        .expect(speak(3, Line.SAY_AGAIN))
        .sound(3)
        .at(11_000)
        .soundEnds(3)
        .shows("anna@example.com");
  }

  @Test
  void a_backchannel_into_the_reading_back_is_no_answer() {
    var call =
        says(asked(), 4_000, ANNA).at(5_000).expect(readBack(2, ANNA)).sound(2).at(6_000).speech();
    call.at(6_300).silence().words("Yes.").at(7_300).nothing().at(8_000).soundEnds(2).nothing();
  }

  @Test
  void silence_is_asked_once_more_and_then_the_words_go_on_as_they_are() {
    readBackAt8()
        .at(18_000)
        .expect(readBack(3, ANNA))
        .sound(3)
        .at(21_000)
        .soundEnds(3)
        .at(31_000)
        .expect(say(4, ANNA));
  }

  @Test
  void keys_are_a_yes_and_a_no() {
    readBackAt8().key('1').nothing().at(9_000).expect(say(3, "anna@example.com"));
    readBackAt8().keys("2#").expect(speak(3, Line.SPELL_AGAIN));
  }

  @Test
  void a_number_that_begins_as_a_yes_is_words_beside_what_was_spelled() {
    readBackAt8().keys("1042#").expect(keyed(3, ANNA + " 1042#", "1042#"));
  }

  @Test
  void a_name_that_is_said_is_not_read_back() {
    says(asked(call(), Expectation.NAME), 4_000, "My name is Anna.")
        .at(4_500)
        .expect(say(2, "My name is Anna."));
  }

  @Test
  void without_a_voice_the_words_go_on_as_they_are() {
    readBackAt8().lose(Engine.VOICE).expect(say(3, ANNA));
    says(asked().lose(Engine.VOICE), 4_000, ANNA).at(5_000).expect(say(2, ANNA));
  }

  @Test
  void typed_words_take_the_place_of_what_was_spelled() {
    readBackAt8().type("anna@example.org").expect(typed(3, "anna@example.org")).shows("");
  }

  @Test
  void a_call_with_words_that_wait_for_a_yes_is_not_quiet() {
    readBackAt8().isQuiet(false);
  }

  @Test
  void no_reply_is_prepared_from_spelled_words() {
    var early = call(TurnSettings.typical("en"));
    says(asked(early, Expectation.FREE), 4_000, ANNA).nothing().at(5_000).expect(readBack(2, ANNA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          de | A N N A ät beispiel Punkt de | A N N A ät beispiel punkt de | Ja, das stimmt. | anna@beispiel.de
          es | ana arroba ejemplo punto es  | A N A arroba ejemplo punto es | Sí, correcto. | ana@ejemplo.es
          """)
  void it_is_asked_in_the_callers_language(
      String language, String words, String spelled, String yes, String said) {
    var call = call(CallScript.withoutEarly(TurnSettings.typical(language)));
    var read =
        says(asked(call, Expectation.SPELLED), 4_000, words)
            .at(5_000)
            .expect(readBack(2, spelled))
            .sound(2)
            .at(8_000)
            .soundEnds(2);
    says(read, 9_000, yes).at(9_500).expect(say(3, said));
  }

  @Test
  void a_language_whose_letters_are_not_known_is_not_spelled_in() {
    var call = call(CallScript.withoutEarly(TurnSettings.typical("fr")));
    says(asked(call, Expectation.SPELLED), 4_000, "A N N A arobase exemple")
        .at(5_000)
        .expect(say(2, "A N N A arobase exemple"));
  }
}
