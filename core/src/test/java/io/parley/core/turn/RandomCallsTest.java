package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.seed.Seeds;
import org.junit.jupiter.api.Test;

/// Random calls.
class RandomCallsTest {
  private static final int SEEDS = 400;

  @Test
  void random_calls_have_one_reply_at_a_time_talk_over_nobody_and_end() {
    // calls without words would prove nothing
    Seeds.mean(SEEDS, seed -> new RandomCall(seed).run())
        .ifPresent(replies -> assertThat(replies).as("replies in a call").isGreaterThan(10));
  }
}
