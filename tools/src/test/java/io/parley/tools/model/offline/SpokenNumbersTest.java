package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "ten forty-two, 1042",
    "Ten forty two, 1042",
    "one zero four two, 1042",
    "one oh four two, 1042",
    "one thousand forty-two, 1042",
    "one thousand and forty-two, 1042",
    "twelve thousand three hundred and four, 12304",
    "forty twelve, 4012",
    "ninety nine eighty, 9980",
  })
  void a_number_is_found_as_people_say_it(String said, String number) {
    assertThat(Numbers.orders("Where is my order " + said + "?")).containsExactly(number);
  }

  @ParameterizedTest
  @CsvSource({"one or two shoes", "two hundred euros", "the two of us", "size forty two", "None"})
  void other_numbers_are_unchanged(String said) {
    assertThat(SpokenNumbers.written(said)).isEqualTo(said);
    assertThat(Numbers.orders(said)).isEmpty();
  }

  @Test
  void a_spoken_number_alone_is_an_answer() {
    assertThat(Numbers.only("It's ten forty-two.")).isTrue();
  }
}
