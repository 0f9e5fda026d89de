package io.parley.tools.mcp;

import static io.parley.tools.mcp.McpSources.ready;
import static io.parley.tools.mcp.McpSources.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import io.parley.tools.mcp.McpSettings.Elicit;
import io.parley.tools.mcp.ScriptedServer.Asked;
import io.parley.tools.mcp.ScriptedServer.Out;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Questions in the middle of an answer, in revisions with sessions.
class McpQuestionsTest {
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
}
