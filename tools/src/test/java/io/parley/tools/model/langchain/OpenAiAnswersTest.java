package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.tool.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What comes back over the real wire format, and what becomes of it.
class OpenAiAnswersTest {
  private final Dialogue dialogue = new Dialogue();

  @AfterEach
  void close() {
    dialogue.close();
  }

  @Test
  void text_is_streamed_and_paid_for_by_the_provider_s_count() {
    dialogue.server.streaming(
        Wire.role(),
        Wire.text("Hello"),
        Wire.text(", world"),
        Wire.finish("stop"),
        Wire.usage(1_000, 10),
        Wire.DONE);
    var heard =
        dialogue.ask("prices { input-micros = 150000, output-micros = 600000, currency = USD }");
    var completion = heard.completion();
    assertThat(heard.chunks).containsExactly("Hello", ", world");
    assertThat(completion.toolRequests()).isEmpty();
    assertThat(completion.cited()).isEmpty();
    assertThat(completion.usage())
        .isEqualTo(new Usage("gpt-4o-mini-2024-07-18", 1_000, 10, 156, "USD", false));
  }

  @Test
  void characters_survive_every_edge_between_two_chunks() {
    dialogue.server.streamingBytewise(
        Wire.role(), Wire.text("Škornji 🥾 für"), Wire.text(" 日本"), Wire.finish("stop"), Wire.DONE);
    var heard = dialogue.ask("");
    heard.completion();
    assertThat(heard.chunks).containsExactly("Škornji 🥾 für", " 日本");
  }

  @Test
  void a_server_that_counts_no_tokens_gets_an_estimate() {
    dialogue.server.streaming(Wire.text("Hello there"), Wire.finish("stop"), Wire.DONE);
    var usage = dialogue.ask("").completion().usage();
    assertThat(usage.inputTokens()).isPositive();
    assertThat(usage.outputTokens()).isEqualTo(3);
  }

  @Test
  void a_tool_call_is_put_together_from_its_fragments() {
    dialogue.server.streaming(
        Wire.role(),
        Wire.call(0, "call_a", "kb_search", ""),
        Wire.call(0, null, null, "{\"que"),
        Wire.call(0, null, null, "ry\":\"retu"),
        Wire.call(0, null, null, "rns\"}"),
        Wire.finish("tool_calls"),
        Wire.usage(50, 12),
        Wire.DONE);
    var heard = dialogue.ask("");
    assertThat(heard.completion().toolRequests())
        .containsExactly(new ToolRequest("kb.search", new Json("{\"query\":\"returns\"}")));
    assertThat(heard.chunks).isEmpty();
  }

  @Test
  void two_parallel_calls_stay_two() {
    dialogue.server.streaming(
        Wire.text("One moment."),
        Wire.call(0, "call_a", "kb_search", "{\"query\":\"a\"}"),
        Wire.call(1, "call_b", "fetch_status", "{\"kind\":"),
        Wire.call(1, null, null, "\"order\"}"),
        Wire.finish("tool_calls"),
        Wire.DONE);
    var heard = dialogue.ask("");
    assertThat(heard.completion().toolRequests())
        .containsExactly(
            new ToolRequest("kb.search", new Json("{\"query\":\"a\"}")),
            new ToolRequest("fetch_status", new Json("{\"kind\":\"order\"}")));
    assertThat(heard.text()).isEqualTo("One moment.");
  }

  @Test
  void arguments_that_are_no_json_become_one_string_and_missing_ones_an_object() {
    dialogue.server.streaming(
        Wire.call(0, "call_a", "kb_search", "{\"query\": oops"),
        Wire.call(1, "call_b", "fetch_status", ""),
        Wire.finish("tool_calls"),
        Wire.DONE);
    assertThat(dialogue.ask("").completion().toolRequests())
        .containsExactly(
            new ToolRequest("kb.search", new Json("\"{\\\"query\\\": oops\"")),
            new ToolRequest("fetch_status", Json.EMPTY_OBJECT));
  }

  @Test
  void a_tool_that_was_never_offered_is_asked_for_by_the_model_s_own_name() {
    dialogue.server.streaming(
        Wire.call(0, "call_a", "delete_everything", "{}"), Wire.finish("tool_calls"), Wire.DONE);
    assertThat(dialogue.ask("").completion().toolRequests())
        .extracting(ToolRequest::tool)
        .containsExactly("delete_everything");
  }

  @Test
  void thoughts_are_kept_out_of_the_reply() {
    dialogue.server.streaming(
        Wire.thought("The customer wants…"),
        Wire.text("<thi"),
        Wire.text("nk>secret plan</th"),
        Wire.text("ink>\n\nHello"),
        Wire.text(" <think>aloud"),
        Wire.finish("stop"),
        Wire.DONE);
    var heard = dialogue.ask("");
    heard.completion();
    assertThat(heard.text()).isEqualTo("Hello <think>aloud");
  }

  @Test
  void an_answer_that_reached_its_limit_is_an_answer() {
    dialogue.server.streaming(Wire.text("Once upon"), Wire.finish("length"), Wire.DONE);
    var heard = dialogue.ask("");
    heard.completion();
    assertThat(heard.text()).isEqualTo("Once upon");
  }
}
