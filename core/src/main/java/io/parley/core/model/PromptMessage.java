package io.parley.core.model;

import io.parley.core.memory.Memory;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import java.util.List;

/// One entry of the conversation that a model reads.
public sealed interface PromptMessage {
  /// What an earlier part of the conversation came down to; it was too long to be told whole.
  record Earlier(String summary) implements PromptMessage {}

  /// What is known from before: about this customer, from their earlier conversations, and what
  /// helped others with the like. Material, not words of this conversation.
  record Remembered(List<Memory> memories) implements PromptMessage {
    public Remembered {
      memories = List.copyOf(memories);
    }
  }

  /// How the customer wants to be addressed: the name that they or the company gave, see
  /// [io.parley.core.session.Customer#addressee].
  record Named(String name) implements PromptMessage {}

  record Customer(String text) implements PromptMessage {}

  /// A human of the company.
  record Colleague(String text) implements PromptMessage {}

  /// What the model itself said, as far as the customer heard it.
  record Assistant(String text) implements PromptMessage {}

  /// A call that the model asked for, and what came of it. Those of an earlier turn stand before
  /// that turn's reply, and may be shortened.
  ///
  /// @param round calls of one turn that were asked for together have the same
  record ToolUse(int round, ToolCall call, ToolOutcome outcome) implements PromptMessage {
    /// One of the first round.
    public ToolUse(ToolCall call, ToolOutcome outcome) {
      this(1, call, outcome);
    }
  }
}
