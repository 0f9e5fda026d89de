package io.parley.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The numbers are those that payment providers publish for tests.
class CardNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4222222222222",
        "30569309025904",
        "378282246310005",
        "4111111111111111",
        "5555555555554444",
        "6304000000000000",
        "4000000000000000006"
      })
  void numbers_of_13_to_19_digits_with_their_check_digit_are_cards(String digits) {
    assertThat(CardNumber.is(digits)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "411111111117",
        "4111111111111112",
        "40000000000000000002",
        "0000000000000000"
      })
  void other_digits_are_none(String digits) {
    assertThat(CardNumber.is(digits)).isFalse();
  }
}
