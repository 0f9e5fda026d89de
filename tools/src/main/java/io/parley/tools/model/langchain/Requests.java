package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import io.parley.core.model.Prompt;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import java.util.Map;

/// Prompts as requests.
final class Requests {
  private final OpenAiSettings settings;

  Requests(OpenAiSettings settings) {
    this.settings = settings;
  }

  ChatRequest of(Prompt prompt, ToolNames names) {
    var parameters = OpenAiChatRequestParameters.builder();
    parameters.modelName(settings.model());
    settings.temperature().ifPresent(parameters::temperature);
    switch (settings.outputLimit()) {
      case MAX_TOKENS -> parameters.maxOutputTokens(prompt.outputTokensMax());
      case MAX_COMPLETION_TOKENS -> parameters.maxCompletionTokens(prompt.outputTokensMax());
    }
    // as a raw parameter: LangChain4j's own tool specification would keep only those keywords of
    // the JSON Schema that it knows
    if (!prompt.tools().isEmpty())
      parameters.customParameters(Map.of("tools", tools(prompt, names)));
    return ChatRequest.builder()
        .messages(ChatMessages.of(prompt, names))
        .parameters(parameters.build())
        .build();
  }

  private static ArrayNode tools(Prompt prompt, ToolNames names) {
    var tools = Jackson.object().putArray("tools");
    for (ToolSpec spec : prompt.tools()) {
      var function = tools.addObject().put("type", "function").putObject("function");
      function.put("name", names.sent(spec.name())).put("description", spec.description());
      function.set("parameters", Jackson.tree(spec.parameters()));
    }
    return tools;
  }
}
