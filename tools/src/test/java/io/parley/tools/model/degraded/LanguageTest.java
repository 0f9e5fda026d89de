package io.parley.tools.model.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How do I return my shoes? | ENGLISH",
        "where is order 1042 | ENGLISH",
        "Can I wash the jacket in a machine | ENGLISH",
        "Do you deliver to Österreich? | ENGLISH",
        "Wie kann ich meine Schuhe zurückgeben? | GERMAN",
        "Wo ist meine Bestellung 1042 | GERMAN",
        "wann kommt das Paket | GERMAN",
        "Größe | GERMAN",
        "¿Cómo puedo devolver los zapatos? | SPANISH",
        "donde esta mi pedido 1042 | SPANISH",
        "Quiero hablar con una persona | SPANISH",
        "1042 | ENGLISH",
        "Hilleberg | ENGLISH"
      })
  void a_language_is_known_by_its_small_words(String text, Language language) {
    assertThat(Language.of(text)).isEqualTo(language);
  }

  @ParameterizedTest
  @CsvSource({"''", "'   '", "'?!'"})
  void text_without_known_words_counts_as_english(String text) {
    assertThat(Language.of(text)).isEqualTo(Language.ENGLISH);
  }
}
