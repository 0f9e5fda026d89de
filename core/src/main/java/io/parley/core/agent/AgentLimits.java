package io.parley.core.agent;

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
    positive("historyTokens", historyTokens);
    positive("outputTokens", outputTokens);
    positive("toolCallsPerTurn", toolCallsPerTurn);
    positive("waitingMessages", waitingMessages);
    if (memoryTokens < 0)
      throw new IllegalArgumentException("memoryTokens: " + memoryTokens + " (expected: ≥ 0)");
  }

  /// Whether anything is remembered beyond the conversation.
  public boolean remembers() {
    return memoryTokens > 0;
  }

  private static void positive(String name, int value) {
    if (value < 1) throw new IllegalArgumentException(name + ": " + value + " (expected: ≥ 1)");
  }
}
