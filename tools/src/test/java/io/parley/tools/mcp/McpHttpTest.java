package io.parley.tools.mcp;

import static io.parley.tools.mcp.McpSources.outcome;
import static io.parley.tools.mcp.McpSources.ready;
import static io.parley.tools.mcp.McpSources.settings;
import static io.parley.tools.mcp.McpSources.specs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolForm;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.mcp.McpSettings.Elicit;
import io.parley.tools.mcp.ScriptedServer.Asked;
import io.parley.tools.mcp.ScriptedServer.Out;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The ways of Streamable HTTP, with servers of both kinds.
class McpHttpTest {
  private static final String DONE =
      "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}";

  private static McpTools open(ScriptedServer server) throws Exception {
    return ready(McpTools.open(settings("s"), McpSources.http(server.uri())));
  }

  @Test
  void a_stateless_request_says_everything_about_itself() throws Exception {
    try (var server =
            new ScriptedServer(StatelessServer.calling((asked, out) -> out.result(asked, DONE)));
        var tools = open(server)) {
      var done = outcome(tools, "s.work", "{\"city\": \"Zürich\"}");

      assertThat(done.result().text()).isEqualTo("{\"text\":\"done\"}");
      var call = server.asked("tools/call").getFirst();
      assertThat(call.header("mcp-protocol-version")).isEqualTo("2026-07-28");
      assertThat(call.header("mcp-method")).isEqualTo("tools/call");
      assertThat(call.header("mcp-name")).isEqualTo("work");
      assertThat(call.header("mcp-param-city")).isEqualTo("=?base64?WsO8cmljaA==?=");
      assertThat(call.header("accept")).isEqualTo("application/json, text/event-stream");
      var meta = call.message().path("params").path("_meta");
      assertThat(meta.path("io.modelcontextprotocol/protocolVersion").asText())
          .isEqualTo("2026-07-28");
      assertThat(meta.path("io.modelcontextprotocol/clientCapabilities").isObject()).isTrue();
      assertThat(meta.path("io.parley/idempotencyKey").asText()).isEqualTo("default:s-1:1.1");
      assertThat(server.asked("initialize")).isEmpty();
    }
  }

  @Test
  void an_answer_may_be_a_stream_with_news_before_it() throws Exception {
    try (var server =
            new ScriptedServer(
                StatelessServer.calling(
                    (asked, out) -> {
                      out.stream();
                      out.raw(": a comment\r\n\r\n");
                      out.event(
                          """
                          {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1}}\
                          """);
                      out.event(
                          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
                              .formatted(asked.id(), DONE));
                    }));
        var tools = open(server)) {
      assertThat(outcome(tools, "s.work", "{}").result().text()).contains("done");
    }
  }

  @Test
  void a_server_that_asks_back_gets_the_defaults_of_its_form_when_that_is_allowed()
      throws Exception {
    ScriptedServer.Script asksBack =
        (asked, out) -> {
          var params = asked.message().path("params");
          if (params.has("inputResponses"))
            out.result(
                asked,
                DONE.replace(
                    "done",
                    params.path("inputResponses").path("a").path("content").path("colour").asText()
                        + params.path("requestState").asText()));
          else
            out.result(
                asked,
                """
                {"resultType": "input_required", "requestState": "opaque", "inputRequests": {"a":
                  {"method": "elicitation/create", "params": {"mode": "form", "message": "Which?",
                   "requestedSchema": {"type": "object", "required": ["colour"],
                     "properties": {"colour": {"type": "string", "default": "green"}}}}}}}\
                """);
        };
    try (var server = new ScriptedServer(StatelessServer.calling(asksBack));
        var declining = open(server);
        var accepting =
            ready(
                McpTools.open(
                    McpSources.eliciting(settings("s"), Elicit.DEFAULTS),
                    McpSources.http(server.uri())))) {
      assertThat(outcome(declining, "s.work", "{}").kind()).isEqualTo(Kind.REJECTED);
      assertThat(outcome(accepting, "s.work", "{}").result().text())
          .isEqualTo("{\"text\":\"greenopaque\"}");
      var ids = server.asked("tools/call").stream().map(Asked::id).toList();
      assertThat(ids.subList(1, 3)).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_person_fills_in_the_form_until_it_fits() throws Exception {
    var replies =
        new ArrayDeque<>(
            List.of("{}", "{\"size\": \"XL\"}", "{\"size\": \"m\", \"gift\": true, \"more\": 1}"));
    ScriptedServer.Script asksBack =
        (asked, out) -> {
          var given = asked.message().path("params").path("inputResponses").path("a");
          if (given.isMissingNode())
            out.result(
                asked,
                """
                {"resultType": "input_required", "requestState": "opaque", "inputRequests": {"a":
                  {"method": "elicitation/create", "params": {"mode": "form", "message": "Which?",
                   "requestedSchema": {"type": "object", "required": ["size"], "properties": {
                     "size": {"type": "string", "title": "Size", "enum": ["s", "m"]},
                     "gift": {"type": "boolean"}}}}}}}\
                """);
          else
            out.result(
                asked,
                "{\"resultType\": \"complete\", \"structuredContent\": %s}".formatted(given));
        };
    var shown = new ArrayList<ToolForm>();
    try (var server = new ScriptedServer(StatelessServer.calling(asksBack));
        var tools =
            ready(
                McpTools.open(
                    McpSources.eliciting(settings("s"), Elicit.ASK),
                    McpSources.http(server.uri())))) {
      var outcome =
          McpSources.asked(
              tools,
              "s.work",
              form -> {
                shown.add(form);
                return new FormReply(FormReply.Action.ACCEPT, new Json(replies.remove()));
              });
      assertThat(outcome.result().text())
          .isEqualTo(
              """
              {"structured":{"action":"accept","content":{"size":"m","gift":true}}}\
              """);
      assertThat(shown).hasSize(3);
      assertThat(shown.getFirst().fields())
          .extracting(ToolForm.Field::kind)
          .containsExactly(ToolForm.Kind.CHOICE, ToolForm.Kind.BOOLEAN);
      var declined = McpSources.asked(tools, "s.work", _ -> DECLINED);
      assertThat(declined.result().text()).contains("\"action\":\"decline\"");
    }
  }

  /// A server of revision 2025-11-25 that asks in the middle of its answer to a call, and once more
  /// on the stream that belongs to no call.
  private static final class Asking implements ScriptedServer.Script {
    private static final String QUESTION =
        """
        {"jsonrpc":"2.0","id":"%s","method":"elicitation/create","params":{"message":"Which?",
         "requestedSchema":{"type":"object","required":["size"],
           "properties":{"size":{"type":"string"}}}}}\
        """;

    final Map<String, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    final CompletableFuture<JsonNode> capabilities = new CompletableFuture<>();

    @Override
    public void answer(Asked asked, Out out) throws IOException {
      if (asked.method().equals("GET")) {
        out.stream();
        out.event(QUESTION.formatted("stray").replace("\n", ""));
        out.untilHangUp();
      } else if (asked.rpc().equals("server/discover"))
        out.status(400, "Content-Type: text/plain\r\n", "no session");
      else if (asked.rpc().equals("initialize")) {
        capabilities.complete(asked.message().at("/params/capabilities"));
        out.result(asked, "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}}}");
      } else if (asked.rpc().equals("tools/list"))
        out.result(
            asked, "{\"tools\":[{\"name\":\"work\",\"inputSchema\":{\"type\":\"object\"}}]}");
      else if (asked.rpc().equals("tools/call")) called(asked, out);
      else {
        if (asked.message().has("result"))
          answerTo(asked.message().path("id").asText()).complete(asked.message().path("result"));
        out.status(202, "", "");
      }
    }

    CompletableFuture<JsonNode> answerTo(String id) {
      return answers.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    private void called(Asked asked, Out out) throws IOException {
      out.stream();
      var id = "q" + asked.id();
      out.event(QUESTION.formatted(id).replace("\n", ""));
      out.event(
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"content\":[],\"structuredContent\":%s}}"
              .formatted(asked.id(), answerTo(id).join()));
    }
  }

  @Test
  void a_question_in_the_middle_of_an_answer_is_asked_in_the_conversation_of_its_call()
      throws Exception {
    var script = new Asking();
    var asking = McpSources.eliciting(settings("s", Duration.ofSeconds(2)), Elicit.ASK);
    try (var server = new ScriptedServer(script);
        var tools = ready(McpTools.open(asking, McpSources.http(server.uri())))) {
      assertThat(script.capabilities.join().at("/elicitation/form").isObject()).isTrue();
      assertThat(script.answerTo("stray").get(60, TimeUnit.SECONDS).path("action").asText())
          .isEqualTo("cancel");
      var outcome =
          McpSources.asked(
              tools,
              "s.work",
              form -> {
                assertThat(form.message()).isEqualTo("Which?");
                return new FormReply(FormReply.Action.ACCEPT, new Json("{\"size\": \"m\"}"));
              });
      assertThat(outcome.result().text())
          .isEqualTo("{\"structured\":{\"action\":\"accept\",\"content\":{\"size\":\"m\"}}}");
      assertThat(McpSources.asked(tools, "s.work", _ -> DECLINED).result().text())
          .contains("\"action\":\"decline\"");
    }
  }

  private static final FormReply DECLINED =
      new FormReply(FormReply.Action.DECLINE, Json.EMPTY_OBJECT);

  /// A server of revision 2025-11-25, with sessions.
  private static final class Sessions implements ScriptedServer.Script {
    final AtomicInteger sessions = new AtomicInteger();
    final CountDownLatch changed = new CountDownLatch(1);
    volatile String tools = "{\"name\": \"one\", \"inputSchema\": {\"type\": \"object\"}}";

    @Override
    public void answer(Asked asked, Out out) throws IOException {
      if (asked.method().equals("DELETE")) {
        out.status(204, "", "");
        return;
      }
      if (asked.rpc().equals("server/discover")) {
        out.status(400, "Content-Type: text/plain\r\n", "no session");
        return;
      }
      if (asked.rpc().equals("initialize")) {
        out.status(
            200,
            "Content-Type: application/json\r\nMcp-Session-Id: s%d\r\n"
                .formatted(sessions.incrementAndGet()),
            """
            {"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-11-25",
             "capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"x","version":"1"}}}\
            """
                .formatted(asked.id()));
        return;
      }
      if (!asked.header("mcp-session-id").equals("s" + sessions.get())) {
        out.status(404, "Content-Type: text/plain\r\n", "unknown session");
        return;
      }
      inSession(asked, out);
    }

    private void inSession(Asked asked, Out out) throws IOException {
      if (asked.method().equals("GET")) get(asked, out);
      else if (asked.rpc().startsWith("notifications/") || asked.rpc().isEmpty())
        out.status(202, "", "");
      else if (asked.rpc().equals("tools/list"))
        out.result(asked, "{\"tools\":[%s]}".formatted(tools));
      else {
        // the answer comes after the stream was opened again
        out.stream();
        out.raw("id: e-%s\nretry: 1\ndata:\n\n".formatted(asked.id()));
        out.event("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"ping\"}");
        out.event("{\"jsonrpc\":\"2.0\",\"id\":78,\"method\":\"sampling/createMessage\"}");
      }
    }

    private void get(Asked asked, Out out) throws IOException {
      out.stream();
      var last = asked.header("last-event-id");
      if (last.isEmpty()) {
        try {
          changed.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        out.event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        out.untilHangUp();
      } else
        out.event(
            "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(last.substring(2), DONE));
    }
  }

  @Test
  void a_session_is_kept_resumed_renewed_and_deleted() throws Exception {
    var script = new Sessions();
    try (var server = new ScriptedServer(script)) {
      try (var tools = open(server)) {
        assertThat(outcome(tools, "s.one", "{}").result().text()).contains("done");
        var resumed =
            server.asked().stream()
                .filter(each -> !each.header("last-event-id").isEmpty())
                .findFirst();
        assertThat(resumed).isPresent();
        assertThat(resumed.get().header("mcp-protocol-version")).isEqualTo("2025-11-25");

        // the server's own questions were answered, by messages of their own
        await()
            .untilAsserted(
                () ->
                    assertThat(server.asked())
                        .extracting(each -> each.message().path("id").asInt())
                        .contains(77, 78));
        assertThat(server.asked())
            .filteredOn(each -> each.message().path("id").asInt() == 77)
            .allMatch(each -> each.message().path("result").isObject());
        assertThat(server.asked())
            .filteredOn(each -> each.message().path("id").asInt() == 78)
            .allMatch(each -> each.message().path("error").path("code").asInt() == -32601);

        script.sessions.incrementAndGet(); // it forgets the session
        assertThat(outcome(tools, "s.one", "{}").result().text()).contains("done");
        assertThat(server.asked("initialize")).hasSize(2);
      }
      await().until(() -> server.asked().stream().anyMatch(each -> each.method().equals("DELETE")));
    }
  }

  @Test
  void a_notice_of_a_changed_list_changes_the_tools() throws Exception {
    var script = new Sessions();
    try (var server = new ScriptedServer(script);
        var tools = open(server)) {
      assertThat(specs(tools)).extracting(ToolSpec::name).containsExactly("s.one");
      script.tools = "{\"name\": \"two\", \"inputSchema\": {\"type\": \"object\"}}";
      script.changed.countDown();
      await()
          .untilAsserted(
              () -> assertThat(specs(tools)).extracting(ToolSpec::name).containsExactly("s.two"));
    }
  }

  @Test
  void a_list_has_pages_and_an_end() throws Exception {
    var pages = new AtomicInteger();
    try (var server =
            new ScriptedServer(
                (asked, out) -> {
                  if (!asked.rpc().equals("tools/list"))
                    new StatelessServer("", (_, _) -> {}).answer(asked, out);
                  else
                    // every page names a next one, for ever
                    out.result(
                        asked,
                        """
                        {"tools":[{"name":"t%d","inputSchema":{"type":"object"}}],"nextCursor":"%d"}\
                        """
                            .formatted(pages.get(), pages.incrementAndGet()));
                });
        var tools = open(server)) {
      assertThat(specs(tools)).hasSize(50);
      assertThat(pages.get()).isLessThanOrEqualTo(100);
    }
  }

  @Test
  void calls_over_the_limit_are_not_sent() throws Exception {
    var hungUp = new AtomicInteger();
    ScriptedServer.Script never =
        (_, out) -> {
          out.untilHangUp();
          hungUp.incrementAndGet();
        };
    try (var server = new ScriptedServer(StatelessServer.calling(never));
        var tools = open(server)) {
      var waiting =
          IntStream.range(0, 4).mapToObj(_ -> McpSources.call(tools, "s.work", "{}")).toList();
      await().until(() -> server.asked("tools/call").size() == 4);
      var fifth = McpSources.call(tools, "s.work", "{}");
      assertThat(fifth.exceptionNow())
          .isInstanceOfSatisfying(
              ToolFailure.class, failure -> assertThat(failure.mayHaveHappened()).isFalse());

      waiting.forEach(call -> call.cancel(true));
      await().until(() -> hungUp.get() == 4);
      await().until(() -> !McpSources.call(tools, "s.work", "{}").isCompletedExceptionally());
    }
  }
}
