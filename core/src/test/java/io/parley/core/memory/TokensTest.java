package io.parley.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "word, 1", "words, 2", "'two words', 3", "'twelve chars', 3"})
  void four_ascii_characters_are_a_token(String text, int tokens) {
    assertThat(Tokens.estimate(text)).isEqualTo(tokens);
  }

  @Test
  void every_other_character_is_a_token() {
    assertThat(Tokens.estimate("äöü")).isEqualTo(3);
    assertThat(Tokens.estimate("你好")).isEqualTo(2);
    assertThat(Tokens.estimate("naïve")).isEqualTo(2);
  }

  @Test
  void a_surrogate_pair_is_one_character() {
    assertThat(Tokens.estimate("😀😀")).isEqualTo(2);
  }

  @Test
  void half_a_surrogate_pair_counts_as_well() {
    assertThat(Tokens.estimate("\udc00".repeat(100))).isEqualTo(100);
    assertThat(Tokens.estimate("\ud83d".repeat(100))).isEqualTo(100);
    assertThat(Tokens.estimate("\udc00\ud83d")).isEqualTo(2);
  }

  @Test
  void a_line_takes_a_little_more_than_its_text() {
    var line = HistoryLine.of(7, 3, Party.BOT, "words");
    assertThat(line.tokens()).isEqualTo(2 + Tokens.PER_MESSAGE);
  }
}
