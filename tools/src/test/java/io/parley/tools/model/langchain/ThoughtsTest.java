package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThoughtsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Hello, Hello",
        "`  Hello`, `  Hello`",
        "<think>plan</think>Hello, Hello",
        "` <think>\nplan < </thin\n</think>\n\n Hello`, Hello",
        "<think>only thoughts, ``",
        "<think></think>, ``",
        "<thin, <thin",
        "<b>bold</b>, <b>bold</b>",
        "Hi <think>aloud</think>, Hi <think>aloud</think>"
      })
  void thoughts_at_the_beginning_are_left_out_however_the_text_is_cut(String text, String shown) {
    for (long seed = 0; seed < 200; seed++)
      assertThat(streamed(text, new Random(seed))).as("seed %d", seed).isEqualTo(shown);
  }

  @Test
  void a_long_thought_takes_no_memory() {
    var thoughts = new Thoughts();
    thoughts.shown("<think>");
    for (int i = 0; i < 100_000; i++) assertThat(thoughts.shown("on and on ")).isEmpty();
    assertThat(thoughts.shown("</think>done")).isEqualTo("done");
  }

  private static String streamed(String text, Random random) {
    var thoughts = new Thoughts();
    var shown = new StringBuilder();
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(4));
      shown.append(thoughts.shown(text.substring(from, to)));
      from = to;
    }
    return shown.append(thoughts.rest()).toString();
  }
}
