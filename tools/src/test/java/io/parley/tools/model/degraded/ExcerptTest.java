package io.parley.tools.model.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Passage;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void a_short_passage_is_quoted_whole_under_its_title() {
    assertThat(Excerpt.of(passage("Send it back.\n\n- within 30 days\n- unworn"), 100))
        .isEqualTo("**Returns**\n\n> Send it back.\n>\n> - within 30 days\n> - unworn");
  }

  @Test
  void a_long_one_ends_with_a_sentence() {
    assertThat(Excerpt.of(passage("One sentence. Another one. " + "X".repeat(100)), 40))
        .isEqualTo("**Returns**\n\n> One sentence. Another one. …");
  }

  @Test
  void a_long_sentence_ends_with_a_word() {
    assertThat(Excerpt.of(passage("seven words without any end that matters"), 16))
        .isEqualTo("**Returns**\n\n> seven words …");
  }

  private static Passage passage(String text) {
    return new Passage("Returns", "returns", text, 0.9);
  }
}
