package io.parley.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WordErrorsTest {
  @Test
  void words_are_counted_in_any_language_and_digits_are_words() {
    assertThat(WordErrors.of("Wo ist die Bestellung 1042?", "wo ist die bestellung 1024"))
        .isEqualTo(new WordErrors(1, 5));
    assertThat(WordErrors.of("Größe zweiundvierzig", "Grosse zwei und vierzig"))
        .isEqualTo(new WordErrors(4, 2));
    // composed, and with a combining accent
    assertThat(WordErrors.of("envíelo", "envi\u0301elo")).isEqualTo(new WordErrors(0, 1));
    assertThat(WordErrors.of("it’s late", "It's late.")).isEqualTo(new WordErrors(0, 2));
    assertThat(WordErrors.of("", "thank you")).isEqualTo(new WordErrors(2, 0));
    assertThat(WordErrors.of("", "...")).isEqualTo(WordErrors.NONE);
  }

  @Test
  void marks_belong_to_the_words_of_which_they_are_a_part() {
    // two words of Hindi, of which the last one was heard without its nasal
    assertThat(WordErrors.of("मेरी किताबें", "मेरी किताबे")).isEqualTo(new WordErrors(1, 2));
    assertThat(WordErrors.of("สวัสดี ครับ", "สวัสดี, ครับ.")).isEqualTo(new WordErrors(0, 2));
    // an emoji leaves its variation selector
    assertThat(WordErrors.of("thank you \u2764\uFE0F", "thank you"))
        .isEqualTo(new WordErrors(0, 2));
  }

  @Test
  void a_word_may_be_another_one_too_many_or_missing() {
    assertThat(WordErrors.of("where is my order", "where is an order").wrong()).isEqualTo(1);
    assertThat(WordErrors.of("where is my order", "where is my old order").wrong()).isEqualTo(1);
    assertThat(WordErrors.of("where is my order", "where my order").wrong()).isEqualTo(1);
  }

  @Test
  void the_rate_is_that_of_the_words_that_were_said() {
    assertThat(new WordErrors(1, 8).plus(new WordErrors(1, 2)).rate()).isCloseTo(0.2, within(1e-9));
    assertThat(WordErrors.NONE.rate()).isZero();
    assertThat(new WordErrors(3, 0).rate()).as("nothing was said").isEqualTo(3);
  }
}
