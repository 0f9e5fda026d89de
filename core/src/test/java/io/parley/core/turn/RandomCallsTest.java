package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Random calls. A failure names its seed, and the same seed leads the same call.
class RandomCallsTest {
  private static final int SEEDS = 400;

  @Test
  void whatever_happens_there_is_one_reply_nobody_is_talked_over_and_every_call_ends() {
    long replies = 0;
    for (long seed = 0; seed < SEEDS; seed++) replies += call(seed);
    // calls in which nothing was said would prove nothing
    assertThat(replies / SEEDS).as("replies in a call").isGreaterThan(10);
  }

  private static int call(long seed) {
    try {
      return new RandomCall(seed).run();
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }
}
