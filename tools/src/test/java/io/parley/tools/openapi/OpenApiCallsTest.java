package io.parley.tools.openapi;

import static io.parley.tools.openapi.Sources.context;
import static io.parley.tools.openapi.Sources.open;
import static io.parley.tools.openapi.Sources.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.tool.Finding;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.tools.openapi.ServiceDouble.Said;
import io.parley.tools.openapi.Sources.Kept;
import io.parley.tools.source.SourceTools;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenApiCallsTest {
  private final ServiceDouble service = new ServiceDouble();

  @AfterEach
  void close() {
    service.close();
  }

  private String settings(String more) {
    return Crm.settings(service.address(), more);
  }

  @Test
  void credentials_are_secrets_of_the_host_alone() throws Exception {
    service.answer("GET /v1/customers/1", Said.json("{}"));
    var host = "127.0.0.1:" + service.port();
    var secrets = Map.of("key", new Kept(host, "s3cret"), "other", new Kept("crm.example", "x"));
    assertThat(
            sent(
                    "{\"kind\": \"header\", \"name\": \"X-Api-Key\", \"value\": \"${secret:key}\"}",
                    secrets)
                .header("x-api-key"))
        .isEqualTo("s3cret");
    assertThat(
            sent(
                    "{\"kind\": \"query\", \"name\": \"api key\", \"value\": \"${secret:key}\"}",
                    secrets)
                .target())
        .isEqualTo("/v1/customers/1?api%20key=s3cret");
    assertThat(
            sent("{\"kind\": \"bearer\", \"value\": \"${secret:key}\"}", secrets)
                .header("authorization"))
        .isEqualTo("Bearer s3cret");
    assertThat(
            sent(
                    "{\"kind\": \"basic\", \"user\": \"me\", \"password\": \"${secret:key}\"}",
                    secrets)
                .header("authorization"))
        .isEqualTo("Basic bWU6czNjcmV0");
    assertThatThrownBy(
            () -> sent("{\"kind\": \"bearer\", \"value\": \"${secret:other}\"}", secrets))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("the secret other cannot be sent to 127.0.0.1");
    assertThat(service.received).hasSize(4);
  }

  private ServiceDouble.Received sent(String auth, Map<String, Kept> secrets) throws Exception {
    try (var tools = open(settings("\"auth\": " + auth), secrets)) {
      outcome(tools, "crm.get_customer", "{\"id\": \"1\"}");
      return service.last();
    }
  }

  @Test
  void a_token_is_got_once_and_again_when_it_is_refused() throws Exception {
    var tokens = new AtomicInteger();
    service.answer(
        "POST /token",
        _ ->
            Said.json(
                "{\"access_token\": \"t%d\", \"expires_in\": 3600}"
                    .formatted(tokens.incrementAndGet())));
    service.answer(
        "GET /v1/customers/1",
        request ->
            request.header("authorization").equals("Bearer t2")
                    || (tokens.get() == 1 && service.received.size() < 4)
                ? Said.json("{}")
                : Said.json(401, "{}"));
    var auth =
        "\"auth\": {\"kind\": \"oauth\", \"tokenUrl\": \"%s/token\", \"clientId\": \"me\", \"clientSecret\": \"${secret:key}\", \"scope\": \"read\"}"
            .formatted(service.address());
    var secrets = Map.of("key", new Kept("127.0.0.1:" + service.port(), "s3cret"));
    try (var tools = open(settings(auth), secrets)) {
      for (int i = 0; i < 3; i++)
        assertThat(outcome(tools, "crm.get_customer", "{\"id\": \"1\"}").kind())
            .isEqualTo(Kind.SUCCEEDED);
      assertThat(tokens).hasValue(2);
      assertThat(service.received.getFirst().body())
          .isEqualTo("grant_type=client_credentials&scope=read");
      assertThat(service.received.getFirst().header("authorization")).startsWith("Basic ");
    }
  }

  @Test
  void an_effect_carries_its_key_and_a_lost_answer_stays_in_doubt() throws Exception {
    service.answer("POST /v1/tickets", Said.json(500, "{}"));
    var chosen =
        "\"operations\": [{\"operation\": \"createTicket\", \"idempotencyHeader\":"
            + " \"Idempotency-Key\"}]";
    try (var tools = open(settings(chosen))) {
      assertThat(tools.offered().getFirst().policy()).isEqualTo(ToolPolicy.RETRY_WITH_KEY);
      assertThat(failure(tools, "crm.create_ticket", "{\"subject\": \"a\"}").mayHaveHappened())
          .isTrue();
      assertThat(service.last().header("idempotency-key")).isEqualTo("default:s-1:1.1");
      service.answer("POST /v1/tickets", Said.json(409, "{}"));
      assertThat(failure(tools, "crm.create_ticket", "{\"subject\": \"a\"}").mayHaveHappened())
          .isTrue();
    }
  }

  @Test
  void a_lost_effect_is_looked_up() {
    var found = new AtomicInteger();
    service.answer(
        "GET /v1/tickets",
        _ -> Said.json(found.get() == 0 ? "{\"items\": []}" : "{\"items\": [{\"id\": 1}]}"));
    try (var certain = open(settings(lookUp(true)));
        var unsure = open(settings(lookUp(false)))) {
      assertThat(certain.offered().getFirst().policy()).isEqualTo(ToolPolicy.LOOK_UP);
      assertThat(lookUp(certain)).isEqualTo(Finding.DID_NOT_HAPPEN);
      assertThat(lookUp(unsure)).isEqualTo(Finding.CANNOT_TELL);
      found.set(1);
      assertThat(lookUp(unsure).resolution()).contains(Resolution.HAPPENED);
      assertThat(service.last().target()).isEqualTo("/v1/tickets?reference=default%3As-1%3A1.1");
      service.answer("GET /v1/tickets", Said.json(500, "{}"));
      assertThat(lookUp(certain)).isEqualTo(Finding.CANNOT_TELL);
    }
  }

  private static String lookUp(boolean isFinal) {
    return """
    "operations": [{"operation": "createTicket", "lookUp": {"operation": "listTickets",
      "arguments": {"reference": "key"}, "found": "/items", "final": %s}}]
    """
        .formatted(isFinal);
  }

  private static Finding lookUp(SourceTools tools) {
    return tools
        .lookUp(
            Sources.asked("crm.create_ticket", "{\"subject\": \"a\"}"), context(Optional.empty()))
        .toCompletableFuture()
        .join();
  }

  private static ToolFailure failure(SourceTools tools, String tool, String arguments) {
    try {
      var outcome = Sources.call(tools, tool, arguments).join();
      throw new AssertionError("it did not fail: " + outcome);
    } catch (CompletionException e) {
      return (ToolFailure) e.getCause();
    }
  }

  @Test
  void errors_are_told_in_plain_words() throws Exception {
    service.answer(
        "GET /v1/customers/1",
        new Said(
            422,
            Map.of("Content-Type", "application/problem+json"),
            "{\"title\": \"Bad\", \"detail\": \"no such id\"}"));
    try (var tools = open(settings(""))) {
      var failed = outcome(tools, "crm.get_customer", "{\"id\": \"1\"}");
      assertThat(failed.kind()).isEqualTo(Kind.FAILED);
      assertThat(failed.result().text())
          .isEqualTo(
              "{\"error\":\"the service does not accept these"
                  + " arguments\",\"status\":422,\"said\":\"no such id\"}");
      service.answer(
          "GET /v1/customers/1", new Said(302, Map.of("Location", "http://127.0.0.1:1/"), ""));
      assertThat(outcome(tools, "crm.get_customer", "{\"id\": \"1\"}").result().text())
          .contains("another address, which is not followed");
      service.answer("GET /v1/customers/1", Said.json(401, "{}"));
      assertThat(failure(tools, "crm.get_customer", "{\"id\": \"1\"}").mayHaveHappened()).isFalse();
      assertThat(tools.problem()).contains("the service refuses the credentials (status 401)");
    }
  }

  @Test
  void a_pause_that_the_service_asks_for_is_kept() throws Exception {
    var asked = new AtomicInteger();
    service.answer(
        "GET /v1/customers/1",
        _ ->
            asked.incrementAndGet() == 1
                ? new Said(429, Map.of("Retry-After", "0.05"), "")
                : Said.json("{}"));
    try (var tools = open(settings(""))) {
      assertThat(outcome(tools, "crm.get_customer", "{\"id\": \"1\"}").kind())
          .isEqualTo(Kind.SUCCEEDED);
      assertThat(asked).hasValue(2);
      service.answer("GET /v1/customers/2", new Said(429, Map.of("Retry-After", "3600"), ""));
      assertThat(failure(tools, "crm.get_customer", "{\"id\": \"2\"}").mayHaveHappened()).isFalse();
      int before = service.received.size();
      assertThat(failure(tools, "crm.get_customer", "{\"id\": \"1\"}"))
          .hasMessageContaining("asked for a pause");
      assertThat(service.received).hasSize(before);
    }
  }

  @Test
  void pages_are_put_together_within_a_limit() throws Exception {
    service.answer(
        "GET /v1/tickets",
        request ->
            request.target().contains("page=3")
                ? Said.json("{\"items\": [4], \"next\": null}")
                : request.target().contains("page=2")
                    ? Said.json("{\"items\": [3], \"next\": 3}")
                    : new Said(
                        200,
                        Map.of(
                            "Content-Type",
                            "application/json",
                            "Link",
                            "<http://evil.example/>; rel=\"prev\", </v1/tickets?page=2>;"
                                + " rel=\"next\""),
                        "{\"items\": [1, 2], \"next\": 2}"));
    var cursor =
        "{\"by\": \"cursor\", \"parameter\": \"page\", \"cursor\": \"/next\", \"items\":"
            + " \"/items\"}";
    assertThat(paged(cursor)).isEqualTo("{\"answer\":{\"items\":[1,2,3,4],\"next\":2}}");
    assertThat(service.last().target()).isEqualTo("/v1/tickets?page=3");
    assertThat(paged(cursor.replace("\"items\": ", "\"max\": 2, \"items\": ")))
        .isEqualTo("{\"answer\":{\"items\":[1,2,3],\"next\":2,\"morePages\":true}}");
    assertThat(paged("{\"by\": \"link\", \"items\": \"/items\"}"))
        .isEqualTo("{\"answer\":{\"items\":[1,2,3],\"next\":2}}");
  }

  private String paged(String pages) throws Exception {
    var chosen = "\"operations\": [{\"operation\": \"listTickets\", \"pages\": " + pages + "}]";
    try (var tools = open(settings(chosen))) {
      return outcome(tools, "crm.list_tickets", "{}").result().text();
    }
  }
}
