package io.parley.voice.moonshine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private static final Vocabulary WORDS =
      new Vocabulary(
          List.of(
              "▁Caf", "<0xC3>", "<0xA9>", "▁那", "<0xE9>", "<0x82>", "<0xA3>", ".", "▁", "\ufffd"));

  private static String text(int... tokens) {
    return WORDS.text(IntStream.of(tokens).iterator());
  }

  @Test
  void bytes_become_the_character_that_they_are() {
    assertThat(text(0, 1, 2)).isEqualTo("Café");
    assertThat(text(0, 1, 2, 3, 4, 5, 6)).isEqualTo("Café 那那");
  }

  @Test
  void a_character_is_held_back_until_its_last_byte_is_there() {
    assertThat(text(0, 1)).isEqualTo("Caf");
    assertThat(text(3, 4)).isEqualTo("那");
    assertThat(text(3, 4, 5)).isEqualTo("那");
    assertThat(text(3, 4, 5, 6)).isEqualTo("那那");
  }

  @Test
  void bytes_that_are_no_character_and_lost_characters_are_left_out() {
    assertThat(text(0, 1, 7)).isEqualTo("Caf.");
    assertThat(text(0, 2, 7)).isEqualTo("Caf.");
    assertThat(text(0, 9, 7)).isEqualTo("Caf.");
  }

  @Test
  void a_word_has_a_letter_or_a_digit() {
    assertThat(IntStream.range(0, 10).filter(WORDS::isWord)).containsExactly(0, 3);
  }
}
