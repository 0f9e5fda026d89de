package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import java.util.Set;
import java.util.regex.Pattern;

/// One answer of Gemini. The finish reason is read here and not by LangChain4j, which fails on
/// unknown reasons.
final class GeminiReading extends Reading {
  private static final String LENGTH = "MAX_TOKENS";
  private static final Set<String> ANSWERED = Set.of("STOP", LENGTH);
  private static final Set<String> FILTERED =
      Set.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII");
  private static final String LANGUAGE = "LANGUAGE";
  private static final Pattern REASON = Pattern.compile("[A-Z_]{1,64}");

  @Override
  JsonNode hear(ObjectNode data) {
    count(data.path("usageMetadata"));
    var blocked = data.path("promptFeedback").path("blockReason");
    if (blocked.isTextual())
      throw failure(Category.FILTERED, "the model's provider refuses the question", blocked);
    var candidate = data.path("candidates").path(0);
    var reason = candidate.path("finishReason");
    if (reason.isTextual()) {
      if (FILTERED.contains(reason.asText()))
        throw failure(Category.FILTERED, "the model's provider stopped the answer", reason);
      // an unsupported language; another model may support it
      if (reason.asText().equals(LANGUAGE))
        throw failure(Category.REFUSED, "the model's provider stopped the answer", reason);
      // a malformed call, and future reasons
      if (!ANSWERED.contains(reason.asText()))
        throw failure(Category.UNUSABLE, "the model's answer failed", reason);
      if (reason.asText().equals(LENGTH)) cutOff();
      ended();
    }
    if (candidate.path("content") instanceof ObjectNode content
        && content.path("parts") instanceof ArrayNode parts) content.set("parts", joined(parts));
    return data;
  }

  private void count(JsonNode usage) {
    // cached tokens are part of the prompt; thoughts are counted besides the answer
    int output =
        usage.path("candidatesTokenCount").asInt() + usage.path("thoughtsTokenCount").asInt();
    count(
        usage.path("promptTokenCount"),
        output > 0 ? IntNode.valueOf(output) : usage.path("candidatesTokenCount"));
  }

  /// Neighbouring pieces of text as one: LangChain4j would put paragraphs between them.
  private static ArrayNode joined(ArrayNode parts) {
    var joined = parts.arrayNode();
    for (var part : parts) {
      if (isText(part)
          && !joined.isEmpty()
          && joined.get(joined.size() - 1) instanceof ObjectNode before
          && isText(before))
        before.put("text", before.path("text").asText() + part.path("text").asText());
      else joined.add(part);
    }
    return joined;
  }

  private static boolean isText(JsonNode part) {
    return part.path("text").isTextual() && !part.path("thought").asBoolean();
  }

  private static ModelFailure failure(Category category, String what, JsonNode reason) {
    var named = REASON.matcher(reason.asText()).matches() ? " (" + reason.asText() + ")" : "";
    return Failures.of(category, what + named);
  }
}
