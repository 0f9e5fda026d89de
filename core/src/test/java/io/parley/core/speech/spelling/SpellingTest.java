package io.parley.core.speech.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  /// Utterances are between slashes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | A N N A                                        | anna
          en | My name is M-E-I-E-R.                          | meier
          en | I spell it M E I E R                           | meier
          en | A as in Anna, N as in Nordpol                  | an
          en | H as in Anna                                   | a
          en | B for Bravo / O for Oscar / B                  | bob
          en | A double N A                                   | anna
          en | double U I L L                                 | will
          en | A N N A / at / example dot com                 | anna@example.com
          en | my e-mail address is anna dot meier at gmail dot com | anna.meier@gmail.com
          en | anna dot meier / at gmail / dot com            | anna.meier@gmail.com
          en | It is anna@example.com.                        | anna@example.com
          en | J O underscore four two at web dot D E         | jo_42@web.de
          en | j dash o 7 at mail dot example dot org thanks  | j-o7@mail.example.org
          en | B bee see                                      | bbc
          en | anna                                           | anna
          de | A wie Anton, N wie Nordpol                     | an
          de | M E I E R                                      | meier
          de | Mein Name ist M E doppel N E R                 | menner
          de | Doppel-L                                       | ll
          de | anna punkt meier ät beispiel punkt de          | anna.meier@beispiel.de
          de | A N N A / Bindestrich B / at web Punkt D E     | anna-b@web.de
          de | Z wie Zeppelin / Ä wie Ärger                   | zä
          de | M sechs eins at gmx punkt net                  | m61@gmx.net
          de | W we ix                                        | wwx
          es | A de Ana, N de Navidad                         | an
          es | A N A arroba ejemplo punto es                  | ana@ejemplo.es
          es | mi correo es ana guion bajo gil arroba gmail punto com | ana_gil@gmail.com
          es | L doble ele A                                  | llla
          es | uve doble I                                    | wi
          es | M como María / A                               | ma
          es | ana punto gil / arroba / ejemplo punto com     | ana.gil@ejemplo.com
          """)
  void what_was_spelled_in_several_utterances_becomes_one(
      String language, String said, String text) {
    var spelling = Spelling.in(language, Expectation.FREE);
    for (var utterance : said.split(" / ", -1)) spelling = spelling.heard(utterance);
    assertThat(spelling.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | A N N                                    | true
          en | A N                                      | true
          en | my name is M E I                         | true
          en | A as in                                  | true
          en | A as in Anna                             | true
          en | A N double                               | true
          en | my email is anna at                      | true
          en | my e-mail address is anna at             | true
          en | my email is anna at example              | true
          en | anna at example dot                      | true
          en | anna at example dot com                  | false
          en | A N N A at example dot C O               | true
          en | A N N A at example dot C O M             | false
          en | order P L 1 0 2                          | true
          en | one zero zero one                        | false
          en | 1 0 4 2                                  | false
          en | at 9 a.m.                                | false
          en | I am at home                             | false
          en | I see                                    | false
          en | why are you                              | false
          en | I'd like a PDF                           | false
          en | I like it                                | false
          en | I like Italy                             | false
          en | Can you track order 1091 for me?         | false
          en | I for instance want a refund             | false
          en | I, I, I want to                          | false
          en | can you come at 7 p m                    | false
          en | it was left at the wrong address         | false
          en | I got an email at home                   | false
          en | my email is at home                      | false
          en | I live in the U S                        | false
          en | it was charged double                    | false
          en | I like                                   | false
          en | I have a question                        | false
          en | where is my order                        | false
          de | A wie                                    | true
          de | A wie Anton                              | true
          de | Meine Mail ist anna punkt meier at       | true
          de | anna ät beispiel                         | true
          de | anna ät beispiel punkt de                | false
          de | M E doppel                               | true
          de | Wie geht es Ihnen                        | false
          de | auf den Punkt                            | false
          es | A de Ana                                 | true
          es | mi correo es ana arroba                  | true
          es | ana arroba ejemplo punto es              | false
          es | a las tres en punto                      | false
          es | y a mi hermano                           | false
          es | quiero un cuarto doble                   | false
          """)
  void nobody_who_spells_is_talked_over(String language, String words, boolean isOpen) {
    assertThat(Spelling.in(language, Expectation.FREE).heard(words).progress().isOpen())
        .isEqualTo(isOpen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | A N N A at example dot com   | A N N A at example dot com
          en | J O at web dot D E           | J O at web dot D E
          en | M E I E R                    | M E I E R
          en | A N N A at example.com       | A N N A at example dot com
          en | It is anna@example.com.      | A N N A at example dot com
          de | A N N A ät beispiel Punkt de | A N N A ät beispiel punkt de
          es | ana arroba ejemplo punto es  | A N A arroba ejemplo punto es
          """)
  void it_is_read_back_letter_by_letter(String language, String words, String spelled) {
    assertThat(Spelling.in(language, Expectation.FREE).heard(words).readBack()).isEqualTo(spelled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | my name is M-E-I-E-R                                 | my name is Meier
          en | A N N A / at / example dot com                       | anna@example.com
          en | my e-mail is anna dot meier at gmail dot com, thanks | my e-mail is anna.meier@gmail.com thanks
          en | I ordered the P L 1 0 2                              | i ordered the PL102
          en | Meier / M E I E R                                    | meier Meier
          de | Ich heiße M E doppel N E R                           | ich heiße Menner
          es | me llamo A de Ana, N de Navidad                      | me llamo An
          """)
  void the_sentence_has_what_was_spelled_written_out(
      String language, String said, String sentence) {
    var spelling = Spelling.in(language, Expectation.FREE);
    for (var utterance : said.split(" / ", -1)) spelling = spelling.heard(utterance);
    assertThat(spelling.sentence()).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A N N A at example dot com | true  | true
          my name is M E I E R       | true  | true
          A as in Anna               | true  | true
          anna dot meier             | false | true
          anna at gmail              | false | true
          Anna                       | false | false
          My name is Anna.           | false | false
          one zero four two          | false | false
          I am at home               | false | false
          I don't know               | false | false
          """)
  void letters_are_spelling_and_parts_of_an_address_are_where_it_was_asked_for(
      String words, boolean isAnyway, boolean isAsked) {
    assertThat(Spelling.in("en", Expectation.FREE).heard(words).progress().isBegun())
        .isEqualTo(isAnyway);
    assertThat(Spelling.in("en", Expectation.SPELLED).heard(words).progress().isBegun())
        .isEqualTo(isAsked);
  }

  @ParameterizedTest
  @CsvSource({"dot com, true", "at gmail, true", "B, true", "yes, false", "that is it, false"})
  void nothing_but_letters_and_signs_continues_it(String words, boolean isContinued) {
    var spelling = Spelling.in("en", Expectation.FREE).heard("A N N A");
    assertThat(spelling.isContinuedBy(words)).isEqualTo(isContinued);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A N N A at example dot com | true
          anna at example dot com    | true
          P L 1 0 3                  | true
          A, and N, A                | true
          dot com                    | false
          dot C O M                  | false
          at gmail dot com           | false
          anna dot meier             | false
          I don't know               | false
          ''                         | false
          """)
  void the_end_of_an_address_is_not_spelled_anew(String words, boolean isAnew) {
    assertThat(Spelling.in("en", Expectation.SPELLED).heard(words).isAnew()).isEqualTo(isAnew);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A N N A at example dot com | A N N A at example dot com                | again
          A N N A at example dot com | my address is anna at example dot com     | again
          A N N A at example dot com | A N N E at example dot com                | changed
          A N N A at example dot com | bob at shop dot example                   | changed
          A N N A at example         | A N N A at example dot com                | changed
          A N N A at example         | dot com                                   | other
          A N N A at example dot com | send it to A N N A at example dot com     | other
          A N N A at example dot com | the other one is bob at shop dot example  | other
          P L 1 0 2                  | P L 1 0 3                                 | changed
          where is order P L 1 0 2   | where is order P L 1 0 3                  | changed
          where is order P L 1 0 2   | cancel order P L 1 0 2                    | other
          A N N A                    | A N N A                                   | again
          A N N A                    | A N N A at example dot com                | changed
          A N N A                    | M E I E R                                 | other
          A N N A                    | yes                                       | other
          """)
  void the_same_again_is_told_from_the_same_with_a_part_changed(
      String before, String words, String relation) {
    var first = Spelling.in("en", Expectation.SPELLED).heard(before);
    var again = Spelling.in("en", Expectation.SPELLED).heard(words);
    assertThat(again.repeats(first) ? "again" : again.changes(first) ? "changed" : "other")
        .isEqualTo(relation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | the code is wrong P L 1 0 2   | that's wrong P L 1 0 2      | false
          en | the code is wrong P L 1 0 2   | the code is wrong P L 1 0 2 | true
          de | der Code ist falsch P L 1 0 2 | das ist falsch P L 1 0 2    | false
          de | P L 1 0 2                     | noch mal P L 1 0 2          | true
          es | P L 1 0 2                     | mal P L 1 0 2               | false
          es | P L 1 0 2                     | es otra P L 1 0 2           | false
          es | P L 1 0 2                     | otra vez P L 1 0 2          | true
          """)
  void the_same_again_with_an_objection_is_not_the_same(
      String language, String before, String words, boolean isSame) {
    var first = Spelling.in(language, Expectation.SPELLED).heard(before);
    assertThat(Spelling.in(language, Expectation.SPELLED).heard(words).repeats(first))
        .isEqualTo(isSame);
  }

  @Test
  void longer_texts_than_any_address_are_not_compared() {
    var letters = "A B ".repeat(Likeness.LENGTH_MAX / 2);
    var nothing = Spelling.in("en", Expectation.SPELLED);
    var first = nothing.heard(letters);
    assertThat(nothing.heard(letters.substring(4) + "A C").changes(first)).isTrue();
    assertThat(nothing.heard("C " + letters).changes(first)).isFalse();
  }

  @Test
  void an_address_is_one_when_it_has_an_end() {
    var spelling = Spelling.in("en", Expectation.FREE).heard("anna at").heard("example");
    assertThat(spelling.progress().isAddress()).isFalse();
    assertThat(spelling.heard("dot com").progress().isAddress()).isTrue();
  }

  @Test
  void longer_words_than_anybody_spells_are_dropped() {
    var spelling = Spelling.in("en", Expectation.FREE).heard("ab".repeat(Spelling.LENGTH_MAX));
    assertThat(spelling.words()).hasSize(Spelling.LENGTH_MAX);
    assertThat(spelling.heard("b").words()).hasSize(Spelling.LENGTH_MAX);
  }
}
