package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.parley.core.model.Prompt;
import io.parley.tools.json.Jackson;

/// OpenAI's chat completions (<https://platform.openai.com/docs/api-reference/chat-streaming>).
final class OpenAiDialect implements Dialect {
  private final ProviderSettings settings;
  private final StreamingChatModel chat;

  OpenAiDialect(ProviderSettings settings, HttpClientBuilder http) {
    this.settings = settings;
    var builder =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(settings.url())
            .modelName(settings.model())
            .logRequests(false)
            .logResponses(false);
    settings.apiKey().ifPresent(builder::apiKey);
    this.chat = builder.build();
  }

  @Override
  public StreamingChatModel chat() {
    return chat;
  }

  @Override
  public ChatRequestParameters parameters(Prompt prompt) {
    var parameters = OpenAiChatRequestParameters.builder();
    settings.temperature().ifPresent(parameters::temperature);
    switch (settings.outputLimit()) {
      case MAX_TOKENS -> parameters.maxOutputTokens(prompt.outputTokensMax());
      case MAX_COMPLETION_TOKENS -> parameters.maxCompletionTokens(prompt.outputTokensMax());
    }
    return parameters.build();
  }

  @Override
  public void complete(ObjectNode body, Prompt prompt, ToolNames names) {
    if (prompt.tools().isEmpty()) return;
    var tools = body.putArray("tools");
    for (var spec : prompt.tools()) {
      var function = tools.addObject().put("type", "function").putObject("function");
      function.put("name", names.sent(spec.name())).put("description", spec.description());
      function.set("parameters", Jackson.tree(spec.parameters()));
    }
  }

  @Override
  public Reading reading() {
    return new OpenAiReading();
  }
}
