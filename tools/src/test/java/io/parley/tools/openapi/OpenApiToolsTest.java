package io.parley.tools.openapi;

import static io.parley.tools.openapi.Sources.context;
import static io.parley.tools.openapi.Sources.open;
import static io.parley.tools.openapi.Sources.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.openapi.ServiceDouble.Said;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenApiToolsTest {
  private final ServiceDouble service = new ServiceDouble();

  @AfterEach
  void close() {
    service.close();
  }

  private String settings(String more) {
    return Crm.settings(service.address(), more);
  }

  @Test
  void operations_become_tools_on_terms_of_their_methods() {
    try (var tools = open(settings(""))) {
      assertThat(tools.offered())
          .extracting(ToolSpec::name, ToolSpec::policy, ToolSpec::approval)
          .containsExactly(
              tuple("crm.get_customer", ToolPolicy.READ_ONLY, false),
              tuple("crm.list_tickets", ToolPolicy.READ_ONLY, false),
              tuple("crm.create_ticket", ToolPolicy.ASK_HUMAN, true));
      var ticket = tools.offered().getLast();
      assertThat(ticket.description()).isEqualTo("(POST /tickets)");
      assertThat(ticket.parameters().text())
          .isEqualTo(
              "{\"type\":\"object\",\"properties\":{\"subject\":{\"type\":\"string\"},"
                  + "\"urgent\":{\"type\":[\"boolean\",\"null\"]},\"customer\":{\"type\":\"string\"}},"
                  + "\"required\":[\"subject\"],\"additionalProperties\":false}");
      assertThat(tools.offered().getFirst().label()).isEqualTo("Find a customer");
      assertThat(tools.refusals()).isEmpty();
    }
  }

  @Test
  void arguments_go_to_path_query_header_and_body() throws Exception {
    service.answer("GET /v1/customers/a%2Fb%20%C3%BC", Said.json("{\"name\": \"Ada\"}"));
    service.answer("POST /v1/tickets", Said.json(201, "{\"id\": \"T-1\"}"));
    try (var tools = open(settings(""))) {
      var found =
          outcome(
              tools,
              "crm.get_customer",
              "{\"id\": \"a/b ü\", \"fields\": [\"name\", \"a&b\"], \"X-Trace\": \"t 1\"}");
      assertThat(found.kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(found.result().text()).isEqualTo("{\"answer\":{\"name\":\"Ada\"}}");
      assertThat(service.last().target())
          .isEqualTo("/v1/customers/a%2Fb%20%C3%BC?fields=name&fields=a%26b");
      assertThat(service.last().header("x-trace")).isEqualTo("t 1");
      outcome(tools, "crm.create_ticket", "{\"subject\": \"Help\", \"urgent\": null}");
      assertThat(service.last().body()).isEqualTo("{\"subject\":\"Help\",\"urgent\":null}");
      assertThat(service.last().header("content-type")).startsWith("application/json");
      var wrong = outcome(tools, "crm.create_ticket", "{\"subject\": 1, \"other\": 2}");
      assertThat(wrong.kind()).isEqualTo(Kind.REJECTED);
      assertThat(wrong.result().text()).contains("problems", "/subject", "other", "expected");
      assertThat(service.received).hasSize(2);
    }
  }

  @Test
  void values_cannot_leave_their_place() throws Exception {
    try (var tools = open(settings(""))) {
      for (var id : new String[] {"..", ".", "../admin", "a/../../admin", "..\\\\admin", ""}) {
        var refused = outcome(tools, "crm.get_customer", "{\"id\": \"" + id + "\"}");
        assertThat(refused.kind()).as(id).isEqualTo(Kind.REJECTED);
      }
      var header = "{\"id\": \"1\", \"X-Trace\": \"a\\r\\nX-Admin: 1\"}";
      assertThat(outcome(tools, "crm.get_customer", header).kind()).isEqualTo(Kind.REJECTED);
      assertThat(service.received).isEmpty();
      outcome(tools, "crm.get_customer", "{\"id\": \"1?admin=1#x\"}");
      assertThat(service.last().target()).isEqualTo("/v1/customers/1%3Fadmin%3D1%23x");
    }
  }

  @Test
  void fixed_values_are_not_the_models() throws Exception {
    service.answer("POST /v1/tickets", Said.json("{}"));
    var chosen =
        """
        "operations": [{"operation": "POST /tickets", "name": "open", "description": "Opens a ticket.",
          "fixed": {"customer": "${customer}", "urgent": true}, "rename": {"subject": "title"}}]
        """;
    try (var tools = open(settings(chosen))) {
      var spec = tools.offered().getFirst();
      assertThat(spec.name()).isEqualTo("crm.open");
      assertThat(spec.description()).isEqualTo("Opens a ticket.\n(POST /tickets)");
      assertThat(spec.parameters().text()).contains("\"title\"").doesNotContain("customer");
      var call = Sources.asked("crm.open", "{\"title\": \"Help\"}");
      tools.call(call, context(Optional.of("c-7"))).toCompletableFuture().join();
      assertThat(service.last().body())
          .isEqualTo("{\"subject\":\"Help\",\"urgent\":true,\"customer\":\"c-7\"}");
      var stranger = outcome(tools, "crm.open", "{\"title\": \"Help\"}");
      assertThat(stranger.kind()).isEqualTo(Kind.REJECTED);
      assertThat(stranger.result().text()).contains("the customer is not signed in");
      var forged = outcome(tools, "crm.open", "{\"title\": \"Help\", \"customer\": \"c-8\"}");
      assertThat(forged.kind()).isEqualTo(Kind.REJECTED);
      assertThat(service.received).hasSize(1);
    }
  }

  @Test
  void the_model_sees_the_chosen_part_of_an_answer() throws Exception {
    service.answer(
        "GET /v1/customers/1",
        Said.json(
            "{\"name\": \"Ada\", \"iban\": \"X\", \"orders\": [{\"id\": 1, \"cost\": 2}, {\"id\":"
                + " 3}]}"));
    try (var kept = open(settings(answer("[\"/name\", \"/orders/*/id\"]")));
        var named = open(settings(answer("{\"who\": \"/name\", \"orders\": \"/orders/*/id\"}")))) {
      assertThat(outcome(kept, "crm.get_customer", "{\"id\": \"1\"}").result().text())
          .isEqualTo("{\"answer\":{\"name\":\"Ada\",\"orders\":[{\"id\":1},{\"id\":3}]}}");
      assertThat(outcome(named, "crm.get_customer", "{\"id\": \"1\"}").result().text())
          .isEqualTo("{\"answer\":{\"who\":\"Ada\",\"orders\":[1,3]}}");
    }
  }

  private static String answer(String projection) {
    return "\"operations\": [{\"operation\": \"getCustomer\", \"answer\": " + projection + "}]";
  }

  @Test
  void a_rehearsal_shows_the_request_without_secrets() {
    var auth = "\"auth\": {\"kind\": \"query\", \"name\": \"key\", \"value\": \"${secret:key}\"}";
    try (var tools = open(settings(auth))) {
      var request =
          tools.request(
              Sources.asked("crm.create_ticket", "{\"subject\": \"a\"}"),
              context(Optional.empty()));
      assertThat(request.orElseThrow().text())
          .contains(
              "\"method\":\"POST\"",
              "/v1/tickets?key=%28secret%29\"",
              "\"body\":{\"subject\":\"a\"}");
      assertThat(tools.request(Sources.asked("crm.none", "{}"), context(Optional.empty())))
          .isEmpty();
      assertThat(service.received).isEmpty();
    }
  }
}
