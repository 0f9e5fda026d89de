package io.parley.voice.moonshine;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.Expectation;
import io.parley.voice.moonshine.AnswerGrammar.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerGrammarTest {
  private static boolean accepts(Expectation expected, String language, String text) {
    return AnswerGrammar.of(expected, language).stream().anyMatch(each -> each.accepts(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | One, zero, four, two.
          en | one oh four two
          en | 1042.
          en | 1-0-4-2
          en | One 042.
          en | Ten forty-two.
          en | Four, four, double six.
          en | It's one zero four two.
          en | My order number is 7319.
          de | Eins, null, vier, zwei.
          de | Zwo acht.
          es | Uno, cero, cuatro, dos.
          es | Mil cuarenta y dos.
          """)
  void numbers_are_expected_as_words_and_as_digits(String language, String text) {
    assertThat(accepts(Expectation.DIGITS, language, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Aid.", "For four, six, six.", "One year or four two.", "I don't have it.", "It's", "on",
        "onetwo", "one,, two", "1042a", "oNe", "", "one my two"
      })
  void other_texts_are_no_numbers(String text) {
    assertThat(accepts(Expectation.DIGITS, "en-US", text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Yes, please.
          en | No, thank you.
          en | That's right.
          de | Ja, gerne.
          es | Sí, claro.
          """)
  void a_yes_and_a_no_have_their_words(String language, String text) {
    assertThat(accepts(Expectation.YES_OR_NO, language, text)).isTrue();
    assertThat(accepts(Expectation.YES_OR_NO, language, "1042")).isFalse();
  }

  @Test
  void where_anything_may_be_said_there_is_no_grammar() {
    for (var expected : List.of(Expectation.FREE, Expectation.NAME, Expectation.SPELLED))
      assertThat(AnswerGrammar.of(expected, "en")).isEmpty();
    assertThat(AnswerGrammar.of(Expectation.DIGITS, "fr")).isEmpty();
  }

  @Test
  void words_before_a_number_are_tried_only_when_they_were_heard() {
    var helpful =
        AnswerGrammar.of(Expectation.DIGITS, "en").stream()
            .filter(each -> each.mayHelp("Aid."))
            .toList();
    assertThat(helpful).hasSize(2).noneMatch(each -> each.accepts("It's eight."));
    assertThat(AnswerGrammar.of(Expectation.DIGITS, "en"))
        .filteredOn(each -> each.mayHelp("It's one for two."))
        .hasSize(3)
        .anyMatch(each -> each.accepts("It's eight."));
  }

  @Test
  void a_text_grows_token_by_token_and_ends_after_a_whole_word() {
    var digits = AnswerGrammar.of(Expectation.DIGITS, "en").getFirst();
    var place = Place.START;
    for (var piece : List.of(" N", "ine", ",", " zero")) {
      place = digits.after(place, piece).orElseThrow();
      assertThat(digits.isEnd(place)).isEqualTo(!piece.equals(" N"));
    }
    assertThat(digits.after(place, "x")).isEmpty();
    assertThat(digits.after(place, " for")).isEmpty();
    // a byte has no text
    assertThat(digits.after(place, "")).isEmpty();
  }

  @Test
  void only_tokens_that_may_occur_are_tried() {
    var vocabulary =
        new Vocabulary(
            List.of("<unk>", "<s>", "</s>", "▁One", "▁shoe", "ine", "4", ",", "▁", "<0xE9>"));
    var digits = AnswerGrammar.of(Expectation.DIGITS, "en").getFirst();
    assertThat(digits.tokens(vocabulary)).contains(3, 5, 6, 7, 8).doesNotContain(0, 1, 2, 4);
  }
}
