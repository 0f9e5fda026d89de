package io.parley.core.turn;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.Transcript;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "nothing",
      delimiter = '|',
      textBlock =
          """
          Where is my order         | Where is my order?               | nothing
          Where is my order         | Where is my order? It is late.   | It is late.
          Where is my order         | Where's my order? It is late.    | It is late.
          Where is my order         | Where's my order?                | nothing
          Where is my order         | Where is my                      | nothing
          Where is my ord           | Where is my order from last week | order from last week
          my number is 4 5 1        | My number is 4 5 12 88.          | 12 88.
          uh-huh                    | Uh huh, stop!                    | stop!
          Where is my order         | No thanks.                       | No thanks.
          no no                     | no no no                         | no
          …                         | Hello.                           | Hello.
          """)
  void the_continuation_is_new(String known, String all, String news) {
    assertThat(Repetition.after(known, all)).isEqualTo(news == null ? "" : news);
  }

  @Test
  void in_a_very_long_repetition_only_the_end_may_differ_a_little() {
    var known = IntStream.range(0, 1_000).mapToObj(i -> "word" + i).collect(joining(" "));
    assertThat(Repetition.after(known, known + " and more")).isEqualTo("and more");
    assertThat(Repetition.after(known, known.replace("word900", "word") + " and more"))
        .isEqualTo("and more");
    var other = known.replace("word5 ", "word ");
    assertThat(Repetition.after(known, other)).isEqualTo(other);
  }

  @Test
  void after_a_partial_transcript_words_may_repeat_but_not_after_an_answer() {
    var known = "where is my order";
    var guess = Repetition.of(known, Transcript.partial("where is my order it", 0.5, 0.5));
    assertThat(guess.rest()).isEqualTo(known);
    assertThat(guess.news()).contains(Transcript.partial("it", 0.5, 0.5));
    var answer = Repetition.of(known, Transcript.settled("where is my order", 0.9));
    assertThat(answer.rest()).isEmpty();
    assertThat(answer.news()).contains(Transcript.settled("", 0.9));
  }

  @Test
  void after_a_settled_piece_the_rest_is_still_expected() {
    var first = Repetition.of("where is my order", Transcript.piece("where is my", 0.9));
    assertThat(first.news()).isEmpty();
    var second = Repetition.of(first.rest(), Transcript.settled("order from last week", 0.9));
    assertThat(second.news()).contains(Transcript.settled("from last week", 0.9));
    assertThat(second.rest()).isEmpty();
  }
}
