package io.parley.core.agent;

/// How far one reply may go.
///
/// @param historyTokens what the newest turns may take of a prompt; older ones are summarised
///   (estimated tokens)
/// @param outputTokens where one model call must stop
/// @param toolCallsPerTurn after so many the model must answer in words
/// @param waitingMessages how much may be said while a reply is made
public record AgentLimits(
    int historyTokens, int outputTokens, int toolCallsPerTurn, int waitingMessages) {
  public AgentLimits {
    positive("historyTokens", historyTokens);
    positive("outputTokens", outputTokens);
    positive("toolCallsPerTurn", toolCallsPerTurn);
    positive("waitingMessages", waitingMessages);
  }

  private static void positive(String name, int value) {
    if (value < 1) throw new IllegalArgumentException(name + ": " + value + " (expected: ≥ 1)");
  }
}
