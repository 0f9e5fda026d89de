package io.parley.core.transfer;

import io.parley.core.tool.LongResult;

/// A transfer that the rule of targets has allowed.
///
/// @param key of the tool call: the same for every attempt at it
/// @param target its name; @param label for people
/// @param summary what the call is about, for a colleague who is asked; may be empty
public record TransferOrder(
    String key,
    String target,
    String label,
    TransferAddress address,
    TransferMode mode,
    String summary) {
  public static final int SUMMARY_MAX = 600;

  public TransferOrder {
    if (summary.length() > SUMMARY_MAX)
      throw new IllegalArgumentException(
          "summary: %d characters (expected: ≤ %d)".formatted(summary.length(), SUMMARY_MAX));
  }

  /// @param summary cut off where it is longer
  public TransferOrder(String key, TransferChoice.Chosen chosen, String summary) {
    this(
        key,
        chosen.target().name(),
        chosen.target().label(),
        chosen.target().address(),
        chosen.mode(),
        summary.substring(0, LongResult.end(summary, 0, SUMMARY_MAX)));
  }
}
