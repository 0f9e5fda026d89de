package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.tools.json.Jackson;

/// Anthropic's messages (<https://platform.claude.com/docs/en/build-with-claude/streaming>).
final class AnthropicDialect implements Dialect {
  /// LangChain4j insists on a key, even for a gateway that has its own.
  private static final String NO_KEY = "none";

  private final ProviderSettings settings;
  private final StreamingChatModel chat;

  AnthropicDialect(ProviderSettings settings, HttpClientBuilder http) {
    this.settings = settings;
    this.chat =
        AnthropicStreamingChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(settings.url())
            .apiKey(settings.apiKey().orElse(NO_KEY))
            .modelName(settings.model())
            .logRequests(false)
            .logResponses(false)
            .returnThinking(false)
            .build();
  }

  @Override
  public StreamingChatModel chat() {
    return chat;
  }

  @Override
  public ChatRequestParameters parameters(Prompt prompt) {
    var parameters = AnthropicChatRequestParameters.builder();
    settings.temperature().ifPresent(parameters::temperature);
    parameters.maxOutputTokens(prompt.outputTokensMax());
    return parameters.build();
  }

  @Override
  public void complete(ObjectNode body, Prompt prompt, ToolNames names) {
    if (!prompt.tools().isEmpty()) {
      var tools = body.putArray("tools");
      for (var spec : prompt.tools())
        tools
            .addObject()
            .put("name", names.sent(spec.name()))
            .put("description", spec.description())
            .set("input_schema", Jackson.tree(spec.parameters()));
      return;
    }
    // calls in the conversation are refused unless there are tools, so the tools that were called
    // are declared again, with calls forbidden
    var used =
        prompt.messages().stream()
            .filter(ToolUse.class::isInstance)
            .map(use -> names.sent(((ToolUse) use).call().tool()))
            .distinct()
            .toList();
    if (used.isEmpty()) return;
    var tools = body.putArray("tools");
    for (var name : used)
      tools.addObject().put("name", name).putObject("input_schema").put("type", "object");
    body.putObject("tool_choice").put("type", "none");
  }

  @Override
  public Reading reading() {
    return new AnthropicReading();
  }
}
