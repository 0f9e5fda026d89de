package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTest {
  @ParameterizedTest
  @CsvSource({
    "waranty, warranty",
    "warrnaty, warranty",
    "recieve, receive",
    "jaket, jacket",
    "umtausxh, umtausch",
    "devoluvion, devolucion"
  })
  void a_letter_missing_doubled_wrong_or_exchanged_is_a_typing_error(String word, String known) {
    assertThat(Folded.isMisspelled(word, known)).isTrue();
    assertThat(Folded.isMisspelled(known, word)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"shoe, show", "order, elder", "jacket, racket", "return, refund", "boots, books en"})
  void another_word_is_none(String word, String known) {
    assertThat(Folded.isMisspelled(word, known)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Müller, muller", "mueller, muller", "Straße, strasse", "¿Dónde?, donde"})
  void words_are_compared_without_accents_and_umlauts_in_other_spellings(String text, String word) {
    assertThat(Folded.words(text)).containsExactly(word);
  }
}
