package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Where is my order?               | COMPLETE
          en | I want to return it.             | COMPLETE
          en | yes                              | COMPLETE
          en | No, thank you!                   | COMPLETE
          en | I want to return it              | UNSURE
          en | I want to return it and          | TRAILING_OFF
          en | I want to return it because.     | TRAILING_OFF
          en | Um                               | TRAILING_OFF
          en | It's                             | TRAILING_OFF
          en | well, let me see                 | TRAILING_OFF
          en | I ordered the blue one,          | TRAILING_OFF
          en | The thing is...                  | TRAILING_OFF
          en | The thing is…                    | TRAILING_OFF
          en | What is it for?                  | COMPLETE
          en | My order number is four seven    | TRAILING_OFF
          en | My order number is 4711          | TRAILING_OFF
          en | My phone number is 0170 1234567. | COMPLETE
          en | four seven one one               | TRAILING_OFF
          en | My order: the blue one.          | COMPLETE
          en | I would like two.                | COMPLETE
          en | in 2024.                         | COMPLETE
          de | Wo ist meine Bestellung?         | COMPLETE
          de | Ja bitte                         | COMPLETE
          de | Ich möchte das zurückgeben, weil | TRAILING_OFF
          de | Ähm.                             | TRAILING_OFF
          de | Die Bestellnummer ist vier sieben| TRAILING_OFF
          es | ¿Dónde está mi pedido?           | COMPLETE
          es | Quiero devolverlo porque         | TRAILING_OFF
          fr | Je voudrais le rendre parce que  | TRAILING_OFF
          fr | D'accord                         | COMPLETE
          fr | C’est                            | TRAILING_OFF
          ja | 注文はどこですか。                  | COMPLETE
          ja | and                              | UNSURE
          """)
  void transcripts_are_read_as_complete_unsure_or_trailing_off(
      String language, String text, Reading expected) {
    assertThat(Reading.of(text, SpokenLanguage.of(language))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Uh-huh.        | true
          en | Okay, I see.   | true
          en | Yeah yeah yeah | true
          en | Okay, but wait | false
          en | No             | false
          en | Stop           | false
          de | Mhm, alles klar| true
          de | Ja, aber       | false
          fr | D'accord, c'est ça | true
          xx | okay           | false
          """)
  void backchannels_are_told_from_words(String language, String text, boolean expected) {
    assertThat(SpokenLanguage.of(language).isBackchannel(text)).isEqualTo(expected);
  }
}
