package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingCountTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// The start of a window.
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final SlidingCount empty = SlidingCount.empty(MINUTE);

  @Test
  void nothing_is_counted_at_first() {
    assertThat(empty.within(NOON)).isZero();
    assertThat(empty.within(Instant.EPOCH)).isZero();
  }

  @Test
  void the_current_window_counts_in_full() {
    var count = empty.plus(3, NOON).plus(4, NOON.plusSeconds(59));
    assertThat(count.within(NOON.plusSeconds(59))).isEqualTo(7);
  }

  @Test
  void the_previous_window_counts_by_its_part_of_the_period() {
    var count = empty.plus(60, NOON.plusSeconds(30)).plus(1, NOON.plusSeconds(60));
    assertThat(count.within(NOON.plusSeconds(60))).isEqualTo(61);
    assertThat(count.within(NOON.plusSeconds(75))).isEqualTo(1 + 45);
    assertThat(count.within(NOON.plusSeconds(119))).isEqualTo(1 + 1);
    assertThat(count.within(NOON.plusSeconds(120))).isEqualTo(1);
  }

  @Test
  void counts_are_rounded_up() {
    assertThat(empty.plus(1, NOON).within(NOON.plusSeconds(119))).isEqualTo(1);
  }

  @Test
  void after_two_periods_nothing_counts() {
    assertThat(empty.plus(1_000, NOON.plusSeconds(59)).within(NOON.plusSeconds(120))).isZero();
    assertThat(empty.plus(1_000, NOON).within(NOON.plus(Duration.ofDays(9)))).isZero();
  }

  @Test
  void a_clock_that_steps_back_counts_into_the_current_window() {
    var count = empty.plus(5, NOON).plus(1, NOON.minusSeconds(3));
    assertThat(count.within(NOON)).isEqualTo(6);
    assertThat(count.within(NOON.minusSeconds(3))).isEqualTo(6);
  }

  @Test
  void a_clock_that_steps_back_lowers_no_count() {
    var count = empty.plus(10, NOON).plus(1, NOON.plusSeconds(60));
    assertThat(count.within(NOON.plusSeconds(60))).isEqualTo(11);
    assertThat(count.within(NOON.plusSeconds(60).minusMillis(1))).isEqualTo(11);
    assertThat(count.within(NOON.minusSeconds(86_400))).isEqualTo(11);
  }

  @Test
  void reading_changes_nothing() {
    var count = empty.plus(5, NOON);
    count.within(NOON.plus(Duration.ofDays(1)));
    assertThat(count.within(NOON)).isEqualTo(5);
  }

  @Test
  void the_wait_is_at_least_a_second() {
    assertThat(empty.plus(1, NOON).untilAtMost(5, NOON)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void the_wait_is_long_enough_and_no_longer_and_at_most_two_periods() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      var count = empty;
      var at = NOON;
      for (int i = 0; i < 40; i++) {
        at = at.plusMillis(random.nextInt(9_000));
        count = count.plus(random.nextInt(4), at);
      }
      long target = random.nextInt(10);
      var wait = count.untilAtMost(target, at);
      assertThat(wait).as("seed %d", seed).isBetween(Duration.ofSeconds(1), MINUTE.multipliedBy(2));
      assertThat(count.within(at.plus(wait))).as("seed %d", seed).isLessThanOrEqualTo(target);
      if (wait.compareTo(Duration.ofSeconds(1)) > 0)
        assertThat(count.within(at.plus(wait).minusSeconds(1)))
            .as("seed %d", seed)
            .isGreaterThan(target);
    }
  }
}
