package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.RunningCall;
import io.parley.tools.mcp.client.ClientSettings;
import io.parley.tools.mcp.client.Elicitation;
import io.parley.tools.mcp.client.McpClient;
import io.parley.tools.mcp.client.ToolDefinition;
import io.parley.tools.mcp.http.Credentials;
import io.parley.tools.mcp.http.HttpChannel;
import io.parley.tools.mcp.http.HttpSender;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.Revision;
import io.parley.tools.mcp.rpc.RpcCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The built program as an MCP server, used with Parley's own client.
class McpServerIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.OFFLINE);

  private static final Duration TIME = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource(
      value = Revision.class,
      names = {"R2026_07_28", "R2025_11_25", "R2025_06_18"})
  void an_agent_is_asked_twice_in_one_session_and_its_citations_open(Revision revision)
      throws Exception {
    try (var client = connect(ServerProcess.AGENT_TOKEN, Optional.of(revision))) {
      assertThat(names(client)).containsExactly("ask", "hand_over", "search");
      var question = RpcCodec.object().put("message", "How many days do I have to return shoes?");
      var first = call(client, "ask", question);
      assertThat(first.path("status").asText()).isEqualTo("answered");
      assertThat(first.path("reply").asText()).isNotBlank();
      var uri = first.at("/citations/0/uri").asText();
      var read = client.read(uri, Deadline.in(TIME));
      assertThat(read.at("/contents/0/uri").asText()).isEqualTo(uri);
      assertThat(read.at("/contents/0/text").asText()).isNotBlank();

      var session = first.path("session").asText();
      var second =
          call(client, "ask", RpcCodec.object().put("message", "Thanks!").put("session", session));
      assertThat(second.path("session").asText()).isEqualTo(session);
      assertThat(second.path("status").asText()).isEqualTo("answered");

      var found = call(client, "search", RpcCodec.object().put("query", "returning shoes"));
      assertThat(found.at("/passages/0/uri").asText()).startsWith("parley://knowledge/");
      assertThat(client.resources()).isNotEmpty();
    }
  }

  @Test
  void a_repeated_question_with_the_same_key_gets_the_same_reply() throws Exception {
    try (var client = connect(ServerProcess.AGENT_TOKEN, Optional.empty())) {
      var question = RpcCodec.object().put("message", "Do you repair boots?");
      var first = structured(client, "ask", question, "one-key");
      assertThat(structured(client, "ask", question, "one-key")).isEqualTo(first);
      var session = new Caller.Session(first.path("session").asText(), "");
      var events = Caller.with(ServerProcess.AGENT_TOKEN).events(SERVER, session);
      assertThat(events.stream().filter(event -> event.at("/event/by").asText().equals("customer")))
          .hasSize(1);
    }
  }

  @Test
  void a_customer_speaks_in_the_session_of_the_token_and_nowhere_else() throws Exception {
    var own = Caller.start(SERVER);
    var other = Caller.start(SERVER);
    try (var client = connect(own.token(), Optional.empty())) {
      assertThat(names(client)).containsExactly("ask", "hand_over");
      var question = RpcCodec.object().put("message", "Hello?");
      assertThat(call(client, "ask", question).path("session").asText()).isEqualTo(own.id());
      assertThat(client.resources()).isEmpty();
    }
    var refused = tool(own.token(), "ask", "{\"message\":\"Hi\",\"session\":\"%s\"}", other.id());
    assertThat(refused.at("/result/isError").asBoolean()).isTrue();
    assertThat(refused.at("/result/content/0/text").asText()).startsWith("No such session");
    var search = tool(own.token(), "search", "{\"query\":\"%s\"}", "shoes");
    assertThat(search.at("/error/code").asInt()).isEqualTo(-32602);
  }

  @Test
  void a_conversation_is_handed_to_a_human_whose_words_reach_the_caller() throws Exception {
    try (var client = connect(ServerProcess.AGENT_TOKEN, Optional.empty())) {
      var question = RpcCodec.object().put("message", "Do you repair boots?");
      var session = call(client, "ask", question).path("session").asText();
      var wish =
          RpcCodec.object()
              .put("session", session)
              .put("reason", "The sole of my boot came off, please open a ticket.");
      var requested = call(client, "hand_over", wish);
      assertThat(requested.path("status").asText()).isEqualTo("requested");
      assertThat(requested.path("reply").asText()).isNotBlank();
      assertThat(requested.path("ticket").asText()).startsWith("T-");

      Caller.with(ServerProcess.AGENT_TOKEN)
          .say(SERVER, new Caller.Session(session, ""), "h1", "Bring it to the shop, please.");
      var after =
          RpcCodec.object().put("session", session).put("after", requested.path("last").asLong());
      var joined = call(client, "hand_over", after);
      assertThat(joined.path("status").asText()).isEqualTo("joined");
      assertThat(joined.at("/messages/0").asText()).isEqualTo("Bring it to the shop, please.");
    }
  }

  @Test
  void an_operator_may_not_speak_for_customers() throws Exception {
    try (var client = connect(ServerProcess.OPERATOR_TOKEN, Optional.empty())) {
      assertThat(names(client)).containsExactly("search");
    }
  }

  @Test
  void without_a_token_or_from_a_foreign_page_nothing_is_answered() throws Exception {
    var ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    assertThat(send(ping).statusCode()).isEqualTo(401);
    var agent = "Bearer " + ServerProcess.AGENT_TOKEN;
    assertThat(send(ping, "Authorization", agent).statusCode()).isEqualTo(200);
    var foreign = send(ping, "Authorization", agent, "Origin", "https://foreign.example");
    assertThat(foreign.statusCode()).isEqualTo(403);
  }

  @Test
  void progress_is_reported_before_the_result() throws Exception {
    var answer =
        send(
            """
            {"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"ask",
             "arguments":{"message":"What do you sell?"},"_meta":{"progressToken":"p"}}}\
            """,
            "Authorization",
            "Bearer " + ServerProcess.AGENT_TOKEN);
    var messages =
        answer
            .body()
            .lines()
            .filter(line -> line.startsWith("data: "))
            .map(line -> read(line.substring("data: ".length())))
            .toList();
    assertThat(messages.getFirst().path("method").asText()).isEqualTo("notifications/progress");
    assertThat(messages.getFirst().at("/params/progressToken").asText()).isEqualTo("p");
    assertThat(messages.getLast().path("id").asText()).isEqualTo("a");
    assertThat(messages.getLast().at("/result/structuredContent/status").asText())
        .isEqualTo("answered");
  }

  private static JsonNode tool(String token, String name, String arguments, String value)
      throws IOException, InterruptedException {
    var body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
            .formatted(name, arguments.formatted(value));
    var answer = send(body, "Authorization", "Bearer " + token).body();
    return read(answer.substring(answer.indexOf('{')));
  }

  private static HttpResponse<String> send(String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(SERVER.http("/v1/mcp"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) request.headers(headers);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(McpClient client) throws McpFailure, InterruptedException {
    return client.tools().tools().stream().map(ToolDefinition::name).toList();
  }

  private static JsonNode call(McpClient client, String name, ObjectNode arguments)
      throws McpFailure, InterruptedException {
    return structured(client, name, arguments, name + System.nanoTime());
  }

  private static JsonNode structured(
      McpClient client, String name, ObjectNode arguments, String key)
      throws McpFailure, InterruptedException {
    var tool =
        client.tools().tools().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    var result = client.call(tool, arguments, key, RunningCall.UNOBSERVED, Deadline.in(TIME));
    assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
    return result.path("structuredContent");
  }

  private static McpClient connect(String token, Optional<Revision> revision)
      throws McpFailure, InterruptedException {
    var credentials = Credentials.fixed(Map.of("Authorization", "Bearer " + token));
    return McpClient.connect(
        peer ->
            new HttpChannel(SERVER.http("/v1/mcp"), McpServerIT::sent, credentials, 1 << 20, peer),
        new ClientSettings("test", revision, TIME, TIME, 50, 64 * 1024, 1000),
        Elicitation.NONE,
        () -> {});
  }

  /// The guarded way out refuses this machine; the test's own does not.
  private static HttpSender.Answer sent(HttpSender.Ask ask, Duration timeout)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(ask.uri())
            .timeout(timeout)
            .method(ask.method(), BodyPublishers.ofString(ask.body()));
    ask.headers().forEach(request::setHeader);
    var response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
    return new HttpSender.Answer(
        response.statusCode(),
        name -> response.headers().firstValue(name),
        response.body(),
        () -> close(response.body()));
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
