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
      case "message_stop" -> ended();
      default -> {
        // pieces of the answer, pings, and what may come in future
      }
    }
    return data;
  }

  /// What is written is a first word here, and counted at the end.
  private void begun(JsonNode usage) {
    count(input(usage), MissingNode.getInstance());
  }

  private void count(JsonNode usage) {
    count(input(usage), usage.path("output_tokens"));
  }

  /// What was read from or written to the cache is counted apart. The last event often tells the
  /// output alone.
  private static JsonNode input(JsonNode usage) {
    int input =
        usage.path("input_tokens").asInt()
            + usage.path("cache_creation_input_tokens").asInt()
            + usage.path("cache_read_input_tokens").asInt();
    return input > 0 ? IntNode.valueOf(input) : MissingNode.getInstance();
  }
}
