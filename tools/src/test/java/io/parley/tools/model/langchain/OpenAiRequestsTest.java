package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.Purpose;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a prompt looks like on the wire.
class OpenAiRequestsTest {
  private final Dialogue dialogue = new Dialogue();

  @AfterEach
  void close() {
    dialogue.close();
  }

  @Test
  void a_prompt_is_sent_as_a_chat_with_tools_as_they_are() {
    dialogue.server.streaming(Wire.text("ok"), Wire.finish("stop"), Wire.DONE);
    var call = new ToolCall("3.1", "kb.search", new Json("{\"query\":\"returns\"}"));
    var failed = new ToolCall("3.2", "fetch_status", new Json("{}"));
    dialogue
        .ask(
            "api-key = sk-test",
            new Prompt(
                Purpose.REPLY,
                "You are helpful.",
                List.of(
                    new Earlier("They asked about order 1042."),
                    new Customer("hi"),
                    new Assistant("Hello!"),
                    new Colleague("I have sent it again."),
                    new Customer("thanks"),
                    new Customer("and returns?"),
                    new ToolUse(
                        call, ToolOutcome.succeeded(new Json("{\"passages\":[]}"), List.of())),
                    new ToolUse(
                        failed,
                        ToolOutcome.of(ToolOutcome.Kind.IN_DOUBT, new Json("{\"error\":\"x\"}")))),
                List.of(Dialogue.SEARCH, Dialogue.STATUS),
                321))
        .completion();

    var request = dialogue.server.requests.getFirst();
    assertThat(dialogue.server.authorizations).containsExactly("Bearer sk-test");
    assertThat(request.path("model").asText()).isEqualTo("gpt-4o-mini");
    assertThat(request.path("stream").asBoolean()).isTrue();
    assertThat(request.path("stream_options").path("include_usage").asBoolean()).isTrue();
    assertThat(request.path("max_tokens").asInt()).isEqualTo(321);
    assertThat(request.has("temperature")).isFalse();

    var messages = request.path("messages");
    assertThat(Dialogue.roles(messages))
        .containsExactly("system", "user", "assistant", "user", "assistant", "tool", "tool");
    assertThat(messages.path(0).path("content").asText())
        .startsWith("You are helpful.\n\n# Earlier in this conversation")
        .contains("<notes>\nThey asked about order 1042.\n</notes>");
    assertThat(messages.path(2).path("content").asText())
        .isEqualTo("Hello!\n\n(A human colleague wrote to the customer:) I have sent it again.");
    assertThat(messages.path(3).path("content").asText()).isEqualTo("thanks\n\nand returns?");
    var calls = messages.path(4).path("tool_calls");
    assertThat(calls.path(0).path("id").asText()).isEqualTo("call_3_1");
    assertThat(calls.path(0).path("function").path("name").asText()).isEqualTo("kb_search");
    assertThat(calls.path(0).path("function").path("arguments").asText())
        .isEqualTo("{\"query\":\"returns\"}");
    assertThat(messages.path(5).path("tool_call_id").asText()).isEqualTo("call_3_1");
    assertThat(messages.path(5).path("content").asText()).isEqualTo("{\"passages\":[]}");
    assertThat(messages.path(6).path("content").asText())
        .isEqualTo("{\"outcome\":\"in-doubt\",\"result\":{\"error\":\"x\"}}");

    var function = request.path("tools").path(0).path("function");
    assertThat(request.path("tools").path(0).path("type").asText()).isEqualTo("function");
    assertThat(function.path("name").asText()).isEqualTo("kb_search");
    assertThat(function.path("description").asText()).isEqualTo("about kb.search");
    assertThat(function.path("parameters").toString())
        .isEqualTo(Dialogue.SEARCH.parameters().text());
  }

  @Test
  void without_tools_none_are_sent_and_settings_change_the_request() {
    dialogue.server.streaming(Wire.text("ok"), Wire.finish("stop"), Wire.DONE);
    dialogue
        .ask(
            "temperature = 0.2, output-limit = max_completion_tokens",
            new Prompt(Purpose.REPLY, "", List.of(new Customer(" ")), List.of(), 9))
        .completion();
    var request = dialogue.server.requests.getFirst();
    assertThat(request.has("tools")).isFalse();
    assertThat(request.has("max_tokens")).isFalse();
    assertThat(request.path("max_completion_tokens").asInt()).isEqualTo(9);
    assertThat(request.path("temperature").asDouble()).isEqualTo(0.2);
    assertThat(Dialogue.roles(request.path("messages"))).containsExactly("user");
    assertThat(dialogue.server.authorizations).containsExactly("null");
  }

  @Test
  void a_conversation_to_be_summarised_is_sent_as_material() {
    dialogue.server.streaming(Wire.text("They talked."), Wire.finish("stop"), Wire.DONE);
    dialogue
        .ask(
            "",
            new Prompt(
                Purpose.SUMMARY,
                "Summarise.",
                List.of(new Earlier("before"), new Customer("hi"), new Assistant("Hello!")),
                List.of(),
                100))
        .completion();
    var messages = dialogue.server.requests.getFirst().path("messages");
    assertThat(Dialogue.roles(messages)).containsExactly("system", "user");
    assertThat(messages.path(1).path("content").asText())
        .isEqualTo(
            """
            <conversation>
            Earlier notes: before
            Customer: hi
            Assistant: Hello!
            </conversation>

            Write the summary now.\
            """);
  }
}
