package io.parley.core.agent;

import io.parley.core.setting.Expect;

/// Limits of one reply.
///
/// @param historyTokens most tokens of the newest turns in a prompt, estimated; older turns are
///   summarised
/// @param outputTokens most tokens of one model call's output
/// @param toolCallsPerTurn after this many the model must answer in words
/// @param waitingMessages the most messages that wait while a reply is made
/// @param memoryTokens most tokens of memories in a prompt, estimated; 0 turns long-term memory off
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

  /// Whether long-term memory is on.
  public boolean remembers() {
    return memoryTokens > 0;
  }
}
