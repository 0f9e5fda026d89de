package io.parley.core.model;

import io.parley.core.memory.Memory;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import java.util.List;

/// One entry of the conversation that a model reads.
public sealed interface PromptMessage {
  /// A summary of an earlier part of the conversation, which was too long for the prompt.
  record Earlier(String summary) implements PromptMessage {}

  /// Recalled memories: facts about this customer, earlier conversations, and procedures that
  /// helped others. Background, not words of this conversation.
  record Remembered(List<Memory> memories) implements PromptMessage {
    public Remembered {
      memories = List.copyOf(memories);
    }
  }

  /// The customer's form of address: the name that they or the company gave, see
  /// [io.parley.core.session.Customer#addressee].
  record Named(String name) implements PromptMessage {}

  record Customer(String text) implements PromptMessage {}

  /// A human of the company.
  record Colleague(String text) implements PromptMessage {}

  /// The model's own reply, as far as the customer heard it.
  record Assistant(String text) implements PromptMessage {}

  /// A tool call that the model requested, with its outcome. Calls of an earlier turn come before
  /// that turn's reply, and may be shortened.
  ///
  /// @param round the same for calls of one turn that were requested together
  record ToolUse(int round, ToolCall call, ToolOutcome outcome) implements PromptMessage {
    /// A call of the first round.
    public ToolUse(ToolCall call, ToolOutcome outcome) {
      this(1, call, outcome);
    }
  }
}
