package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WrongGuessesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final WrongGuesses.Terms TERMS =
      new WrongGuesses.Terms(3, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(1));

  @Test
  void after_free_guesses_each_one_doubles_the_pause_up_to_a_maximum() {
    var guesses = WrongGuesses.NONE;
    for (int i = 0; i < 3; i++) guesses = guesses.plus(NOON, TERMS);
    assertThat(guesses.pauseLeft(NOON)).isEqualTo(Duration.ZERO);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
      guesses = guesses.plus(NOON, TERMS);
      assertThat(guesses.pauseLeft(NOON)).isEqualTo(Duration.ofSeconds(seconds));
    }
    assertThat(guesses.pauseLeft(NOON.plusSeconds(899))).isEqualTo(Duration.ofSeconds(1));
    assertThat(guesses.pauseLeft(NOON.plusSeconds(900))).isEqualTo(Duration.ZERO);
  }

  @Test
  void an_hour_allows_only_a_few_guesses_from_one_address() {
    var guesses = WrongGuesses.NONE;
    int compared = 0;
    for (var now = NOON; now.isBefore(NOON.plus(Duration.ofHours(1))); now = now.plusMillis(100))
      if (guesses.pauseLeft(now).isZero()) {
        guesses = guesses.plus(now, TERMS);
        compared++;
      }
    assertThat(compared).isLessThan(20);
  }

  @Test
  void a_long_quiet_time_resets_the_count_and_large_counts_do_not_overflow() {
    var guesses = WrongGuesses.NONE;
    for (int i = 0; i < 200; i++) guesses = guesses.plus(NOON, TERMS);
    assertThat(guesses.pauseLeft(NOON)).isEqualTo(Duration.ofMinutes(15));
    assertThat(guesses.plus(NOON.plus(Duration.ofMinutes(59)), TERMS).count()).isEqualTo(201);
    assertThat(guesses.plus(NOON.plus(Duration.ofHours(1)), TERMS).count()).isEqualTo(1);
  }
}
