package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.readBack;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.speak;
import static io.parley.core.turn.ReadingBackTest.ANNA;
import static io.parley.core.turn.ReadingBackTest.asked;
import static io.parley.core.turn.ReadingBackTest.readBackAt8;
import static io.parley.core.turn.ReadingBackTest.says;

import io.parley.core.speech.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers to "Is that right?" that are spelled themselves.
class SpelledAgainTest {
  private static final String ANNE = "A N N E at example dot com";

  /// "Is that right?" was heard at 8 s about the order in this sentence.
  private static CallScript orderReadBackAt8() {
    return says(asked(call(), Expectation.FREE), 4_000, "Where is order P L 1 0 2")
        .at(6_500)
        .expect(readBack(2, "P L 1 0 2"))
        .sound(2)
        .at(8_000)
        .soundEnds(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A N N A at example dot com",
        "anna at example dot com.",
        "Yes, A N N A at example dot com.",
        "My e-mail address is anna at example dot com."
      })
  void the_same_again_is_a_yes(String words) {
    says(readBackAt8(), 10_000, words).at(11_000).expect(say(3, "anna@example.com"));
  }

  @Test
  void the_same_sentence_again_is_a_yes() {
    says(orderReadBackAt8(), 10_000, "Where is order P L 1 0 2")
        .at(12_500)
        .expect(say(3, "where is order PL102"));
  }

  @Test
  void the_same_again_as_a_question_is_read_back_again() {
    says(readBackAt8(), 10_000, ANNA + "?").at(11_000).expect(readBack(3, ANNA));
  }

  @Test
  void the_same_again_that_is_not_heard_well_is_read_back_again() {
    readBackAt8()
        .at(9_500)
        .speech()
        .at(10_000)
        .silence()
        .words(ANNA, 0.2)
        .at(11_000)
        .expect(readBack(3, ANNA));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A N N E at example dot com", "My address is A N N E at example dot com."})
  void the_same_with_a_part_changed_is_read_back_in_its_place(String words) {
    var changed =
        says(readBackAt8(), 10_000, words)
            .at(11_000)
            .expect(readBack(3, ANNE))
            .shows("anne@example.com")
            .sound(3)
            .at(13_000)
            .soundEnds(3);
    says(changed, 14_000, "Yes.").at(14_500).expect(say(4, "anne@example.com"));
  }

  @Test
  void a_changed_code_stands_in_the_words_that_were_said_with_the_first_one() {
    var changed =
        says(orderReadBackAt8(), 10_000, "P L 1 0 3")
            .at(12_500)
            .expect(readBack(3, "P L 1 0 3"))
            .sound(3)
            .at(14_000)
            .soundEnds(3);
    says(changed, 15_000, "Yes.").at(15_500).expect(say(4, "where is order PL103"));
  }

  @Test
  void an_address_that_changes_twice_goes_on_as_it_was_heard() {
    var changed =
        says(readBackAt8(), 10_000, ANNE)
            .at(11_000)
            .expect(readBack(3, ANNE))
            .sound(3)
            .at(13_000)
            .soundEnds(3);
    says(changed, 15_000, "A N N I at example dot com")
        .at(16_000)
        .expect(say(4, ANNA + " " + ANNE + " A N N I at example dot com"));
  }

  @Test
  void other_letters_are_more_of_it() {
    var call =
        says(asked(), 4_000, "A N N A")
            .at(6_500)
            .expect(readBack(2, "A N N A"))
            .sound(2)
            .at(8_000)
            .soundEnds(2);
    says(call, 10_000, "M E I E R").at(12_500).expect(readBack(3, "A N N A M E I E R"));
  }

  @Test
  void a_yes_before_the_rest_of_it_is_no_part_of_it() {
    var call =
        says(asked(), 4_000, "A N N A at example")
            .at(6_500)
            .expect(readBack(2, "A N N A at example"))
            .sound(2)
            .at(8_000)
            .soundEnds(2);
    says(call, 10_000, "Yes, dot com").at(11_000).expect(readBack(3, ANNA));
  }

  @Test
  void nothing_that_is_said_beside_it_is_lost() {
    says(orderReadBackAt8(), 10_000, "Cancel order P L 1 0 2")
        .at(12_500)
        .expect(say(3, "Where is order P L 1 0 2 Cancel order P L 1 0 2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | A N N A at example dot org    | No, dot com      | A N N A at example dot org
          de | A N N A ät beispiel Punkt com | Nein, Punkt de   | A N N A ät beispiel punkt com
          es | A N A arroba ejemplo punto es | No, punto com    | A N A arroba ejemplo punto es
          """)
  void a_no_and_the_end_of_an_address_is_no_address(
      String language, String words, String no, String spelled) {
    var call = call(CallScript.withoutEarly(TurnSettings.typical(language)));
    var read =
        says(asked(call, Expectation.SPELLED), 4_000, words)
            .at(5_000)
            .expect(readBack(2, spelled))
            .sound(2)
            .at(8_000)
            .soundEnds(2);
    says(read, 10_000, no).at(11_000).expect(speak(3, Line.SPELL_AGAIN));
  }

  @Test
  void a_name_that_is_a_yes_as_well_belongs_to_the_address_that_is_said_again() {
    var jo = "Jo ät beispiel Punkt com";
    var call = call(CallScript.withoutEarly(TurnSettings.typical("de")));
    var read =
        says(asked(call, Expectation.SPELLED), 4_000, jo)
            .at(5_000)
            .expect(readBack(2, "J O ät beispiel punkt com"))
            .sound(2)
            .at(8_000)
            .soundEnds(2);
    says(read, 10_000, jo).at(11_000).expect(say(3, "jo@beispiel.com"));
  }
}
