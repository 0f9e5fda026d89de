package io.parley.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeSentencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Take one a day. You may drink, but you must|Take one a day.",
        "Is it late? Then wri|Is it late?",
        "It is 4.5 kg heavy! And 3.|It is 4.5 kg heavy!",
        "He said “stop.” Then|He said “stop.”",
        "It is **done.** Then we|It is **done.**",
        "これは箱です。次に|これは箱です。",
        "Done.|Done.",
        "no sentence but wor|no sentence but",
        "Donaudampfschiff|Donaudampfschiff",
      })
  void a_text_ends_with_its_last_whole_sentence(String text, String whole) {
    assertThat(WholeSentences.of(text)).isEqualTo(whole);
  }

  @Test
  void a_line_of_a_list_is_whole_and_its_number_is_no_sentence() {
    assertThat(WholeSentences.of("Steps:\n\n1. Open the box\n2. Take the"))
        .isEqualTo("Steps:\n\n1. Open the box");
    assertThat(WholeSentences.of("1. Open the")).isEqualTo("1. Open");
  }

  @Test
  void an_empty_text_stays_empty() {
    assertThat(WholeSentences.of("")).isEmpty();
    assertThat(WholeSentences.of(" \n ")).isBlank();
  }
}
