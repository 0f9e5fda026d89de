package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.parley.core.memory.Tokens;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.tool.Json;
import io.parley.tools.json.Jackson;
import io.parley.tools.model.langchain.CallPieces.Wanted;
import java.util.List;
import java.util.stream.Stream;

/// Turns a whole response into a completion.
///
/// @param model as we asked for it; the server may name it more exactly
record Answers(String model, Prompt prompt, ToolNames names) {

  /// @param said the words that were shown
  Completion of(ChatResponse response, String said, Reading reading) {
    var requests =
        Stream.concat(
                reading.calls().whole().stream(),
                response.aiMessage().toolExecutionRequests().stream().map(Answers::wanted))
            .filter(call -> !reading.isCutOff() || isWhole(call))
            .map(call -> new ToolRequest(names.ours(call.name()), arguments(call)))
            .toList();
    // these wire formats do not say which passages the words rest on
    var usage = usage(response, said, reading);
    return new Completion(requests, Citations.ALL, List.of(), usage, false, reading.isCutOff());
  }

  /// The arguments of a call that was cut off are not a JSON object, or missing.
  private static boolean isWhole(Wanted call) {
    return Jackson.parse(call.arguments()).filter(JsonNode::isObject).isPresent();
  }

  private static Wanted wanted(ToolExecutionRequest request) {
    return new Wanted(request.name(), request.arguments() == null ? "" : request.arguments());
  }

  private static Json arguments(Wanted call) {
    var text = call.arguments();
    if (text.isBlank()) return Json.EMPTY_OBJECT; // a call of a tool that wants nothing
    return Jackson.parse(text).map(Jackson::json).orElseGet(() -> Jackson.string(text));
  }

  private Usage usage(ChatResponse response, String said, Reading reading) {
    var named = response.metadata().modelName();
    return usage(named == null || named.isBlank() ? model : named, said, reading);
  }

  /// Usage of a call that was aborted after the server had begun it.
  Usage brokenOff(String said, Reading reading) {
    return usage(model, said, reading);
  }

  /// Counted by the provider; estimated where a server does not say.
  private Usage usage(String name, String said, Reading reading) {
    return Usage.unpriced(
        name,
        reading.input().orElseGet(this::estimated),
        reading.output().orElseGet(() -> Tokens.estimate(said)));
  }

  private int estimated() {
    int tokens = Tokens.estimate(prompt.system());
    for (var message : prompt.messages())
      tokens +=
          Tokens.PER_MESSAGE
              + switch (message) {
                case PromptMessage.Earlier(var summary) -> Tokens.estimate(summary);
                case PromptMessage.Remembered(var memories) ->
                    memories.stream().mapToInt(memory -> Tokens.estimate(memory.text())).sum();
                case PromptMessage.Named(var name) -> Tokens.estimate(name);
                case PromptMessage.Customer(var text) -> Tokens.estimate(text);
                case PromptMessage.Colleague(var text) -> Tokens.estimate(text);
                case PromptMessage.Assistant(var text) -> Tokens.estimate(text);
                case PromptMessage.ToolUse(_, var call, var outcome) ->
                    Tokens.estimate(call.arguments().text() + outcome.result().text());
              };
    return tokens;
  }
}
