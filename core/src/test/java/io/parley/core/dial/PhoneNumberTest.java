package io.parley.core.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"+493012345", " +49 30 12345 ", "+49-30/12345", "+49.30.123-45", "+49(30)12345"})
  void signs_between_digits_are_left_out(String written) {
    assertThat(PhoneNumber.parse(written).text()).isEqualTo("+493012345");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | there is no number",
        "00493012345       | begins with 00",
        "03012345          | no plus and country code",
        "tel:+493012345    | no plus and country code",
        "+49 (0) 30 12345  | which is not dialled from abroad",
        "+49 30 12a45      | a sign that is no digit",
        "+49+3012345       | a sign that is no digit",
        "+049301234        | no country's code begins with 0",
        "+491              | 3 digits",
        "+4930123456789012 | 16 digits"
      })
  void an_error_says_what_is_wrong_and_not_the_number(String written, String said) {
    assertThatThrownBy(() -> PhoneNumber.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said)
        .hasMessageEndingWith("(expected: E.164, such as +493012345)")
        .satisfies(e -> assertThat(e.getMessage().replace("+493012345", "")).doesNotContain("301"));
  }

  @Test
  void it_is_not_shown_in_logs() {
    assertThat(PhoneNumber.parse("+493012345")).hasToString("+49…");
  }

  @Test
  void a_prefix_may_come_without_its_plus() {
    var number = new PhoneNumber("+493012345");
    assertThat(number.startsWith("+4930")).isTrue();
    assertThat(number.startsWith("4930")).isTrue();
    assertThat(number.startsWith("+43")).isFalse();
  }
}
