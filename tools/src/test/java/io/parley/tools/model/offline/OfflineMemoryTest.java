package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.PromptMessage;
import io.parley.tools.fake.Chat;
import io.parley.tools.fake.MemoryTickets;
import io.parley.tools.fake.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A reply's facts from the turns before it: order, ticket, article, offers and language.
class OfflineMemoryTest {
  private static final String OWNER_OF_1042 = "c-0037";

  private final Shop shop = new Shop();

  // --- what was said before

  @Test
  void opens_a_ticket_about_the_order_that_was_looked_up_and_tells_its_number_again() {
    var chat = shop.chat("c-0081");
    assertThat(chat.says("where is order 1138?").text()).contains("should have arrived");
    assertThat(chat.says("it never came").text()).contains("I've opened ticket T-1013");
    assertThat(shop.tickets.drafts.getFirst().subject()).startsWith("About order 1138");
    assertThat(chat.says("thanks").calls()).isEmpty();
    assertThat(chat.says("what was my ticket number again?").text())
        .isEqualTo("Your ticket has the number T-1013.");
  }

  @Test
  void a_question_without_a_subject_goes_on_with_the_article_before_it() {
    var chat = shop.chat();
    chat.says("how do I send shoes back?");
    assertThat(chat.says("and what does it cost?").cited()).containsExactly("return-shoes");
  }

  @Test
  void says_something_else_each_time_and_repeats_no_offer() {
    var chat = shop.chat();
    var replies =
        List.of("blah blah blub", "asdfgh qwertz", "who is the pope?").stream()
            .map(chat::says)
            .map(Chat.Reply::text)
            .toList();
    assertThat(replies).doesNotHaveDuplicates();
    assertThat(replies.getFirst()).contains("Shall I open a ticket");
    assertThat(replies.get(1)).doesNotContain("open a ticket");
    assertThat(replies.get(2)).contains("Shall I bring in a colleague?");
    assertThat(chat.says("yes").text()).contains("asked for a colleague, with ticket T-1013");
  }

  @Test
  void an_insult_is_answered_with_the_offer_of_a_person_and_opens_no_ticket() {
    assertThat(shop.chat().says("you're useless").text())
        .endsWith("Shall I bring in a person instead?");
    assertThat(shop.tickets.drafts).isEmpty();
  }

  @Test
  void an_offer_before_a_farewell_is_not_accepted() {
    for (var farewell : List.of("ok bye", "na gut, tschüss", "vale, adiós")) {
      var chat = shop.chat();
      assertThat(chat.says("is there parking at your store in Graz?").text())
          .contains("Shall I open a ticket");
      chat.says(farewell);
    }
    assertThat(shop.tickets.drafts).isEmpty();
  }

  @Test
  void an_order_named_with_a_greeting_is_looked_up() {
    assertThat(shop.chat(OWNER_OF_1042).says("Hello there, it's about no.1042").text())
        .contains("Order 1042 is on its way");
  }

  // --- languages

  @Test
  void what_is_stored_about_the_customer_is_told_in_their_language() {
    var key = Chat.ORIGIN.session();
    var noted = "The customer's shoe size is 42";
    var memory = new Memory(Memory.id(key, 0), MemoryKind.SEMANTIC, noted, key, MemoryTickets.NOW);
    var chat = shop.chat().after(new PromptMessage.Remembered(List.of(memory)));
    assertThat(chat.says("Kennst du meine Schuhgröße noch?").text())
        .contains("Ihre Schuhgröße ist 42");
  }

  @Test
  void answers_in_the_language_that_the_customer_writes_from_an_article_in_it() {
    var chat = shop.chat(OWNER_OF_1042);
    assertThat(chat.says("Wo ist meine Bestellung 1042?").text())
        .isEqualTo(
            "Die Bestellung 1042 ist mit Swallow Post zu Ihnen unterwegs. Die Sendungsnummer ist"
                + " SW1591438509SI, und sie sollte am 24. November 2026 ankommen.");
    var spanish = chat.says("¿Cómo devuelvo unos zapatos?");
    assertThat(spanish.text()).startsWith("En nuestro centro de ayuda pone:");
    assertThat(spanish.cited()).containsExactly("return-shoes-es");
    assertThat(chat.says("And how do I wash a down jacket?").text())
        .startsWith("Our help centre says:");
  }

  @Test
  void a_word_that_no_language_shows_is_answered_in_the_language_of_the_greeting() {
    var chat = shop.chat().after(new PromptMessage.Assistant("Hallo! Fragen Sie mich nach allem."));
    assertThat(chat.says("asdfgh").text()).startsWith("Das weiß ich nicht");
  }
}
