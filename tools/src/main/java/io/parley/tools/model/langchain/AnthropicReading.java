package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.model.ModelFailure.Category;
import java.util.Set;

/// One answer of Anthropic's messages.
final class AnthropicReading extends Reading {
  private static final Set<String> LENGTH = Set.of("max_tokens", "model_context_window_exceeded");

  /// Some gateways send events without their names; the data has them, too.
  @Override
  String name(ObjectNode data) {
    return data.path("type").asText(null);
  }

  @Override
  JsonNode hear(ObjectNode data) {
    switch (data.path("type").asText()) {
      case "message_start" -> begun(data.path("message").path("usage"));
      case "message_delta" -> {
        count(data.path("usage"));
        var reason = data.path("delta").path("stop_reason").asText();
        if (reason.equals("refusal"))
          throw Failures.of(Category.FILTERED, "the model's provider stopped the answer");
        if (LENGTH.contains(reason)) cutOff();
      }
      case "content_block_start" -> callBegun(data);
      case "content_block_delta", "content_block_stop" -> ofCall(data);
      case "message_stop" -> ended();
      default -> {
        // pieces of the answer, pings, and future events
      }
    }
    return data;
  }

  /// Calls are assembled here: LangChain4j takes every piece as one of the last call.
  private void callBegun(ObjectNode data) {
    var block = data.path("content_block");
    if (!data.path("index").isInt() || !block.path("type").asText().equals("tool_use")) return;
    int number = data.path("index").asInt();
    calls().begin(number, block.path("name").asText());
    // usually empty, with the input in pieces; some gateways send it whole
    if (!block.path("input").isEmpty()) calls().add(number, block.path("input").toString());
    hide(data);
  }

  private void ofCall(ObjectNode data) {
    if (!data.path("index").isInt() || !calls().has(data.path("index").asInt())) return;
    calls().add(data.path("index").asInt(), data.path("delta").path("partial_json").asText(""));
    hide(data);
  }

  private static void hide(ObjectNode data) {
    data.removeAll().put("type", "ping");
  }

  /// The output count is preliminary here; the last event has the final one.
  private void begun(JsonNode usage) {
    count(input(usage), MissingNode.getInstance());
  }

  private void count(JsonNode usage) {
    count(input(usage), usage.path("output_tokens"));
  }

  /// Tokens read from or written to the cache are counted separately. The last event often has the
  /// output alone.
  private static JsonNode input(JsonNode usage) {
    int input =
        usage.path("input_tokens").asInt()
            + usage.path("cache_creation_input_tokens").asInt()
            + usage.path("cache_read_input_tokens").asInt();
    return input > 0 ? IntNode.valueOf(input) : MissingNode.getInstance();
  }
}
