package io.parley.core.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.Modality;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastQuestionTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private static Said said(Party by, String text) {
    return new Said("id", by, text, Channel.PHONE, NOON);
  }

  private static Optional<String> of(String... customers) {
    return LastQuestion.of(
        List.of(customers).stream().map(text -> said(Party.CUSTOMER, text)).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Where is my order 1042? | Where is my order 1042?",
        "where is my parcel | where is my parcel.",
        "Hello. Where  is my order? And when? | Where is my order?",
        "It cost 10.50 euros. Why? | It cost 10.50 euros.",
        "1042 | 1042.",
      })
  void one_sentence_that_says_something_is_repeated(String message, String words) {
    assertThat(of(message)).contains(words);
  }

  @Test
  void a_message_that_says_nothing_by_itself_is_passed_over() {
    assertThat(of("Where is my order?", "Yes, please.", "Hm")).contains("Where is my order?");
    assertThat(of("Yes.", "?!", " ")).isEmpty();
    assertThat(of()).isEmpty();
  }

  @Test
  void a_long_sentence_ends_early_at_a_word() {
    var words = of("word ".repeat(60)).orElseThrow();
    assertThat(words).hasSizeLessThanOrEqualTo(121).endsWith("word.");
    assertThat(of("x1".repeat(200)).orElseThrow()).hasSize(121);
  }

  @Test
  void only_what_the_customer_said_to_the_agent_counts() {
    var toColleague =
        new Said(
            "id",
            Party.CUSTOMER,
            "Can you hear me now?",
            Channel.PHONE,
            Optional.of(Modality.SPOKEN),
            OptionalDouble.empty(),
            Optional.of(Party.HUMAN),
            NOON);
    assertThat(
            LastQuestion.of(
                List.of(
                    said(Party.CUSTOMER, "Where is my order?"),
                    said(Party.BOT, "It is on its way."),
                    said(Party.HUMAN, "I take over from here."),
                    toColleague)))
        .contains("Where is my order?");
  }
}
