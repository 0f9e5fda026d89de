package io.parley.core.transfer;

import io.parley.core.setting.Expect;
import java.time.Duration;

/// How long the steps of a transfer may take.
///
/// @param words the agent's last words before it
/// @param handOver the network's answer
/// @param ring until a colleague answers, or a target that the network rings
/// @param accept after the summary, until the colleague presses a key; then it is said once more
public record TransferTimes(Duration words, Duration handOver, Duration ring, Duration accept) {
  private static final String KEY = "parley.telephony.transfer.";
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(2);

  /// Longer than any summary takes.
  static final Duration BRIEF_MAX = Duration.ofSeconds(90);

  /// For a leg that was handed over to end.
  static final Duration LEAVE_MAX = Duration.ofSeconds(20);

  static final int BRIEFS_MAX = 2;

  public TransferTimes {
    Expect.between(KEY + "words", words, LEAST, MOST);
    Expect.between(KEY + "hand-over", handOver, LEAST, MOST);
    Expect.between(KEY + "ring", ring, LEAST, MOST);
    Expect.between(KEY + "accept", accept, LEAST, MOST);
  }

  /// For a caller to be handed over: some networks tell how the target's telephone rings.
  public Duration handingOver() {
    return handOver.plus(ring);
  }

  /// After so long every transfer has its outcome.
  public Duration all() {
    return words.plus(handOver).plus(ring).plus(accept.plus(BRIEF_MAX).multipliedBy(BRIEFS_MAX));
  }
}
