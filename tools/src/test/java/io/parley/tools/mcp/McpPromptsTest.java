package io.parley.tools.mcp;

import static io.parley.tools.mcp.McpSources.ready;
import static io.parley.tools.mcp.McpSources.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.source.PromptText;
import io.parley.core.tool.source.PromptText.Message;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.core.tool.source.SourcePrompt.Argument;
import io.parley.tools.source.SourceFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Prompts of a server over the wire.
class McpPromptsTest {
  private static final String LIST =
      """
      {"resultType":"complete","prompts":[
        {"name":"apology","title":"An\\u200b apology","description":"Says sorry.",
         "arguments":[{"name":"customer","description":"A name","required":true},{"name":"tone"}]},
        {"name":"bad\\u200bname"},{"title":"no name"},
        {"name":"twice","arguments":[{"name":"a"},{"name":"a"}]}]}\
      """;

  private static void answer(ScriptedServer.Asked asked, ScriptedServer.Out out)
      throws IOException {
    switch (asked.rpc()) {
      case "server/discover" ->
          out.result(
              asked,
              """
              {"resultType":"complete","supportedVersions":["2026-07-28"],
               "capabilities":{"tools":{},"prompts":{}}}\
              """);
      case "tools/list" -> out.result(asked, "{\"resultType\":\"complete\",\"tools\":[]}");
      case "prompts/list" -> out.result(asked, LIST);
      case "prompts/get" -> written(asked, out);
      default -> out.error(asked, 404, -32601, "{}");
    }
  }

  private static void written(ScriptedServer.Asked asked, ScriptedServer.Out out)
      throws IOException {
    var customer = asked.message().at("/params/arguments/customer").asText();
    if (customer.equals("unknown")) out.error(asked, 200, -32602, "{}");
    else if (customer.equals("away")) out.status(503, "", "");
    else
      out.result(
          asked,
          """
          {"resultType":"complete","messages":[
            {"role":"user","content":{"type":"text","text":"Sorry,\\u202e %s."}},
            {"role":"assistant","content":{"type":"resource",
              "resource":{"uri":"x://terms","text":"The terms."}}},
            {"role":"user","content":{"type":"image","data":"AAAA","mimeType":"image/png"}}]}\
          """
              .formatted(customer));
  }

  @Test
  void prompts_are_listed_and_written_without_hidden_characters() throws Exception {
    try (var server = new ScriptedServer(McpPromptsTest::answer);
        var tools = ready(McpTools.open(settings("s"), McpSources.http(server.uri())))) {
      assertThat(tools.prompts())
          .containsExactly(
              new SourcePrompt(
                  "apology",
                  "An apology",
                  "Says sorry.",
                  List.of(
                      new Argument("customer", "", "A name", true),
                      new Argument("tone", "", "", false))));
      assertThat(written(tools, "Ada"))
          .isEqualTo(
              new PromptText(
                  List.of(new Message(false, "Sorry, Ada."), new Message(true, "The terms.")),
                  true));
      var asked = server.asked("prompts/get").getFirst();
      assertThat(asked.message().at("/params/name").asText()).isEqualTo("apology");
      assertThat(asked.header("mcp-name")).isEqualTo("apology");
    }
  }

  @Test
  void a_refusal_and_a_server_that_is_away_are_told_apart() throws Exception {
    try (var server = new ScriptedServer(McpPromptsTest::answer);
        var tools = ready(McpTools.open(settings("s"), McpSources.http(server.uri())))) {
      assertThatThrownBy(() -> written(tools, "unknown")).hasCauseInstanceOf(SourceFailure.class);
      assertThatThrownBy(() -> written(tools, "away")).hasCauseInstanceOf(ToolFailure.class);
    }
  }

  private static PromptText written(McpTools tools, String customer) throws Exception {
    return tools
        .prompt("apology", Map.of("customer", customer))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }
}
