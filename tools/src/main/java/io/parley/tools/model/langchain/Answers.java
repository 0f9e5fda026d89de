package io.parley.tools.model.langchain;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.parley.core.memory.Tokens;
import io.parley.core.model.Completion;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.tool.Json;
import io.parley.tools.json.Jackson;
import java.util.Set;

/// What a whole response comes down to.
final class Answers {
  private final OpenAiSettings settings;

  Answers(OpenAiSettings settings) {
    this.settings = settings;
  }

  /// @param said the words that were shown
  Completion of(ChatResponse response, String said, Prompt prompt, ToolNames names) {
    var requests =
        response.aiMessage().toolExecutionRequests().stream()
            .map(request -> new ToolRequest(names.ours(request.name()), arguments(request)))
            .toList();
    // which passages its words rest on, this wire format does not tell
    return new Completion(requests, Set.of(), usage(response, said, prompt));
  }

  private static Json arguments(ToolExecutionRequest request) {
    var text = request.arguments() == null ? "" : request.arguments();
    if (text.isBlank()) return Json.EMPTY_OBJECT; // a call of a tool that wants nothing
    return Jackson.parse(text).map(Jackson::json).orElseGet(() -> Jackson.string(text));
  }

  /// Counted by the provider; estimated where a server does not say.
  private Usage usage(ChatResponse response, String said, Prompt prompt) {
    var counted = response.metadata().tokenUsage();
    int input =
        counted == null || counted.inputTokenCount() == null
            ? estimated(prompt)
            : counted.inputTokenCount();
    int output =
        counted == null || counted.outputTokenCount() == null
            ? Tokens.estimate(said)
            : counted.outputTokenCount();
    var model = response.metadata().modelName();
    return new Usage(
        model == null ? settings.model() : model,
        input,
        output,
        settings.prices().of(input, output),
        settings.prices().currency(),
        false);
  }

  private static int estimated(Prompt prompt) {
    int tokens = Tokens.estimate(prompt.system());
    for (var message : prompt.messages())
      tokens +=
          Tokens.PER_MESSAGE
              + switch (message) {
                case PromptMessage.Earlier(var summary) -> Tokens.estimate(summary);
                case PromptMessage.Customer(var text) -> Tokens.estimate(text);
                case PromptMessage.Colleague(var text) -> Tokens.estimate(text);
                case PromptMessage.Assistant(var text) -> Tokens.estimate(text);
                case PromptMessage.ToolUse(var call, var outcome) ->
                    Tokens.estimate(call.arguments().text() + outcome.result().text());
              };
    return tokens;
  }
}
