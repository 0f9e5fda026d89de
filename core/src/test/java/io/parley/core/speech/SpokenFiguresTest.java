package io.parley.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenFiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4111 1111-1111.1111                | 4111 1111 1111 1111
          One, oh, four, two.                | 1 0 4 2
          forty-one eleven, ninety           | 41 11 90
          ten one forty zero                 | 10 1 40 0
          double four triple one             | 44 111
          Einundvierzig elf, zwo null        | 41 11 2 0
          cuarenta y uno, once, veintidós    | 41 11 22
          it is four and then five           | _ _ 4 _ _ 5
          order B2 ٤                         | _ _ 4
          """)
  void figures_are_read_in_their_order_and_other_words_are_none(String text, String figures) {
    assertThat(SpokenFigures.in(text).stream().map(each -> each.isEmpty() ? "_" : each).toList())
        .containsExactly(figures.split(" "));
  }
}
