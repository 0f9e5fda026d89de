package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
  private static final Languages LANGUAGES =
      Languages.of(OfflineSettings.from(ConfigFactory.load()));

  private static Cues cues(String tag) {
    return LANGUAGES.all().stream()
        .filter(each -> each.tag().equals(tag))
        .findFirst()
        .orElseThrow()
        .cues();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | my email is anna@example.com             | anna@example.com
          en | anna.meier+shop@mail.example.com.        | anna.meier+shop@mail.example.com
          en | My e-mail address is jo_1@example.co.uk. | jo_1@example.co.uk
          de | Meine E-Mail-Adresse lautet jo@beispiel.de | jo@beispiel.de
          es | Mi correo es ana@ejemplo.es              | ana@ejemplo.es
          """)
  void an_address_may_come_alone(String tag, String words, String address) {
    assertThat(Addresses.alone(words, cues(tag))).hasValue(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Is my address anna@example.com?
          My parcel is lost, write to anna@example.com
          anna@example.com or otto@example.com
          my email is anna@example
          my email is
          """)
  void other_words_are_answered_for_themselves(String words) {
    assertThat(Addresses.alone(words, cues("en"))).isEmpty();
  }
}
