package io.parley.voice.moonshine;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.Expectation;
import io.parley.voice.moonshine.Greedy.Decoded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedAnswerTest {
  private static final List<AnswerGrammar> DIGITS = AnswerGrammar.of(Expectation.DIGITS, "en");

  /// The grammars that were tried.
  private final List<AnswerGrammar> tried = new ArrayList<>();

  private static Decoded decoded(String text, double logLikelihood) {
    return new Decoded(text, logLikelihood, true, false);
  }

  /// @param answers of the grammars, in order
  private String chosen(Decoded heard, Decoded... answers) throws Exception {
    return ExpectedAnswer.of(
            heard,
            DIGITS,
            grammar -> {
              tried.add(grammar);
              int at = DIGITS.indexOf(grammar);
              return at < answers.length ? answers[at] : decoded("Six.", -9);
            })
        .text();
  }

  @Test
  void an_answer_that_is_hardly_less_likely_counts() throws Exception {
    assertThat(chosen(decoded("Aid.", -0.3), decoded("Eight.", -0.6))).isEqualTo("Eight.");
    assertThat(tried).containsExactly(DIGITS.getFirst());
  }

  @Test
  void one_that_is_much_less_likely_does_not() throws Exception {
    assertThat(chosen(decoded("Wait.", -0.2), decoded("8.", -2.4), decoded("8.", -2.4)))
        .isEqualTo("Wait.");
    assertThat(chosen(decoded("Ghum.", -2.4), decoded("5.", -2.6), decoded("50.", -2.7)))
        .isEqualTo("Ghum.");
  }

  @Test
  void what_is_an_answer_already_is_not_decoded_again() throws Exception {
    assertThat(chosen(decoded("Ten forty-two.", -1.2))).isEqualTo("Ten forty-two.");
    assertThat(tried).isEmpty();
  }

  @Test
  void larger_numbers_are_tried_when_single_digits_do_not_fit() throws Exception {
    assertThat(
            chosen(
                decoded("Tin forty two.", -0.5),
                decoded("Two.", -3.0),
                decoded("Ten forty two.", -0.8)))
        .isEqualTo("Ten forty two.");
  }

  @Test
  void a_text_without_an_end_or_cut_off_in_a_word_is_no_answer() throws Exception {
    var endless = new Decoded("Nine, nine, nine, nine,", -0.6, false, false);
    assertThat(chosen(decoded("My invoice.", -0.3), endless, decoded("Sixt", -0.4)))
        .isEqualTo("My invoice.");
  }
}
