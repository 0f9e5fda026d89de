package io.parley.persistence.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void storable_text_stays_unchanged() {
    var fine = "Neža 漢字 😀\n\t\u2028";
    assertThat(Text.storable(fine)).isSameAs(fine);
    assertThat(Text.withoutHalves("a\u0000b")).isEqualTo("a\u0000b");
  }

  @Test
  void unstorable_characters_are_replaced_in_place() {
    assertThat(Text.storable("a\u0000b\uD83D")).isEqualTo("a\uFFFDb\uFFFD");
    assertThat(Text.withoutHalves("\uDE00\uD83D\uD83D\uDE00"))
        .isEqualTo("\uFFFD\uFFFD\uD83D\uDE00");
  }
}
