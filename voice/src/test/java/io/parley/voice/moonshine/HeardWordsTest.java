package io.parley.voice.moonshine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeardWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''            | What is         | 0
          What is       | What is my      | 0.6667
          What's this   | What is my order | 0
          Where is my.  | where is, my    | 1
          Where is my order | Where is    | 1
          words         | ''              | 0
          ''            | ''              | 1
          """)
  void words_are_as_stable_as_two_decodings_agree(String before, String now, double stability) {
    assertThat(HeardWords.stability(before, now))
        .isCloseTo(stability, org.assertj.core.data.Offset.offset(0.001));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the the the                             | true
          Thank you. Thank you. Thank you.        | true
          I'm not sure, I'm not sure, I'm not sure | true
          no, no, no                              | true
          no, no                                  | false
          My number is one one one two three four | false
          Where is my order?                      | false
          ''                                      | false
          """)
  void a_repeated_phrase_is_a_loop(String text, boolean repeats) {
    assertThat(HeardWords.repeats(text)).isEqualTo(repeats);
  }
}
