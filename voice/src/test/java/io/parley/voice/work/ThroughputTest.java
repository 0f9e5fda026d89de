package io.parley.voice.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What is expected of a voice, from what was measured.
class ThroughputTest {
  private static final Duration TRY_EVERY = Duration.ofSeconds(30);
  private static final Offset<Double> ALMOST = within(0.001);

  private Instant now = Instant.EPOCH;
  private final Throughput throughput = new Throughput(2, TRY_EVERY, () -> now);

  @Test
  void nothing_is_expected_of_what_was_never_measured() {
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
  void and_until_it_can_be_computed_at_all() {
    throughput.measured(0.5);
    throughput.prepared(0.2);
    assertThat(throughput.readyIn(2)).isEqualTo(1.2, ALMOST);
  }

  @Test
  void it_is_as_quick_as_it_was_lately_and_less_sure_when_it_wavers() {
    throughput.measured(0.5);
    for (int i = 0; i < 20; i++) measure(0.6);
    assertThat(throughput.factor()).isEqualTo(0.6, ALMOST);
    assertThat(throughput.readyIn(1)).isEqualTo(0.6, within(0.01));
    for (int i = 0; i < 20; i++) measure(i % 2 == 0 ? 0.4 : 0.8);
    assertThat(throughput.factor()).isBetween(0.5, 0.7);
    assertThat(throughput.readyIn(1)).isGreaterThan(0.8);
  }

  @Test
  void it_keeps_pace_only_when_that_is_to_be_expected() {
    throughput.measured(0.95);
    assertThat(throughput.keepsPace()).isTrue();
    measure(0.7);
    assertThat(throughput.factor()).isLessThan(0.95);
    assertThat(throughput.keepsPace()).as("it wavers").isFalse();
  }

  @Test
  void text_that_takes_longer_to_say_than_was_thought_takes_longer_to_make() {
    throughput.measured(0.5);
    for (int i = 0; i < 30; i++) {
      throughput.asked(2);
      throughput.done(2, 1.5, 3);
    }
    assertThat(throughput.factor()).isEqualTo(0.5, ALMOST);
    assertThat(throughput.readyIn(2)).isEqualTo(1.5, within(0.01));
  }

  @Test
  void a_clause_that_was_given_up_because_it_took_too_long_is_learned_from() {
    throughput.measured(0.5);
    for (int i = 0; i < 5; i++) {
      throughput.asked(2);
      throughput.dropped(2, 5);
    }
    assertThat(throughput.keepsPace()).isFalse();
    assertThat(throughput.readyIn(2)).isGreaterThan(4);
  }

  @Test
  void one_that_nobody_wanted_any_more_is_not() {
    throughput.measured(0.5);
    throughput.asked(2);
    throughput.dropped(2, 0.9);
    assertThat(throughput.readyIn(2)).isEqualTo(1, ALMOST);
    assertThat(throughput.factor()).isEqualTo(0.5, ALMOST);
  }

  @Test
  void it_is_tried_when_nothing_was_measured_for_long_and_then_not_again_at_once() {
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
