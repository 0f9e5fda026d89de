package io.parley.core.model;

import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;

/// One entry of the conversation that a model reads.
public sealed interface PromptMessage {
  /// What an earlier part of the conversation came down to; it was too long to be told whole.
  record Earlier(String summary) implements PromptMessage {}

  record Customer(String text) implements PromptMessage {}

  /// A human of the company.
  record Colleague(String text) implements PromptMessage {}

  /// What the model itself said, as far as the customer heard it.
  record Assistant(String text) implements PromptMessage {}

  /// A call that the model asked for in this turn, and what came of it.
  record ToolUse(ToolCall call, ToolOutcome outcome) implements PromptMessage {}
}
