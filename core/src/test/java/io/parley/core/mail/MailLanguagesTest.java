package io.parley.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailLanguagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          de | de
          de-AT,de;q=0.9,en;q=0.8 | de-at
          en;q=0.5, es;q=0.9 | es
          fr-FR, fr;q=0.9, de;q=0.4 | de
          fr, pt-BR;q=0.9 | fr
          *, de;q=0.1 | de
          en;q=0, fr | fr
          """)
  void the_first_wish_that_the_program_has_words_in_counts(String accepted, String language) {
    assertThat(MailLanguages.wished(accepted)).contains(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "*", ";", ",", "-", "-,de", "de;q=", "de;q=7", "de;q=NaN", "a", "d_"})
  void what_is_no_wish_names_no_language(String accepted) {
    assertThat(MailLanguages.wished(accepted)).isEmpty();
  }

  @Test
  void a_long_wish_is_not_read() {
    assertThat(MailLanguages.wished("de" + ",de".repeat(84))).contains("de");
    assertThat(MailLanguages.wished("de" + ",de".repeat(85))).isEmpty();
  }
}
