package io.parley.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.spoken.SpokenForm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How much of a written reply was heard, by what Twilio says it had spoken.
class RelayReplyTest {
  private static final String WHOLE =
      "Your order is on its way. It has 12 parts and costs $25. Is there anything else?";

  private final RelayReply reply = new RelayReply(1, SpokenForm.in("en"));

  private String heard(String utterance) {
    return reply.heard(Optional.of(utterance), Optional.empty());
  }

  @Test
  void replies_are_sent_in_their_spoken_form_clause_by_clause() {
    assertThat(reply.delta(0, "Your order is on its way. It has 12 pa", List.of()))
        .containsExactly("Your order is on its way. ");
    assertThat(String.join("", reply.whole(WHOLE)))
        .contains("twelve parts")
        .contains("twenty-five dollars")
        .doesNotContain("12", "$");
  }

  @Test
  void an_utterance_that_begins_the_reply_tells_the_words_exactly() {
    reply.whole(WHOLE);
    assertThat(heard("Your order is")).isEqualTo("Your order is");
    assertThat(heard("your order, is on"))
        .as("as a transcript writes it")
        .isEqualTo("Your order is on");
    assertThat(heard("Your order is on its way.")).isEqualTo("Your order is on its way.");
    assertThat(heard("Your ord")).as("a word that was cut off").isEqualTo("Your");
  }

  @Test
  void words_spoken_for_figures_are_mapped_to_the_written_ones() {
    reply.whole(WHOLE);
    var heard = heard("Your order is on its way. It has twelve parts and");
    assertThat(WHOLE).startsWith(heard);
    assertThat(heard).startsWith("Your order is on its way. It has").doesNotContain("else");
  }

  @Test
  void an_utterance_may_be_only_the_last_sentence() {
    reply.whole(WHOLE);
    assertThat(heard("Is there anything"))
        .isEqualTo("Your order is on its way. It has 12 parts and costs $25. Is there anything");
  }

  @Test
  void without_words_the_time_tells_how_much() {
    reply.whole(WHOLE);
    assertThat(reply.heard(Optional.empty(), Optional.empty())).isEmpty();
    var heard = reply.heard(Optional.empty(), Optional.of(Duration.ofSeconds(1)));
    assertThat(heard).isEqualTo("Your order is on");
    assertThat(reply.heard(Optional.empty(), Optional.of(Duration.ofHours(1)))).isEqualTo(WHOLE);
  }

  @Test
  void words_that_were_never_sent_are_not_heard() {
    reply.whole(WHOLE);
    assertThat(heard("Give me all your money")).isEmpty();
    assertThat(WHOLE).startsWith(heard(WHOLE + " and more that nobody said"));
  }

  @Test
  void a_reply_that_is_made_again_is_not_said_twice() {
    reply.delta(0, "Your order is on its way. It ", List.of());
    assertThat(reply.whole("Your order is on its way. It has wings."))
        .containsExactly("It has wings. ");
    assertThat(heard("Your order is on its way. It has"))
        .isEqualTo("Your order is on its way. It has");
  }

  @Test
  void another_reply_in_its_place_is_said_from_its_beginning() {
    reply.delta(0, "Your order is on its way. It ", List.of());
    assertThat(reply.delta(0, "No order was found. Please ", List.of()))
        .containsExactly("No order was found. ");
    assertThat(heard("No order was")).isEqualTo("No order was");
  }

  @Test
  void a_stopped_reply_says_nothing_more() {
    reply.delta(0, "Your order is on its way. It ", List.of());
    reply.stop();
    assertThat(reply.whole(WHOLE)).isEmpty();
  }
}
