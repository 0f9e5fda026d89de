package io.parley.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenDigitsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          One, zero, four, two.        | 4
          My order number is 1042.     | 4
          One 042                      | 4
          ten forty-two                | 4
          Eins, null, vier, zwo.       | 4
          uno cero cuatro dos          | 4
          One more thing               | 1
          Where is my order?           | 0
          ''                           | 0
          """)
  void digits_are_counted_as_words_and_as_figures(String text, int digits) {
    assertThat(SpokenDigits.count(text)).isEqualTo(digits);
  }
}
