package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.seed.Seeds;
import org.junit.jupiter.api.Test;

/// Random calls.
class RandomCallsTest {
  private static final int SEEDS = 400;

  @Test
  void whatever_happens_there_is_one_reply_nobody_is_talked_over_and_every_call_ends() {
    // calls in which nothing was said would prove nothing
    Seeds.mean(SEEDS, seed -> new RandomCall(seed).run())
        .ifPresent(replies -> assertThat(replies).as("replies in a call").isGreaterThan(10));
  }
}
