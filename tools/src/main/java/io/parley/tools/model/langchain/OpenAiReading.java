package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.model.ModelFailure.Category;
import java.util.Set;

/// One answer of chat completions.
final class OpenAiReading extends Reading {
  /// OpenAI's word for it, and those of servers that speak its format.
  private static final Set<String> LENGTH = Set.of("length", "max_tokens", "model_length");

  @Override
  JsonNode hear(ObjectNode data) {
    // cached and reasoning tokens are among them
    count(data.path("usage").path("prompt_tokens"), data.path("usage").path("completion_tokens"));
    var choice = data.path("choices").path(0);
    // LangChain4j takes pieces of a call that are not consecutive for separate calls
    if (choice.path("delta") instanceof ObjectNode delta
        && delta.remove("tool_calls") instanceof ArrayNode pieces) pieces.forEach(calls()::add);
    if (!choice.path("delta").path("refusal").asText("").isEmpty())
      throw Failures.of(Category.FILTERED, "the model refuses to answer");
    if (choice.path("finish_reason").isTextual()) {
      if (choice.path("finish_reason").asText().equals("content_filter"))
        throw Failures.of(Category.FILTERED, "the model's provider filtered the answer");
      if (LENGTH.contains(choice.path("finish_reason").asText())) cutOff();
      ended();
    }
    return data;
  }
}
