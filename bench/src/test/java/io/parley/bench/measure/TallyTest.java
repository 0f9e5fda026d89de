package io.parley.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void waiting_for_the_turn_counts_as_latency() {
    tally.begin(0);
    tally.end(millis(10_000));
    // a server that stalls for a second: what was due meanwhile is charged with the rest of it
    for (int due = 0; due < 1_000; due += 10) turn(due, 1_000);
    assertThat(tally.turns()).isEqualTo(100);
    assertThat(tally.completed().millis(50)).isCloseTo(500, within(11.0));
    assertThat(tally.completed().millis(99)).isCloseTo(990, within(11.0));
    assertThat(tally.completed().millis(100)).isCloseTo(1_000, within(2.0));
  }

  @Test
  void nothing_counts_before_the_beginning_and_after_the_end() {
    tally.begin(millis(1_000));
    tally.end(millis(3_000));
    turn(0, 999);
    turn(990, 1_001);
    turn(2_000, 2_010);
    turn(2_990, 3_001);
    assertThat(tally.turns()).isEqualTo(2);
    assertThat(tally.seconds()).isEqualTo(2);
    assertThat(tally.completed().millis(100)).isCloseTo(11, within(0.1));
  }

  @Test
  void each_part_of_a_turn_is_measured_from_the_due_time() {
    tally.begin(0);
    tally.end(millis(1_000));
    tally.turn(new Tally.Turn(millis(100), millis(105), millis(110), millis(120)));
    assertThat(tally.accepted().millis(50)).isCloseTo(5, within(0.1));
    assertThat(tally.firstDelta().millis(50)).isCloseTo(10, within(0.1));
    assertThat(tally.completed().millis(50)).isCloseTo(20, within(0.1));
  }

  @Test
  void errors_always_count_by_kind() {
    tally.error("EOFException");
    tally.error("EOFException");
    tally.error("IOException");
    assertThat(tally.errors()).isEqualTo(3);
    assertThat(tally.json().at("/errors/EOFException").asLong()).isEqualTo(2);
  }

  private void turn(long due, long done) {
    tally.turn(new Tally.Turn(millis(due), millis(done), millis(done), millis(done)));
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
