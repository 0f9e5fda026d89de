package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTextTest {
  private final ReplyText text = new ReplyText();

  @Test
  void clauses_are_handed_out_as_soon_as_they_are_whole() {
    assertThat(text.delta(0, "Your order is on ")).contains(List.of());
    assertThat(text.delta(17, "its way. It will arr"))
        .contains(List.of("Your order is on its way. "));
    assertThat(text.whole("Your order is on its way. It will arrive on Monday."))
        .contains(List.of("It will arrive on Monday."));
  }

  @Test
  void a_piece_after_a_lost_one_waits_for_the_whole_text() {
    assertThat(text.delta(40, "on Monday.")).contains(List.of());
    assertThat(text.whole("Your order will arrive on Monday."))
        .contains(List.of("Your order will arrive on Monday."));
  }

  @Test
  void words_that_were_not_handed_out_may_be_withdrawn() {
    text.delta(0, "");
    assertThat(text.whole("Another answer altogether."))
        .contains(List.of("Another answer altogether."));
  }

  @Test
  void a_reply_made_again_with_other_words_starts_over() {
    text.delta(0, "Your order is on its way. It");
    assertThat(text.delta(0, "I have found your order. ")).isEmpty();
    assertThat(text.again("Your order")).isEqualTo(List.of("I have found your order. "));
    assertThat(text.heardBefore()).isEmpty();
  }

  @Test
  void heard_words_are_not_repeated_when_a_reply_is_made_again() {
    text.delta(0, "Your order is on its way. It will arrive");
    assertThat(text.delta(0, "Your")).isEmpty();
    assertThat(text.again("Your order is")).isEmpty();
    assertThat(text.delta(4, " order is on its way. ")).contains(List.of(" on its way. "));
    assertThat(text.heardBefore()).isEqualTo("Your order is");
  }

  @Test
  void the_rest_of_a_shortened_reply_is_said_once() {
    text.delta(0, "Take one a day. You may drink, but you must");
    assertThat(text.whole("Take one a day.")).isEmpty();
    assertThat(text.again("Take one")).isEqualTo(List.of(" a day."));
  }

  @Test
  void a_reply_shortened_to_less_than_was_heard_is_not_repeated() {
    text.delta(0, "Take one a day. You may drink, but you must");
    assertThat(text.whole("Take one a day.")).isEmpty();
    assertThat(text.again("Take one a day. You may drink,")).isEmpty();
    assertThat(text.heardBefore()).isEqualTo("Take one a day.");
  }

  @Test
  void a_whole_text_that_is_shorter_than_what_was_heard_is_said() {
    text.delta(0, "Your order is on its way. It will arrive on Monday. ");
    assertThat(text.whole("Sorry, I was wrong.")).isEmpty();
    assertThat(text.again("Your order is on its way. It will"))
        .isEqualTo(List.of("Sorry, I was wrong."));
  }
}
