package io.parley.http.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.Json;
import io.parley.core.tool.source.ToolSource;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.SigningKey;
import io.parley.http.token.TestTokens;
import io.parley.http.token.TokenSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolSourceEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final String BODY =
      """
      {"kind": "mcp", "settings": {"url": "https://crm.example/mcp"}, "agents": ["support"],
       "allow": ["crm.find"], "approvals": {"crm.*": "risky"}}\
      """;

  private static ActorSystem system;
  private static Router router;
  private static final FakeDesk desk = new FakeDesk();

  @BeforeAll
  static void start() {
    system = ActorSystem.create("tool-sources", ConfigFactory.defaultReference());
    var key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    var tokens =
        TestTokens.of(
            new TokenSettings(
                List.of(new SigningKey("k1", key)), TestTokens.LIFETIMES, AGENT, OPERATOR));
    router =
        Router.create(
            Stream.of(
                    ToolSourceEndpoints.of(StaffEdge.of(tokens, Clock.systemUTC()), desk),
                    PromptEndpoints.of(StaffEdge.of(tokens, Clock.systemUTC()), desk))
                .flatMap(List::stream)
                .toList(),
            new Router.Settings(
                new BodyLimits(100_000, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  @Test
  void an_operator_adds_lists_tries_approves_and_removes_a_source() {
    assertThat(put("crm", BODY, OPERATOR).status().intValue()).isEqualTo(200);
    assertThat(desk.put)
        .contains(
            new ToolSource(
                "crm",
                "mcp",
                new Json("{\"url\":\"https://crm.example/mcp\"}"),
                List.of("support"),
                List.of("crm.find"),
                ApprovalRules.parse(Map.of("crm.*", "risky")),
                false));
    var state = JsonText.object(text(answer(HttpRequest.GET("/v1/tool-sources/crm"), OPERATOR)));
    assertThat(state)
        .isEqualTo(
            JsonText.object(
                """
                {"name": "crm", "kind": "mcp", "origin": "api", "settings": {"n": 1},
                 "agents": [], "allow": ["crm.find"],
                 "approvals": {"crm.find": "always by customer"}, "limits": {}, "problem": "away",
                 "tools": [{"name": "crm.find", "label": "Finds", "description": "Finds.",
                   "policy": "read-only", "approval": false, "allowed": true, "approved": false,
                   "fingerprint": "f00", "rule": "always by customer",
                   "parameters": {"type": "object"}}],
                 "prompts": [{"name": "apology", "title": "An apology",
                   "description": "Says sorry.", "arguments": [{"name": "customer",
                   "description": "A name", "required": true}], "approvalName": "prompt:apology",
                   "approved": true, "fingerprint": "f01"},
                  {"name": "new", "description": "Unseen.", "arguments": [],
                   "approvalName": "prompt:new", "approved": false, "fingerprint": "f02"}],
                 "refused": ["crm.bad: no schema"]}\
                """));
    var list = JsonText.object(text(answer(HttpRequest.GET("/v1/tool-sources"), OPERATOR)));
    assertThat(list.path("sources").get(0)).isEqualTo(state);
    assertThat(list.at("/kinds/0").asText()).isEqualTo("mcp");
    var tried = answer(HttpRequest.POST("/v1/tool-sources/crm/try"), OPERATOR);
    assertThat(JsonText.object(text(tried))).isEqualTo(state);
    assertThat(approve("{\"tools\": {\"crm.find\": \"f00\"}}").status().intValue()).isEqualTo(200);
    assertThat(desk.approved).isEqualTo(Map.of("crm.find", "f00"));
    assertThat(answer(HttpRequest.DELETE("/v1/tool-sources/crm"), OPERATOR).status().intValue())
        .isEqualTo(204);
  }

  @Test
  void an_operator_tries_one_tool() {
    var tried =
        rehearse("crm", "{\"arguments\": {\"id\": 1}, \"send\": true, \"customer\": \"c-1\"}");
    assertThat(JsonText.object(text(tried)))
        .isEqualTo(
            JsonText.object(
                """
                {"request": {"method": "GET"}, "outcome": "succeeded", "result": {"answer": 1}}\
                """));
    var seen = desk.rehearsed.orElseThrow();
    assertThat(seen.tool()).isEqualTo("crm.find");
    assertThat(seen.arguments()).isEqualTo(new Json("{\"id\":1}"));
    assertThat(seen.isSent()).isTrue();
    assertThat(seen.customer()).contains("c-1");
    rehearse("crm", "{}");
    assertThat(desk.rehearsed.orElseThrow().isSent()).isFalse();
    assertThat(text(rehearse("crm", "{\"arguments\": []}"))).contains("arguments is not an object");
    assertThat(rehearse("none", "{}").status().intValue()).isEqualTo(404);
  }

  private static HttpResponse rehearse(String source, String body) {
    return answer(
        HttpRequest.POST("/v1/tool-sources/%s/tools/crm.find/try".formatted(source))
            .withEntity(ContentTypes.APPLICATION_JSON, body),
        OPERATOR);
  }

  @Test
  void a_human_agent_lists_approved_prompts_and_gets_one_filled_in() {
    var list = answer(HttpRequest.GET("/v1/tool-sources/crm/prompts"), AGENT);
    assertThat(JsonText.object(text(list)))
        .isEqualTo(
            JsonText.object(
                """
                {"prompts": [{"name": "apology", "title": "An apology",
                  "description": "Says sorry.", "arguments": [{"name": "customer",
                  "description": "A name", "required": true}]}]}\
                """));
    assertThat(JsonText.object(text(prompt("apology", "{\"arguments\": {\"customer\": \"Ada\"}}"))))
        .isEqualTo(
            JsonText.object(
                """
                {"messages": [{"role": "assistant", "text": "Sorry, Ada."}], "shortened": false}\
                """));
    var wrong = prompt("apology", "{}");
    assertThat(wrong.status().intValue()).isEqualTo(400);
    assertThat(text(wrong)).contains("arguments.customer is missing");
    assertThat(prompt("new", "{}").status().intValue()).isEqualTo(404);
    var away = prompt("away", "{}");
    assertThat(away.status().intValue()).isEqualTo(503);
    assertThat(text(away)).contains("/problems/tool-source-unavailable", "no connection");
    assertThat(text(prompt("apology", "{\"arguments\": {\"customer\": 7}}")))
        .contains("a value in arguments is not a string");
    assertThat(answer(HttpRequest.GET("/v1/tool-sources/none/prompts"), AGENT).status().intValue())
        .isEqualTo(404);
  }

  private static HttpResponse prompt(String name, String body) {
    return answer(
        HttpRequest.POST("/v1/tool-sources/crm/prompts/" + name)
            .withEntity(ContentTypes.APPLICATION_JSON, body),
        AGENT);
  }

  @Test
  void an_agent_may_do_none_of_it() {
    for (var request :
        List.of(
            HttpRequest.GET("/v1/tool-sources"),
            HttpRequest.GET("/v1/tool-sources/crm"),
            HttpRequest.PUT("/v1/tool-sources/crm").withEntity(ContentTypes.APPLICATION_JSON, BODY),
            HttpRequest.DELETE("/v1/tool-sources/crm"),
            HttpRequest.POST("/v1/tool-sources/crm/try"),
            HttpRequest.POST("/v1/tool-sources/crm/tools/crm.find/try"),
            HttpRequest.POST("/v1/tool-sources/crm/approve")
                .withEntity(ContentTypes.APPLICATION_JSON, "{}")))
      assertThat(answer(request, AGENT).status().intValue()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CRM | {\"kind\": \"mcp\"} | a name of another form",
        "crm | {} | kind is missing",
        "crm | {\"kind\": \"mcp\", \"settings\": 7} | settings is not an object",
        "crm | {\"kind\": \"mcp\", \"agents\": \"all\"} | agents is not a list",
        "crm | {\"kind\": \"mcp\", \"allow\": [7]} | an entry of allow is not a text",
        "crm | {\"kind\": \"mcp\", \"approvals\": {\"crm.*\": \"now\"}} | crm.*: no approval rule",
        "crm | {\"kind\": \"mcp\", \"approvals\": {\"a b\": \"always\"}} | an approval rule for no"
            + " tool",
        "wrong | {\"kind\": \"mcp\"} | settings.url: nothing (expected: an address)"
      })
  void a_wrong_definition_is_refused(String name, String body, String detail) {
    var refused = put(name, body, OPERATOR);
    assertThat(refused.status().intValue()).isEqualTo(400);
    assertThat(text(refused)).contains(detail);
  }

  @Test
  void limits_are_exact() {
    var entries = Stream.generate(() -> "\"a\"").limit(501).toList();
    var body = "{\"kind\": \"mcp\", \"allow\": [%s]}";
    assertThat(
            put("crm", body.formatted(String.join(",", entries.subList(0, 500))), OPERATOR)
                .status()
                .intValue())
        .isEqualTo(200);
    assertThat(put("crm", body.formatted(String.join(",", entries)), OPERATOR).status().intValue())
        .isEqualTo(413);
    var settings = "{\"kind\": \"mcp\", \"settings\": {\"a\": \"%s\"}}";
    int around = "{\"a\":\"\"}".length();
    var most = "x".repeat(ToolSource.SETTINGS_MAX - around);
    assertThat(put("crm", settings.formatted(most), OPERATOR).status().intValue()).isEqualTo(200);
    assertThat(put("crm", settings.formatted(most + "x"), OPERATOR).status().intValue())
        .isEqualTo(413);
  }

  @Test
  void refusals_of_the_registry_are_problems() {
    assertThat(text(put("file", BODY, OPERATOR))).contains("/problems/defined-by-file");
    assertThat(text(put("many", BODY, OPERATOR))).contains("/problems/limit-reached");
    for (var request :
        List.of(
            HttpRequest.GET("/v1/tool-sources/none"),
            HttpRequest.POST("/v1/tool-sources/none/try"),
            HttpRequest.DELETE("/v1/tool-sources/none")))
      assertThat(answer(request, OPERATOR).status().intValue()).isEqualTo(404);
    assertThat(text(approve("{}"))).contains("tools is missing");
  }

  private static HttpResponse approve(String body) {
    return answer(
        HttpRequest.POST("/v1/tool-sources/crm/approve")
            .withEntity(ContentTypes.APPLICATION_JSON, body),
        OPERATOR);
  }

  private static HttpResponse put(String name, String body, String token) {
    return answer(
        HttpRequest.PUT("/v1/tool-sources/" + name).withEntity(ContentTypes.APPLICATION_JSON, body),
        token);
  }

  private static HttpResponse answer(HttpRequest request, String token) {
    var asked = request.addHeader(Replies.header("Authorization", "Bearer " + token));
    return router.answer(asked).toCompletableFuture().join();
  }

  private static String text(HttpResponse response) {
    return response
        .entity()
        .toStrict(5_000, Materializer.createMaterializer(system))
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }
}
