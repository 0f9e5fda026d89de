package io.parley.core.agent;

import io.parley.core.setting.Expect;

/// How far one reply may go.
///
/// @param historyTokens what the newest turns may take of a prompt; older ones are summarised
///   (estimated tokens)
/// @param outputTokens where one model call must stop
/// @param toolCallsPerTurn after so many the model must answer in words
/// @param waitingMessages how much may be said while a reply is made
/// @param memoryTokens what memories may take of a prompt (estimated tokens); 0 remembers nothing
///   beyond the conversation
public record AgentLimits(
    int historyTokens,
    int outputTokens,
    int toolCallsPerTurn,
    int waitingMessages,
    int memoryTokens) {
  public AgentLimits {
    Expect.positive("historyTokens", historyTokens);
    Expect.positive("outputTokens", outputTokens);
    Expect.positive("toolCallsPerTurn", toolCallsPerTurn);
    Expect.positive("waitingMessages", waitingMessages);
    Expect.atLeast("memoryTokens", memoryTokens, 0);
  }

  /// Whether anything is remembered beyond the conversation.
  public boolean remembers() {
    return memoryTokens > 0;
  }
}
