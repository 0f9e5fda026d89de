package io.parley.core.model;

import io.parley.core.tool.ToolSpec;
import java.util.List;

/// All that a model is told for one call.
///
/// @param system the agent's instructions, rendered
/// @param messages the conversation, oldest first; the last is what to answer
/// @param tools those that may be called now; empty when the model must answer in words
/// @param outputTokensMax where the model must stop
public record Prompt(
    Purpose purpose,
    Origin origin,
    String system,
    List<PromptMessage> messages,
    List<ToolSpec> tools,
    int outputTokensMax) {
  public Prompt {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }
}
