package io.parley.core.speech.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.Expectation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Spelled words as recognisers write them, which is seldom one letter after another. The first
/// three rows of addresses are Moonshine's, of a made caller (`SpokenTalksIT`).
class MisheardTest {
  /// Utterances are between slashes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | A,. And N_a at example dot com                 | anna@example.com
          en | My email is A,. An N A at example dot com.     | anna@example.com
          en | My email is A,. And N, A at example dot com.   | anna@example.com
          en | My e-mail is A,. And N_a at example dot com.   | anna@example.com
          en | A,. And N_a at example.com.                    | anna@example.com
          en | A, and N_a / at example / dot com.             | anna@example.com
          en | A, an, end, A at example dot com               | anna@example.com
          en | A. N. N. A. At example. Dot com.               | anna@example.com
          en | A... N... N.. A at example dot com             | anna@example.com
          en | A, N- N-, _a at example dot com                | anna@example.com
          en | A_N_N_A at example dot com                     | anna@example.com
          en | A, NN, A at example dot com                    | anna@example.com
          en | A N, . N A at example . com                    | anna@example.com
          en | A N N A at example dotcom                      | anna@example.com
          en | A N N A at example dot-com                     | anna@example.com
          en | A N N A at example .com                        | anna@example.com
          en | J O underscore four two at web dot D E         | jo_42@web.de
          en | A dash N at example dot com                    | a-n@example.com
          en | Z, him, E at web dot D E                       | zme@web.de
          de | A,. N_N_A ät beispiel punkt de                 | anna@beispiel.de
          de | A N N A ät beispiel punkt-de                   | anna@beispiel.de
          es | A. N. A. arroba ejemplo .es                    | ana@ejemplo.es
          """)
  void an_address_is_read_through_marks_and_words_for_letters(
      String language, String said, String text) {
    var spelling = Spelling.in(language, Expectation.FREE);
    for (var utterance : said.split(" / ", -1)) spelling = spelling.heard(utterance);
    assertThat(spelling.text()).isEqualTo(text);
    assertThat(spelling.progress().isAddress()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A,. And N_a          | anna
          M, E, I_E, R.        | meier
          A / and / N A        | anna
          B, eye, L, L         | bill
          R, Y, an, E, R       | ryner
          A and N_a at example | anna@example
          """)
  void letters_are_read_in_words_where_it_was_asked_to_spell(String said, String text) {
    var spelling = Spelling.in("en", Expectation.SPELLED);
    for (var utterance : said.split(" / ", -1)) spelling = spelling.heard(utterance);
    assertThat(spelling.progress().isBegun()).isTrue();
    assertThat(spelling.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          J, O, H, and N                  | john
          M, hmm, N, N, A                 | mnna
          M, A, R, and then T             | mart
          """)
  void a_word_that_is_more_likely_one_is_no_letter(String said, String text) {
    assertThat(Spelling.in("en", Expectation.SPELLED).heard(said).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          I need sizes S M and L
          What is the difference between A and B
          Plan B and C at home
          I was at the shop in the evening ...
          The lamp is broken. And I am at home.
          We have A and B and C
          Is it a TV
          I bought size M at example.com
          """)
  void sentences_with_letters_are_no_spelling(String words) {
    assertThat(Spelling.in("en", Expectation.FREE).heard(words).progress().isBegun()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"well ... anna", "'Anna, . I think'", "um. _ anna"})
  void marks_of_a_pause_are_no_signs_of_an_address(String words) {
    assertThat(Spelling.in("en", Expectation.SPELLED).heard(words).progress().isBegun()).isFalse();
  }
}
