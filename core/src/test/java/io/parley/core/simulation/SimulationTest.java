package io.parley.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.seed.Seeds;
import org.junit.jupiter.api.Test;

/// Random lives of a session, with duplicates, losses, crashes and jumps of time.
class SimulationTest {
  private static final int SEEDS = 2_000;

  @Test
  void random_sessions_keep_the_promises() {
    // very short sessions would prove nothing
    Seeds.mean(SEEDS, seed -> new Walk(seed).run())
        .ifPresent(events -> assertThat(events).as("events in a life").isGreaterThan(30));
  }

  @Test
  void the_same_seed_gives_the_same_session() {
    assertThat(new Walk(7).run()).isEqualTo(new Walk(7).run());
  }
}
