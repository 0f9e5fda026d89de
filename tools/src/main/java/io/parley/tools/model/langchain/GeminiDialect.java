package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatRequestParameters;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import io.parley.core.model.Prompt;
import io.parley.tools.json.Jackson;

/// Gemini's streamed `generateContent` (<https://ai.google.dev/api/generate-content>).
final class GeminiDialect implements Dialect {
  /// From its third generation on Gemini wants the signatures of its thoughts back with its calls,
  /// or this in their place (<https://ai.google.dev/gemini-api/docs/thought-signatures>): a call in
  /// our conversations may be another model's.
  private static final String NO_SIGNATURE = "skip_thought_signature_validator";

  private static final String UNSIGNED = "gemini-[12]\\..*";

  private final ProviderSettings settings;
  private final StreamingChatModel chat;

  GeminiDialect(ProviderSettings settings, HttpClientBuilder http) {
    this.settings = settings;
    var builder =
        GoogleAiGeminiStreamingChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(settings.url())
            .modelName(settings.model())
            .logRequests(false)
            .logResponses(false)
            .returnThinking(false);
    settings.apiKey().ifPresent(builder::apiKey);
    this.chat = builder.build();
  }

  @Override
  public StreamingChatModel chat() {
    return chat;
  }

  @Override
  public ChatRequestParameters parameters(Prompt prompt) {
    var parameters = GoogleAiGeminiChatRequestParameters.builder();
    settings.temperature().ifPresent(parameters::temperature);
    parameters.maxOutputTokens(prompt.outputTokensMax());
    return parameters.build();
  }

  @Override
  public void complete(ObjectNode body, Prompt prompt, ToolNames names) {
    if (body.path("contents") instanceof ArrayNode contents)
      body.set("contents", withResults(contents));
    if (prompt.tools().isEmpty()) return;
    var functions = body.putArray("tools").addObject().putArray("functionDeclarations");
    for (var spec : prompt.tools())
      functions
          .addObject()
          .put("name", names.sent(spec.name()))
          .put("description", spec.description())
          .set("parametersJsonSchema", Jackson.tree(spec.parameters()));
  }

  @Override
  public Reading reading() {
    return new GeminiReading();
  }

  /// LangChain4j sends every result as a turn of its own; Gemini wants the results of parallel
  /// calls in one, as many as there were calls.
  private ArrayNode withResults(ArrayNode contents) {
    var merged = contents.arrayNode();
    boolean results = false;
    for (var content : contents) {
      var parts = content.path("parts");
      boolean result = parts.path(0).has("functionResponse");
      for (var part : parts) if (result && part instanceof ObjectNode object) structured(object);
      if (!result) sign(parts);
      if (result && results)
        ((ArrayNode) merged.get(merged.size() - 1).path("parts")).addAll((ArrayNode) parts);
      else merged.add(content);
      results = result;
    }
    return merged;
  }

  /// A result is JSON, and LangChain4j's text in place of it one layer too many.
  private static void structured(ObjectNode part) {
    if (part.path("functionResponse") instanceof ObjectNode response)
      Jackson.parse(response.path("response").path("response").asText())
          .filter(ObjectNode.class::isInstance)
          .ifPresent(result -> response.set("response", result));
  }

  private void sign(Iterable<?> parts) {
    if (settings.model().matches(UNSIGNED)) return;
    for (var part : parts)
      if (part instanceof ObjectNode call && call.has("functionCall")) {
        // the first of several carries it for all
        call.put("thoughtSignature", NO_SIGNATURE);
        return;
      }
  }
}
