package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentRef;
import io.parley.core.support.Ticket;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.tools.fake.Chat;
import io.parley.tools.fake.Shop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Whole conversations with the sample shop, through the real tools and the real search.
class OfflineConversationTest {
  private static final String OWNER_OF_1042 = "c-0037";

  private final Shop shop = new Shop();

  // --- orders

  @Test
  void tells_the_customer_where_their_order_is() {
    var reply = shop.chat(OWNER_OF_1042).says("where is my order 1042?");
    assertThat(reply.calls())
        .containsExactly("fetch_status {\"kind\":\"order\",\"number\":\"1042\"}");
    assertThat(reply.text())
        .isEqualTo(
            "Order 1042 is on its way to you with Swallow Post. The tracking number is"
                + " SW1591438509SI, and it should arrive on 24 November 2026.");
  }

  @Test
  void tells_a_stranger_where_the_order_is_but_not_its_tracking_number() {
    var reply = shop.chat().says("where is my order 1042?");
    assertThat(reply.text())
        .contains("Order 1042 is on its way", "24 November 2026")
        .doesNotContain("SW1591438509SI");
  }

  @Test
  void does_not_tell_one_customer_of_another_s_order() {
    var reply = shop.chat("c-0001").says("where is my order 1042?");
    assertThat(reply.text()).startsWith("I can't find an order 1042 that belongs to you.");
  }

  @Test
  void asks_for_a_missing_number_and_understands_it_bare() {
    var chat = shop.chat(OWNER_OF_1042);
    var asked = chat.says("Where is my parcel?");
    assertThat(asked.calls()).isEmpty();
    assertThat(asked.text()).contains("What is the order number?");
    assertThat(chat.says("1042").text()).startsWith("Order 1042 is on its way");
  }

  @Test
  void understands_a_number_that_came_in_a_second_message() {
    var reply = shop.chat(OWNER_OF_1042).says("where is my order", "1042");
    assertThat(reply.calls()).hasSize(1);
    assertThat(reply.text()).startsWith("Order 1042 is on its way");
  }

  @Test
  void knows_which_order_a_further_question_is_about() {
    var chat = shop.chat(OWNER_OF_1042);
    chat.says("where is my order 1042?");
    assertThat(chat.says("and when will my parcel arrive?").calls())
        .containsExactly("fetch_status {\"kind\":\"order\",\"number\":\"1042\"}");
  }

  @Test
  void opens_a_ticket_for_a_parcel_that_was_delivered_to_nobody() {
    var chat = shop.chat("c-0001");
    assertThat(chat.says("has order 1001 arrived?").text())
        .contains("was delivered by Swallow Post");
    var reply = chat.says("no, it isn't here");
    assertThat(reply.text()).contains("I've opened ticket T-1013");
    assertThat(shop.tickets.drafts.getFirst().subject()).startsWith("About order 1001");
  }

  // --- what may be one thing or the other

  @Test
  void answers_from_the_help_centre_and_asks_for_the_number_where_both_may_be_meant() {
    var chat = shop.chat(OWNER_OF_1042);
    var reply = chat.says("I never got my parcel");
    assertThat(reply.cited()).contains("lost-parcel");
    assertThat(reply.text()).endsWith("tell me its number, and I'll look where it is.");
    assertThat(chat.says("1042").text()).startsWith("Order 1042 is on its way");
  }

  @Test
  void answers_both_when_a_question_names_an_order() {
    var reply = shop.chat(OWNER_OF_1042).says("My order 1042 arrived damaged");
    assertThat(reply.text()).startsWith("Order 1042 is on its way");
    assertThat(reply.cited()).contains("damaged-parcel");
  }

  @Test
  void a_wish_to_cancel_is_not_a_question_about_the_status() {
    assertThat(shop.chat(OWNER_OF_1042).says("cancel order 1042").cited())
        .contains("change-or-cancel-order");
  }

  @Test
  void a_word_about_complaints_opens_no_ticket() {
    var reply = shop.chat().says("where do I write if I have a complaint");
    assertThat(reply.cited()).contains("contact-us");
    assertThat(shop.tickets.drafts).isEmpty();
  }

  // --- the help centre

  @Test
  void quotes_the_help_centre_and_names_the_article() {
    var reply = shop.chat().says("how do I send shoes back?");
    assertThat(reply.cited()).containsExactly("return-shoes");
    assertThat(reply.text())
        .startsWith("Our help centre says:\n\n> **How do I send shoes back?**\n>\n> Open the")
        .endsWith("From the article \"How to send shoes back\" (return-shoes).");
    assertThat(reply.outcomes().getFirst().sources().getFirst().ref()).isEqualTo("return-shoes");
  }

  @Test
  void says_that_it_does_not_know_and_offers_a_ticket() {
    var chat = shop.chat();
    var reply = chat.says("Do you sell tents and sleeping bags?");
    assertThat(reply.cited()).isEmpty();
    assertThat(reply.text()).startsWith("I don't know that").contains("Shall I open a ticket");

    assertThat(chat.says("yes please").text()).contains("I've opened ticket T-1013");
    var draft = shop.tickets.drafts.getFirst();
    assertThat(draft.subject()).isEqualTo("Question: Do you sell tents and sleeping bags?");
    assertThat(draft.description())
        .contains("agreed to a ticket", "Customer: Do you sell tents", "Assistant: I don't know");
  }

  @Test
  void does_not_open_a_ticket_for_somebody_who_declines() {
    var chat = shop.chat();
    chat.says("Do you sell tents and sleeping bags?");
    assertThat(chat.says("no thanks").text()).startsWith("All right");
    assertThat(shop.tickets.drafts).isEmpty();
  }

  @Test
  void a_yes_to_nothing_opens_no_ticket() {
    assertThat(shop.chat().says("yes please").calls()).isEmpty();
  }

  // --- people

  @Test
  void calls_a_human_with_a_ticket_that_says_what_it_is_about() {
    var chat = shop.chat();
    chat.says("how long is the warranty on boots");
    var reply = chat.says("I want to talk to a human");
    assertThat(reply.text()).contains("asked for a colleague, with ticket T-1013");
    var draft = shop.tickets.drafts.getFirst();
    assertThat(draft.subject())
        .isEqualTo("Customer asks for a colleague: how long is the warranty on boots");
    assertThat(draft.description())
        .contains("asked to talk to a human", "Customer: I want to talk to a human");
    assertThat(draft.priority()).isEqualTo(Ticket.Priority.NORMAL);
  }

  @Test
  void does_not_call_a_human_twice() {
    var chat = shop.chat();
    chat.says("I want to talk to a human");
    var again = chat.says("get me a real person");
    assertThat(again.calls()).isEmpty();
    assertThat(again.text()).contains("T-1013");
    assertThat(shop.tickets.drafts).hasSize(1);
  }

  @Test
  void asks_what_the_problem_is_before_it_passes_on_a_complaint() {
    var chat = shop.chat();
    assertThat(chat.says("I want to complain").text()).contains("Tell me in a sentence or two");
    var reply = chat.says("The zip of my jacket tore on the second day. Order 1055.");
    assertThat(reply.text()).contains("I've opened ticket T-1013");
    assertThat(shop.tickets.drafts.getFirst().subject())
        .isEqualTo("Complaint: The zip of my jacket tore on the second day.");
  }

  @Test
  void tells_how_a_ticket_stands_to_its_owner_only() {
    var asked = shop.chat("c-0009").says("status of ticket t-1001");
    assertThat(asked.text()).startsWith("Ticket T-1001, \"Vrata boots").contains("solved");
    assertThat(shop.chat("c-0002").says("status of ticket T-1001").text())
        .startsWith("I can't find a ticket T-1001");
  }

  // --- several things at once

  @Test
  void answers_several_waiting_messages_together() {
    var reply =
        shop.chat(OWNER_OF_1042)
            .says("hello", "where is my order 1042?", "and how do I send shoes back?");
    assertThat(reply.calls()).hasSize(2);
    assertThat(reply.text())
        .startsWith("Order 1042 is on its way")
        .contains("From the article \"How to send shoes back\"");
    assertThat(reply.cited()).containsExactly("return-shoes");
  }

  @Test
  void answers_two_questions_of_one_message() {
    var reply =
        shop.chat(OWNER_OF_1042)
            .says("Hi! Where is my order 1042? And how long is the warranty on boots?");
    assertThat(reply.text()).startsWith("Order 1042 is on its way");
    assertThat(reply.cited()).contains("warranty");
  }

  @Test
  void answers_four_matters_at_once_and_not_five() {
    var reply =
        shop.chat(OWNER_OF_1042)
            .says(
                "where is order 1042?",
                "how long is the warranty on boots?",
                "how do I wash a down jacket?",
                "what does express delivery cost?",
                "where are your stores?");
    assertThat(reply.text()).startsWith("Order 1042 is on its way");
    assertThat(reply.cited())
        .contains("warranty", "care-down", "express-delivery")
        .doesNotContain("stores-and-hours");
  }

  // --- when something is broken

  @Test
  void admits_that_a_tool_is_not_offered() {
    var chat = shop.chat().without("fetch_status");
    var reply = chat.says("where is my order 1042?");
    assertThat(reply.calls()).isEmpty();
    assertThat(reply.text()).startsWith("I can't reach our order and ticket records");
    assertThat(chat.says("yes please").text()).contains("I've opened ticket T-1013");
  }

  @Test
  void offers_no_ticket_that_it_could_not_open() {
    var chat = shop.chat().without("fetch_status", "kb.search", "create_ticket");
    assertThat(chat.says("where is my order 1042?").text()).doesNotContain("shall I open");
    assertThat(chat.says("how do I send shoes back?").text())
        .startsWith("I can't search our help centre")
        .doesNotContain("shall I open");
    assertThat(chat.says("I want to talk to a human").text())
        .startsWith("I couldn't open the ticket");
  }

  @Test
  void admits_that_a_call_failed() {
    shop.orders.failure = new IllegalStateException("no database");
    var reply = shop.chat().says("where is my order 1042?");
    assertThat(reply.outcomes())
        .extracting(ToolOutcome::kind)
        .containsExactly(ToolOutcome.Kind.FAILED);
    assertThat(reply.text()).startsWith("I can't reach our order and ticket records");
  }

  @Test
  void says_that_it_does_not_know_whether_a_ticket_is_there() {
    shop.tickets.failure = new IllegalStateException("the answer got lost");
    var reply = shop.chat().says("I want to talk to a human");
    assertThat(reply.outcomes())
        .extracting(ToolOutcome::kind)
        .containsExactly(ToolOutcome.Kind.IN_DOUBT);
    assertThat(reply.text()).contains("I don't know whether it is there");
  }

  @Test
  void says_that_no_ticket_is_there_when_that_is_certain() {
    shop.tickets.failure = ToolFailure.notSent("no connection", null);
    assertThat(shop.chat().says("I want to talk to a human").text())
        .startsWith("I couldn't open the ticket");
  }

  @Test
  void says_that_no_further_ticket_is_opened_after_many() {
    var reply =
        new Chat(Shop.MODEL, new TooMany(shop.tools), Optional.empty())
            .says("I want to talk to a human");
    assertThat(reply.text()).startsWith("I can't open another ticket just now");
    assertThat(shop.tickets.drafts).isEmpty();
  }

  @Test
  void a_company_without_words_for_it_says_that_no_ticket_could_be_opened() {
    var own = (ObjectNode) Documents.read("phrases", "sample-shop/phrases.json").deepCopy();
    own.remove("ticket-too-many");
    assertThat(Phrases.of(own).say(Phrase.TICKET_TOO_MANY, Map.of()))
        .startsWith("I couldn't open the ticket");
  }

  /// Refuses every call, as a session does whose visitor has caused too much.
  private record TooMany(Tools tools) implements Tools {
    @Override
    public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
      return tools.specs(tenant, agent);
    }

    @Override
    public Set<String> dependencies() {
      return tools.dependencies();
    }

    @Override
    public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
      var result = new Json("{\"error\":\"too many\",\"retryAfterSeconds\":60}");
      return CompletableFuture.completedStage(ToolOutcome.of(ToolOutcome.Kind.REJECTED, result));
    }

    @Override
    public CompletionStage<Void> probe(String dependency) {
      return tools.probe(dependency);
    }
  }

  // --- manners

  @Test
  void says_what_it_is() {
    assertThat(shop.chat().says("Are you a real person?").text())
        .contains("a program, not a person");
    assertThat(shop.chat().says("Good morning").text())
        .startsWith("Hello, and welcome to Scree & Sorrel");
  }

  @Test
  void answers_anything_with_something() {
    for (var odd :
        new String[] {
          "", " ", "?", "\0", "🙂🙂", "1", "ok ".repeat(3_000), "T-", "<script>", "{name}"
        })
      assertThat(shop.chat().says(odd).text())
          .as("reply to %d characters", odd.length())
          .isNotBlank();
  }

  @Test
  void gives_the_same_answer_every_time() {
    assertThat(shop.chat().says("can I exchange a size?"))
        .isEqualTo(shop.chat().says("can I exchange a size?"));
  }
}
