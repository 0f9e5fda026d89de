package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractTest {
  private static final int ROOMY = 2_000;

  @Test
  void keeps_names_numbers_promises_and_questions() {
    var extract =
        Extract.of(
            List.of(
                new Customer("Hi, my name is Kari Solheim, it's about order 1003"),
                new Assistant("Done: I've opened ticket T-1013. Is there anything else?"),
                new Colleague("Hello Kari. We will send a new pair on Monday."),
                new Customer("great, and what about the laces?")),
            ROOMY);
    assertThat(extract)
        .isEqualTo(
            """
            Customer's name: Kari Solheim
            Numbers: order 1003 | ticket T-1013
            Promised: Done: I've opened ticket T-1013. | We will send a new pair on Monday.
            Asked: Hi, my name is Kari Solheim, it's about order 1003 | great, and what about the laces?\
            """);
  }

  @Test
  void an_extract_of_an_extract_loses_nothing() {
    var first =
        Extract.of(
            List.of(
                new Customer("I am called Ivana. Where is order 1002?"),
                new Assistant("I'll ask the carrier.")),
            ROOMY);
    var second =
        Extract.of(List.of(new Earlier(first), new Customer("and where is order 1004?")), ROOMY);
    assertThat(second)
        .contains("Customer's name: Ivana", "order 1002 | order 1004", "I'll ask the carrier.")
        .contains("Where is order 1002? | and where is order 1004?");
  }

  @Test
  void keeps_another_model_s_summary_in_its_own_words() {
    assertThat(Extract.of(List.of(new Earlier("They talked about boots.")), ROOMY))
        .isEqualTo("Before: They talked about boots.");
  }

  @Test
  void stays_within_its_length_and_lets_the_oldest_questions_go_first() {
    var talk = new ArrayList<PromptMessage>();
    talk.add(new Customer("My name is Lukas Lechner, order 1001"));
    for (int i = 0; i < 50; i++)
      talk.add(new Customer("Question number " + i + ", what about it?"));
    var extract = Extract.of(talk, 160);
    assertThat(extract.length()).isLessThanOrEqualTo(160);
    assertThat(extract).contains("Lukas Lechner", "order 1001", "Question number 49");
  }

  /// Thirty turns, summarised again after every five.
  @Test
  void order_numbers_names_and_promises_survive_summaries_of_summaries() {
    var summary = "";
    for (int turn = 1; turn <= 30; turn++) {
      var talk = new ArrayList<PromptMessage>();
      if (!summary.isEmpty()) talk.add(new Earlier(summary));
      talk.add(new Customer("Question %d: what about order %d?".formatted(turn, 4000 + turn)));
      talk.add(
          new Assistant("That is a good question, and here is a long answer to it. ".repeat(9)));
      if (turn == 3) talk.add(new Customer("My name is Anneke Sommerfeld, by the way"));
      if (turn == 7) talk.add(new Assistant("I've opened ticket T-1013 for that."));
      if (turn % 5 == 0)
        talk.add(new Colleague("We will call you back on day %d of May.".formatted(turn)));
      var next = Extract.of(talk, 3_000);
      assertThat(next.length()).isLessThanOrEqualTo(3_000);
      summary = next;
    }
    for (int turn = 1; turn <= 30; turn++) assertThat(summary).contains("order " + (4000 + turn));
    assertThat(summary).contains("Anneke Sommerfeld", "ticket T-1013");
    for (int day = 5; day <= 30; day += 5)
      assertThat(summary).contains("We will call you back on day %d of May.".formatted(day));
  }

  @Test
  void a_quotation_is_no_promise() {
    assertThat(Extract.of(List.of(new Assistant("> We will refund within 5 days.")), ROOMY))
        .isEmpty();
  }
}
