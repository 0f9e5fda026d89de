package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.tools.fake.Chat;
import io.parley.tools.fake.Heard;
import io.parley.tools.fake.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers of orders that the recogniser may have misheard.
class ReadBackTest {
  private static final String ASKED = "I'll gladly look that up. What is the order number?";
  private static final String OFFER = "Shall I open a ticket, so that a colleague can answer you?";
  private static final String READ_BACK = "I heard order 1042. Is that right?";

  private static Prompt prompt(PromptMessage... messages) {
    return new Prompt(
        Purpose.REPLY,
        Chat.ORIGIN,
        "",
        List.of(messages),
        new Shop().tools.specs(Chat.ORIGIN.session().tenant(), Chat.ORIGIN.agent()),
        800);
  }

  private static Heard heard(Prompt prompt) {
    var heard = new Heard();
    Shop.MODEL.start(prompt, heard);
    heard.completion();
    return heard;
  }

  private static List<String> looksUp(Heard heard) {
    return heard.completion().toolRequests().stream()
        .map(request -> request.arguments().text())
        .toList();
  }

  private static String order(String number) {
    return "{\"kind\":\"order\",\"number\":\"%s\"}".formatted(number);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          One, zero, four, two.                      | I heard order 1042. Is that right?
          Where is my order 1042?                    | I heard order 1042. Is that right?
          Wo ist meine Bestellung 1042?              | Ich habe Bestellung 1042 verstanden. Stimmt das?
          ¿Dónde está mi pedido 1042?                | He entendido el pedido 1042. ¿Es correcto?
          """)
  void a_number_that_may_be_misheard_is_read_back(String words, String reply) {
    var heard = heard(prompt(new Customer(words)).doubting());
    assertThat(looksUp(heard)).isEmpty();
    assertThat(heard.text()).isEqualTo(reply);
  }

  @Test
  void one_that_was_heard_well_is_looked_up_at_once() {
    assertThat(looksUp(heard(prompt(new Assistant(ASKED), new Customer("1042")))))
        .containsExactly(order("1042"));
  }

  @ParameterizedTest
  @CsvSource({"Yes.", "'Yes, that is right.'", "Correct.", "Yeah."})
  void a_yes_looks_it_up(String yes) {
    var heard = heard(prompt(new Customer("1042"), new Assistant(READ_BACK), new Customer(yes)));
    assertThat(looksUp(heard)).containsExactly(order("1042"));
  }

  @Test
  void a_no_asks_for_the_number() {
    var heard = heard(prompt(new Customer("1042"), new Assistant(READ_BACK), new Customer("No.")));
    assertThat(looksUp(heard)).isEmpty();
    assertThat(heard.text()).contains("What is the order number?");
  }

  @Test
  void a_number_said_again_is_not_read_back_again() {
    var heard =
        heard(
            prompt(
                    new Customer("1042"),
                    new Assistant(READ_BACK),
                    new Customer("No, one zero four three."))
                .doubting());
    assertThat(looksUp(heard)).containsExactly(order("1043"));
  }

  @Test
  void a_yes_to_an_offer_that_may_be_misheard_is_asked_for_again_once() {
    var offer = new Assistant("I don't know that, and I'd rather not guess. " + OFFER);
    var asked = heard(prompt(new Customer("Do you?"), offer, new Customer("Yes.")).doubting());
    assertThat(looksUp(asked)).isEmpty();
    assertThat(asked.text()).isEqualTo("I'm not sure that this was a yes. Shall I open a ticket?");
    var again =
        heard(
            prompt(
                    new Customer("Do you sell cars here?"),
                    offer,
                    new Customer("I can't be right"),
                    new Assistant(asked.text()),
                    new Customer("Yes."))
                .doubting());
    assertThat(looksUp(again))
        .hasSize(1)
        .allMatch(call -> call.contains("Question: Do you sell cars here?"));
    var sure = heard(prompt(new Customer("Do you?"), offer, new Customer("Yes.")));
    assertThat(looksUp(sure)).hasSize(1).allMatch(call -> call.contains("subject"));
  }

  @Test
  void words_without_an_order_are_answered_as_usual() {
    var heard = heard(prompt(new Customer("Thank you, 100 times!")).doubting());
    assertThat(heard.text()).doesNotContain("I heard");
  }
}
