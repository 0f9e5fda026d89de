package io.parley.voice.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Estimates of a voice's speed, from measurements.
class ThroughputTest {
  private static final Duration TRY_EVERY = Duration.ofSeconds(30);
  private static final Offset<Double> ALMOST = within(0.001);

  private Instant now = Instant.EPOCH;
  private final Throughput throughput = new Throughput(2, TRY_EVERY, () -> now);

  @Test
  void without_measurements_there_is_no_estimate() {
    assertThat(throughput.factor()).isNaN();
    assertThat(throughput.readyIn(1)).isNaN();
    assertThat(throughput.keepsPace()).isFalse();
    throughput.asked(1);
    throughput.dropped(1, 9);
    assertThat(throughput.factor()).isNaN();
  }

  @Test
  void a_clause_waits_for_those_before_it() {
    throughput.measured(0.5);
    assertThat(throughput.readyIn(2)).isEqualTo(1, ALMOST);
    throughput.asked(4);
    assertThat(throughput.readyIn(2)).isEqualTo(2, ALMOST);
    throughput.asked(4);
    assertThat(throughput.readyIn(2)).isEqualTo(3, ALMOST);
    throughput.dropped(4, 0);
    throughput.done(4, 2, 4);
    assertThat(throughput.readyIn(2)).isEqualTo(1, ALMOST);
  }

  @Test
  void a_clause_waits_until_it_is_prepared() {
    throughput.measured(0.5);
    throughput.prepared(0.2);
    assertThat(throughput.readyIn(2)).isEqualTo(1.2, ALMOST);
  }

  @Test
  void estimates_follow_recent_measurements_and_their_excess() {
    throughput.measured(0.5);
    for (int i = 0; i < 20; i++) measure(0.6);
    assertThat(throughput.factor()).isEqualTo(0.6, ALMOST);
    assertThat(throughput.readyIn(1)).isEqualTo(0.6, within(0.01));
    for (int i = 0; i < 20; i++) measure(i % 2 == 0 ? 0.4 : 0.8);
    assertThat(throughput.factor()).isBetween(0.5, 0.7);
    assertThat(throughput.readyIn(1)).isGreaterThan(0.7);
  }

  @Test
  void it_keeps_pace_only_if_expected_to() {
    throughput.measured(0.8);
    assertThat(throughput.keepsPace()).isTrue();
    measure(1.1);
    assertThat(throughput.factor()).isLessThan(1);
    assertThat(throughput.keepsPace()).as("it wavers").isFalse();
  }

  @Test
  void an_engine_that_becomes_faster_is_believed_at_once() {
    throughput.measured(1.2);
    assertThat(throughput.keepsPace()).isFalse();
    measure(0.5);
    assertThat(throughput.readyIn(1)).isEqualTo(0.99, ALMOST);
    measure(0.5);
    assertThat(throughput.readyIn(1)).isEqualTo(throughput.factor(), ALMOST).isLessThan(0.9);
  }

  @Test
  void an_excess_is_forgotten_with_the_measurements_that_follow() {
    throughput.measured(0.5);
    measure(2);
    double slow = throughput.readyIn(1);
    for (int i = 0; i < 6; i++) measure(0.5);
    assertThat(throughput.readyIn(1)).isLessThan(slow / 2);
  }

  @Test
  void there_is_room_for_so_many_replies_as_it_makes_faster_than_they_are_played() {
    assertThat(throughput.hasRoomBeside(0)).isFalse();
    throughput.measured(0.5);
    assertThat(throughput.hasRoomBeside(2)).isTrue();
    assertThat(throughput.hasRoomBeside(3)).isFalse();
  }

  @Test
  void longer_sound_than_estimated_takes_longer_to_make() {
    throughput.measured(0.5);
    for (int i = 0; i < 30; i++) {
      throughput.asked(2);
      throughput.done(2, 1.5, 3);
    }
    assertThat(throughput.factor()).isEqualTo(0.5, ALMOST);
    assertThat(throughput.readyIn(2)).isEqualTo(1.5, within(0.01));
  }

  @Test
  void a_clause_given_up_as_too_slow_counts() {
    throughput.measured(0.5);
    for (int i = 0; i < 5; i++) {
      throughput.asked(2);
      throughput.dropped(2, 5);
    }
    assertThat(throughput.keepsPace()).isFalse();
    assertThat(throughput.readyIn(2)).isGreaterThan(4);
  }

  @Test
  void a_cancelled_clause_does_not_count() {
    throughput.measured(0.5);
    throughput.asked(2);
    throughput.dropped(2, 0.9);
    assertThat(throughput.readyIn(2)).isEqualTo(1, ALMOST);
    assertThat(throughput.factor()).isEqualTo(0.5, ALMOST);
  }

  @Test
  void a_trial_is_due_after_a_long_time_without_measurements_and_only_once() {
    throughput.measured(2);
    now = now.plus(TRY_EVERY).minusMillis(1);
    assertThat(throughput.isToBeTried()).isFalse();
    now = now.plusMillis(1);
    assertThat(throughput.isToBeTried()).isTrue();
    assertThat(throughput.isToBeTried()).isFalse();
    now = now.plus(TRY_EVERY);
    throughput.asked(1);
    assertThat(throughput.isToBeTried()).as("what is being made will tell").isFalse();
    throughput.done(1, 1, 1);
    assertThat(throughput.isToBeTried()).isFalse();
    now = now.plus(TRY_EVERY);
    assertThat(throughput.isToBeTried()).isTrue();
  }

  private void measure(double factor) {
    throughput.asked(1);
    throughput.done(1, factor, 1);
  }
}
