package io.parley.tools.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentRef;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.Passage;
import io.parley.core.support.Ticket;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Finding;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.tools.fake.MemoryOrders;
import io.parley.tools.fake.MemoryTickets;
import io.parley.tools.json.Jackson;
import io.parley.tools.sample.SampleShop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinToolsTest {
  private static final SampleShop SHOP = SampleShop.load();
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
  private static final AgentRef AGENT = new AgentRef("support", 1);
  private static final Optional<String> OWNER_OF_1042 = Optional.of("c-0037");

  private final MemoryTickets tickets = new MemoryTickets(SHOP.tickets());
  private final MemoryOrders orders = new MemoryOrders(SHOP.orders());
  private final List<String> searched = new ArrayList<>();
  private Knowledge knowledge =
      query -> {
        searched.add(query.tenant() + " " + query.text() + " " + query.limit());
        return CompletableFuture.completedFuture(
            List.of(
                new Passage("Warranty", "warranty", "Two years.", 0.91239),
                new Passage("Warranty", "warranty", "Five for boots.", 0.5),
                new Passage("Repairs", "repairs", "We do.", 0.4)));
      };
  private Instant now = MemoryTickets.NOW;

  // --- what there is

  @Test
  void offers_three_tools_that_are_all_repeatable() {
    assertThat(tools().specs(TenantId.DEFAULT, AGENT))
        .extracting(ToolSpec::name)
        .containsExactly("kb.search", "fetch_status", "create_ticket");
    assertThat(tools().specs(TenantId.DEFAULT, AGENT))
        .extracting(ToolSpec::policy)
        .containsExactly(ToolPolicy.READ_ONLY, ToolPolicy.READ_ONLY, ToolPolicy.RETRY_WITH_KEY);
    assertThat(tools().specs(TenantId.DEFAULT, AGENT))
        .allSatisfy(
            spec -> {
              assertThat(spec.approval()).isFalse();
              assertThat(spec.deadline()).isPositive();
              assertThat(Jackson.tree(spec.parameters()).path("type").asText()).isEqualTo("object");
            });
    assertThat(tools().specs(TenantId.DEFAULT, AGENT))
        .extracting(ToolSpec::dependency)
        .containsExactly("knowledge", "orders", "tickets");
  }

  // --- kb.search

  @Test
  void search_answers_passages_and_one_source_for_each_article() {
    var outcome = call("kb.search", "{\"query\":\"how long is the warranty?\",\"limit\":3}");
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(searched).containsExactly("default how long is the warranty? 3");
    assertThat(result(outcome).path("passages").path(0).toString())
        .isEqualTo(
            "{\"title\":\"Warranty\",\"ref\":\"warranty\",\"score\":0.912,\"text\":\"Two"
                + " years.\"}");
    assertThat(outcome.sources())
        .containsExactly(
            new Source("Warranty", "warranty", 0.912), new Source("Repairs", "repairs", 0.4));
  }

  @Test
  void search_takes_the_usual_number_of_passages_when_none_is_named() {
    call("kb.search", "{\"query\":\"x\"}");
    assertThat(searched).containsExactly("default x 4");
  }

  @Test
  void search_that_finds_nothing_succeeds_with_nothing() {
    knowledge = _ -> CompletableFuture.completedFuture(List.of());
    var outcome = call("kb.search", "{\"query\":\"x\"}");
    assertThat(outcome).isEqualTo(ToolOutcome.succeeded(new Json("{\"passages\":[]}"), List.of()));
  }

  // --- fetch_status

  @Test
  void the_owner_of_an_order_sees_all_of_it() {
    var result = result(call("fetch_status", order("1042"), OWNER_OF_1042));
    assertThat(result.toString())
        .isEqualTo(
            """
            {"kind":"order","number":"1042","found":true,"redacted":false,"order":{\
            "status":"shipped","placedAt":"2026-08-29T17:24:11Z","carrier":"Swallow Post",\
            "tracking":"SW1591438509SI","expectedOn":"2026-11-24","late":false,"total":"498.00",\
            "currency":"EUR","items":[\
            {"sku":"SC-KMN-39-SPR","title":"Kamnik Winter Boot 39 spruce (pre-order)",\
            "quantity":1,"price":"249.00"},\
            {"sku":"SC-KMN-44-UMB","title":"Kamnik Winter Boot 44 umber (pre-order)",\
            "quantity":1,"price":"249.00"}]}}\
            """);
  }

  @Test
  void a_stranger_sees_an_order_without_private_data() {
    var result = result(call("fetch_status", order("1042"), Optional.empty()));
    assertThat(result.path("redacted").asBoolean()).isTrue();
    assertThat(result.path("order").has("tracking")).isFalse();
    assertThat(result.path("order").has("total")).isFalse();
    assertThat(result.path("order").path("items")).isEmpty();
    assertThat(result.path("order").path("expectedOn").asText()).isEqualTo("2026-11-24");
  }

  @Test
  void another_customers_order_is_not_found() {
    assertThat(result(call("fetch_status", order("1042"), Optional.of("c-0001"))).toString())
        .isEqualTo("{\"kind\":\"order\",\"number\":\"1042\",\"found\":false}");
  }

  @Test
  void an_order_is_late_the_day_after_it_should_have_come_in_the_shop_s_own_time() {
    now = Instant.parse("2026-11-24T22:59:59Z");
    assertThat(late("1042")).isFalse();
    now = Instant.parse("2026-11-24T23:00:00Z");
    assertThat(late("1042")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1042", "#1042", " # 1042 "})
  void numbers_are_understood_in_the_forms_people_write(String number) {
    assertThat(result(call("fetch_status", order(number), OWNER_OF_1042)).path("found").asBoolean())
        .isTrue();
  }

  @Test
  void only_its_owner_sees_a_ticket() {
    var result =
        result(
            call(
                "fetch_status",
                "{\"kind\":\"ticket\",\"number\":\"t-1003\"}",
                Optional.of("c-0046")));
    assertThat(result.path("number").asText()).isEqualTo("T-1003");
    assertThat(result.path("ticket").path("status").asText()).isEqualTo("solved");
    assertThat(result.path("ticket").path("priority").asText()).isEqualTo("high");
    assertThat(result.path("ticket").path("note").asText()).startsWith("Our mistake");
    assertThat(result.path("ticket").path("updatedAt").asText()).isEqualTo("2026-11-04T13:48:20Z");
  }

  // --- create_ticket

  @Test
  void one_ticket_is_opened_per_key() {
    var arguments =
        "{\"subject\":\" Zip\\n"
            + " broken \",\"description\":\"It tore.\\u0000\",\"priority\":\"high\"}";
    var first = call("create_ticket", arguments, OWNER_OF_1042);
    var second = call("create_ticket", arguments, OWNER_OF_1042);
    assertThat(second).isEqualTo(first);
    assertThat(result(first).toString())
        .isEqualTo(
            """
            {"ticket":{"number":"T-1013","subject":"Zip broken","status":"open",\
            "priority":"high","createdAt":"2026-11-21T09:00:00Z"}}\
            """);
    assertThat(tickets.drafts).hasSize(1);
    assertThat(tickets.drafts.getFirst().description()).isEqualTo("It tore.");
  }

  @Test
  void a_ticket_has_normal_priority_by_default() {
    call("create_ticket", "{\"subject\":\"a\",\"description\":\"b\"}");
    assertThat(tickets.drafts.getFirst().priority()).isEqualTo(Ticket.Priority.NORMAL);
  }

  @Test
  void a_ticket_under_the_key_of_a_call_in_doubt_is_its_effect() {
    var context = new ToolContext(SESSION, AGENT, OWNER_OF_1042, "key");
    var call =
        new ToolCall(
            "1.1", "create_ticket", new Json("{\"subject\":\"Lost\",\"description\":\"It is.\"}"));
    assertThat(tools().lookUp(call, context).toCompletableFuture().join())
        .isEqualTo(Finding.DID_NOT_HAPPEN);
    var opened = tools().call(call, context).toCompletableFuture().join();
    assertThat(tools().lookUp(call, context).toCompletableFuture().join())
        .isEqualTo(Finding.happened(opened.result()));
    // a tool that only reads has no doubts
    assertThat(
            tools()
                .lookUp(new ToolCall("1.2", "kb.search", call.arguments()), context)
                .toCompletableFuture()
                .join())
        .isEqualTo(Finding.CANNOT_TELL);
    tickets.failure = new IllegalStateException("down");
    assertThat(tools().lookUp(call, context)).isCompletedExceptionally();
  }

  // --- bad calls go back to the model

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"query\":\"\"}",
        "{\"query\":\"  \"}",
        "{\"query\":7}",
        "{\"query\":\"x\",\"limit\":0}",
        "{\"query\":\"x\",\"limit\":11}",
        "{\"query\":\"x\",\"more\":1}",
        "\"not json\"",
        "[]",
        "null"
      })
  void invalid_arguments_are_rejected_with_the_schema(String arguments) {
    var outcome = call("kb.search", arguments);
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(result(outcome).path("error").asText())
        .isEqualTo("the arguments of kb.search are not as expected");
    assertThat(result(outcome).path("problems")).isNotEmpty();
    assertThat(result(outcome).path("expected").path("required").path(0).asText())
        .isEqualTo("query");
    assertThat(searched).isEmpty();
  }

  @Test
  void a_rejection_names_the_place_and_the_fault() {
    var outcome = call("fetch_status", "{\"kind\":\"parcel\",\"number\":\"1042\"}");
    assertThat(result(outcome).path("problems").path(0).asText())
        .startsWith("/kind: ")
        .contains("order", "ticket");
  }

  @Test
  void one_character_more_than_allowed_is_rejected() {
    assertThat(call("kb.search", query(1_000)).kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(call("kb.search", query(1_001)).kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(call("create_ticket", draft(200, 4_000)).kind())
        .isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(call("create_ticket", draft(201, 1)).kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(call("create_ticket", draft(1, 4_001)).kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(call("fetch_status", order("1".repeat(17))).kind())
        .isEqualTo(ToolOutcome.Kind.REJECTED);
  }

  @Test
  void an_unknown_tool_is_rejected_with_the_known_names() {
    var outcome = call("kb_search", "{}");
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(result(outcome).toString())
        .isEqualTo(
            "{\"error\":\"there is no tool kb_search\","
                + "\"expected\":[\"kb.search\",\"fetch_status\",\"create_ticket\"]}");
  }

  // --- failures

  @Test
  void a_failed_read_certainly_had_no_effect() {
    orders.failure = new IllegalStateException("no database");
    assertThat(failure("fetch_status", order("1042")).mayHaveHappened()).isFalse();
    knowledge = _ -> CompletableFuture.failedFuture(new IllegalStateException("no index"));
    assertThat(failure("kb.search", "{\"query\":\"x\"}").mayHaveHappened()).isFalse();
  }

  @Test
  void a_ticket_whose_answer_was_lost_is_in_doubt() {
    tickets.failure = new IllegalStateException("connection reset");
    assertThat(failure("create_ticket", draft(1, 1)).mayHaveHappened()).isTrue();
  }

  @Test
  void a_port_may_report_that_nothing_was_sent() {
    tickets.failure = ToolFailure.notSent("no connection", null);
    assertThat(failure("create_ticket", draft(1, 1)).mayHaveHappened()).isFalse();
  }

  @Test
  void a_port_that_throws_is_a_failure_too() {
    knowledge =
        _ -> {
          throw new IllegalStateException("secret words");
        };
    assertThat(failure("kb.search", "{\"query\":\"secret words\"}"))
        .hasMessage("knowledge did not answer");
  }

  // --- probes

  @Test
  void a_probe_calls_every_port_of_the_dependency() {
    for (var dependency : List.of("knowledge", "orders", "tickets"))
      assertThat(tools().probe(dependency).toCompletableFuture()).isCompleted();
    tickets.failure = new IllegalStateException("down");
    assertThat(tools().probe("knowledge").toCompletableFuture()).isCompleted();
    assertThat(tools().probe("tickets").toCompletableFuture()).isCompletedExceptionally();
    assertThat(tools().probe("orders").toCompletableFuture()).isCompletedExceptionally();
    assertThat(tickets.drafts).isEmpty();
  }

  @Test
  void a_probe_of_an_unknown_dependency_fails() {
    assertThatThrownBy(() -> tools().probe("moon").toCompletableFuture().join())
        .hasMessageContaining("moon");
  }

  private Tools tools() {
    InstantSource clock = () -> now;
    return BuiltinTools.of(
        query -> knowledge.search(query),
        tickets,
        orders,
        BuiltinSettings.from(ConfigFactory.load()),
        clock);
  }

  private ToolOutcome call(String tool, String arguments) {
    return call(tool, arguments, Optional.empty());
  }

  private ToolOutcome call(String tool, String arguments, Optional<String> customer) {
    // a key for each different call, as the session gives it
    var key = SESSION + ":" + arguments.hashCode();
    return tools()
        .call(
            new ToolCall("1.1", tool, new Json(arguments)),
            new ToolContext(SESSION, AGENT, customer, key))
        .toCompletableFuture()
        .join();
  }

  private ToolFailure failure(String tool, String arguments) {
    try {
      throw new AssertionError("not failed: " + call(tool, arguments));
    } catch (CompletionException e) {
      return (ToolFailure) e.getCause();
    }
  }

  private boolean late(String number) {
    return result(call("fetch_status", order(number), OWNER_OF_1042))
        .path("order")
        .path("late")
        .asBoolean();
  }

  private static JsonNode result(ToolOutcome outcome) {
    return Jackson.tree(outcome.result());
  }

  private static String order(String number) {
    return Jackson.object().put("kind", "order").put("number", number).toString();
  }

  private static String query(int length) {
    return Jackson.object().put("query", "x".repeat(length)).toString();
  }

  private static String draft(int subject, int description) {
    return Jackson.object()
        .put("subject", "s".repeat(subject))
        .put("description", "d".repeat(description))
        .toString();
  }
}
