package io.parley.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Random lives of a session, with duplicates, losses, crashes and jumps of time. A failure names
/// its seed, and the same seed leads the same life.
class SimulationTest {
  private static final int SEEDS = 2_000;

  @Test
  void any_life_keeps_the_promises() {
    long events = 0;
    for (long seed = 0; seed < SEEDS; seed++) events += walk(seed);
    // lives so short that nothing happens in them would prove nothing
    assertThat(events / SEEDS).as("events in a life").isGreaterThan(30);
  }

  @Test
  void the_same_seed_leads_the_same_life() {
    assertThat(new Walk(7).run()).isEqualTo(new Walk(7).run());
  }

  private static int walk(long seed) {
    try {
      return new Walk(seed).run();
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }
}
