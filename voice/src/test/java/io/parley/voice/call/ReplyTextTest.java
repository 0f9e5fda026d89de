package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.mark.SpokenMark;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplyTextTest {
  private final ReplyText text = new ReplyText();

  private Optional<List<String>> delta(int from, String piece) {
    return text.delta(from, piece, List.of()).map(ReplyTextTest::texts);
  }

  private Optional<List<String>> whole(String all) {
    return text.whole(all).map(ReplyTextTest::texts);
  }

  private List<String> again(String heard) {
    return texts(text.again(heard));
  }

  private static List<String> texts(List<MarkedText> clauses) {
    return clauses.stream().map(MarkedText::text).toList();
  }

  @Test
  void clauses_are_handed_out_as_soon_as_they_are_whole() {
    assertThat(delta(0, "Your order is on ")).contains(List.of());
    assertThat(delta(17, "its way. It will arr")).contains(List.of("Your order is on its way. "));
    assertThat(whole("Your order is on its way. It will arrive on Monday."))
        .contains(List.of("It will arrive on Monday."));
  }

  @Test
  void a_piece_after_a_lost_one_waits_for_the_whole_text() {
    assertThat(delta(40, "on Monday.")).contains(List.of());
    assertThat(whole("Your order will arrive on Monday."))
        .contains(List.of("Your order will arrive on Monday."));
  }

  @Test
  void words_that_were_not_handed_out_may_be_withdrawn() {
    delta(0, "");
    assertThat(whole("Another answer altogether.")).contains(List.of("Another answer altogether."));
  }

  @Test
  void a_reply_made_again_with_other_words_starts_over() {
    delta(0, "Your order is on its way. It");
    assertThat(delta(0, "I have found your order. ")).isEmpty();
    assertThat(again("Your order")).isEqualTo(List.of("I have found your order. "));
    assertThat(text.heardBefore()).isEmpty();
  }

  @Test
  void heard_words_are_not_repeated_when_a_reply_is_made_again() {
    delta(0, "Your order is on its way. It will arrive");
    assertThat(delta(0, "Your")).isEmpty();
    assertThat(again("Your order is")).isEmpty();
    assertThat(delta(4, " order is on its way. ")).contains(List.of(" on its way. "));
    assertThat(text.heardBefore()).isEqualTo("Your order is");
  }

  @Test
  void the_rest_of_a_shortened_reply_is_said_once() {
    delta(0, "Take one a day. You may drink, but you must");
    assertThat(whole("Take one a day.")).isEmpty();
    assertThat(again("Take one")).isEqualTo(List.of(" a day."));
  }

  @Test
  void a_reply_shortened_to_less_than_was_heard_is_not_repeated() {
    delta(0, "Take one a day. You may drink, but you must");
    assertThat(whole("Take one a day.")).isEmpty();
    assertThat(again("Take one a day. You may drink,")).isEmpty();
    assertThat(text.heardBefore()).isEqualTo("Take one a day.");
  }

  @Test
  void a_whole_text_that_is_shorter_than_what_was_heard_is_said() {
    delta(0, "Your order is on its way. It will arrive on Monday. ");
    assertThat(whole("Sorry, I was wrong.")).isEmpty();
    assertThat(again("Your order is on its way. It will"))
        .isEqualTo(List.of("Sorry, I was wrong."));
  }

  @Test
  void a_clause_has_the_marks_of_its_words_at_their_places_in_it() {
    var digits = new SpokenMark(SpokenMark.Kind.DIGITS, 32, 36);
    var pause = new SpokenMark(SpokenMark.Kind.BREAK, 26, 26);
    assertThat(text.delta(0, "Your order is on its way. Order 1042 will", List.of(pause)))
        .contains(List.of(MarkedText.plain("Your order is on its way. ")));
    assertThat(text.delta(26, "Order 1042 will arrive. ", List.of(pause, digits))).isEmpty();
    assertThat(text.again("Your order is on its way. "))
        .containsExactly(
            new MarkedText(
                "Order 1042 will arrive. ",
                List.of(
                    new SpokenMark(SpokenMark.Kind.BREAK, 0, 0),
                    new SpokenMark(SpokenMark.Kind.DIGITS, 6, 10))));
  }

  @Test
  void marks_of_words_that_are_no_longer_there_are_forgotten() {
    var digits = new SpokenMark(SpokenMark.Kind.DIGITS, 6, 10);
    text.delta(0, "Order 1042", List.of(digits));
    assertThat(text.whole("Thank you for waiting.")).isEmpty();
    assertThat(text.again("")).containsExactly(MarkedText.plain("Thank you for waiting."));
  }
}
