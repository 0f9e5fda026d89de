package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SentencesTest {
  private static final String TEXT = "One is short. Two is a little longer. Three ends it.";

  @Test
  void a_text_that_fits_is_unchanged() {
    assertThat(Sentences.shortened(TEXT, TEXT.length())).isEqualTo(TEXT);
  }

  @Test
  void one_character_less_costs_the_last_sentence() {
    assertThat(Sentences.shortened(TEXT, TEXT.length() - 1))
        .isEqualTo("One is short. Two is a little longer. …");
  }

  @Test
  void lines_are_kept() {
    assertThat(Sentences.shortened("- **Placed:** we wait.\n- **Paid:** in the queue.\n- x", 50))
        .isEqualTo("- **Placed:** we wait.\n- **Paid:** in the queue. …");
  }

  @Test
  void a_sentence_without_end_is_cut_between_characters() {
    assertThat(Sentences.shortened("🙂".repeat(50), 11)).isEqualTo("🙂🙂🙂🙂 …");
  }

  @Test
  void sentences_of_a_long_line_are_found_one_by_one() {
    var sentences =
        IntStream.range(1, 60)
            .mapToObj(i -> "Number " + i + " goes on".repeat(i * i % 90) + ".")
            .toList();
    assertThat(sentences).anyMatch(sentence -> sentence.length() > 600);
    assertThat(Sentences.of(String.join(" ", sentences))).isEqualTo(sentences);
  }
}
