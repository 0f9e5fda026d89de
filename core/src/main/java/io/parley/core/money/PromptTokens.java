package io.parley.core.money;

import io.parley.core.memory.Tokens;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.tool.ToolSpec;

/// Estimates, on the high side, how many tokens of a prompt a model will read.
public final class PromptTokens {
  private PromptTokens() {}

  public static int estimate(Prompt prompt) {
    long tokens = Tokens.PER_MESSAGE + (long) Tokens.estimate(prompt.system());
    for (var message : prompt.messages()) tokens += Tokens.PER_MESSAGE + of(message);
    for (var tool : prompt.tools()) tokens += Tokens.PER_MESSAGE + of(tool);
    return (int) Math.min(tokens, Integer.MAX_VALUE);
  }

  private static long of(PromptMessage message) {
    return switch (message) {
      case Earlier(var summary) -> Tokens.estimate(summary);
      case Remembered(var memories) ->
          memories.stream()
              .mapToLong(memory -> Tokens.PER_MESSAGE + Tokens.estimate(memory.text()))
              .sum();
      case Named(var name) -> Tokens.estimate(name);
      case Customer(var text) -> Tokens.estimate(text);
      case Colleague(var text) -> Tokens.estimate(text);
      case Assistant(var text) -> Tokens.estimate(text);
      case ToolUse(_, var call, var outcome) ->
          Tokens.PER_MESSAGE
              + (long) Tokens.estimate(call.tool())
              + Tokens.estimate(call.arguments().text())
              + Tokens.estimate(outcome.result().text());
    };
  }

  private static long of(ToolSpec tool) {
    return (long) Tokens.estimate(tool.name())
        + Tokens.estimate(tool.description())
        + Tokens.estimate(tool.parameters().text());
  }
}
