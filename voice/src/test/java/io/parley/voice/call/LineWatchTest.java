package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.call.LineWatch.Verdict;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a line counts as dead, on a timeline of ticks.
class LineWatchTest {
  private final LineWatch line = new LineWatch();

  private int silent;

  /// @param every so many milliseconds something comes
  private Verdict receives(int millis, int every, boolean resting) {
    var verdict = Verdict.ALIVE;
    for (int at = 0; at < millis; at += 20) {
      silent = at % every == 0 ? 0 : silent + 20;
      verdict = line.look(Duration.ofMillis(silent), resting);
    }
    return verdict;
  }

  private Verdict receivesNothing(int millis, boolean resting) {
    var verdict = Verdict.ALIVE;
    for (int at = 0; at < millis; at += 20)
      verdict = line.look(Duration.ofMillis(silent += 20), resting);
    return verdict;
  }

  @Test
  void a_line_is_dead_well_within_two_seconds_without_anything_and_in_doubt_before() {
    assertThat(receives(1_000, 20, false)).isEqualTo(Verdict.ALIVE);
    assertThat(receivesNothing(880, false)).isEqualTo(Verdict.ALIVE);
    assertThat(receivesNothing(20, false)).isEqualTo(Verdict.IN_DOUBT);
    assertThat(receivesNothing(580, false)).isEqualTo(Verdict.IN_DOUBT);
    assertThat(receivesNothing(20, false)).isEqualTo(Verdict.DEAD);
    assertThat(receivesNothing(60_000, false)).isEqualTo(Verdict.DEAD);
  }

  @Test
  void a_line_that_pauses_is_given_a_little_longer() {
    assertThat(receives(2_000, 400, false)).isEqualTo(Verdict.ALIVE);
    assertThat(receivesNothing(1_780 - silent, false)).isEqualTo(Verdict.IN_DOUBT);
    assertThat(receivesNothing(20, false)).isEqualTo(Verdict.DEAD);
  }

  @Test
  void three_packets_in_a_row_that_a_pausing_line_loses_are_no_sign() {
    receives(2_000, 400, false);
    assertThat(receivesNothing(1_580 - silent, false)).isEqualTo(Verdict.IN_DOUBT);
    assertThat(receives(2_000, 400, false)).isEqualTo(Verdict.ALIVE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_bad_line_is_not_dead_until_it_is_cut_which_is_noticed_within_two_seconds(long seed) {
    var random = new Random(seed);
    int cut = 120_000;
    int newest = 0;
    var arrivals = new PriorityQueue<Integer>();
    for (int at = 0; at < cut; at += 20) {
      // 30 % are lost, and the others are up to 100 ms late
      if (random.nextDouble() >= 0.3) arrivals.add(at + 30 + random.nextInt(100));
      newest = newest(arrivals, newest, at);
      assertThat(line.look(Duration.ofMillis(at - newest), false))
          .as("after %d ms", at)
          .isEqualTo(Verdict.ALIVE);
    }
    int at = cut;
    for (var verdict = Verdict.ALIVE; verdict != Verdict.DEAD; at += 20) {
      newest = newest(arrivals, newest, at);
      verdict = line.look(Duration.ofMillis(at - newest), false);
    }
    assertThat(at - cut).isBetween(1_300, 1_700);
  }

  private static int newest(Queue<Integer> arrivals, int before, int until) {
    int newest = before;
    while (!arrivals.isEmpty() && arrivals.peek() <= until) newest = arrivals.remove();
    return newest;
  }

  @Test
  void it_is_alive_again_with_whatever_comes() {
    receives(1_000, 20, false);
    receivesNothing(5_000, false);
    assertThat(receives(20, 20, false)).isEqualTo(Verdict.ALIVE);
  }

  @Test
  void a_line_that_is_back_has_to_prove_itself_before_it_is_judged_again() {
    receives(1_000, 20, false);
    receivesNothing(2_000, false);
    receives(20, 20, false);
    assertThat(receivesNothing(2_000, false)).isEqualTo(Verdict.ALIVE);
    receives(1_000, 20, false);
    assertThat(receivesNothing(2_000, false)).isEqualTo(Verdict.DEAD);
  }

  @Test
  void the_pauses_of_discontinuous_transmission_are_no_sign_even_with_a_packet_lost() {
    assertThat(receives(60_000, 400, false)).isEqualTo(Verdict.ALIVE);
    assertThat(receives(60_000, 800, false)).isEqualTo(Verdict.ALIVE);
  }

  @Test
  void an_end_that_stops_sending_when_it_is_muted_or_on_hold_is_not_dead() {
    receives(1_000, 20, false);
    assertThat(receivesNothing(60_000, true)).isEqualTo(Verdict.ALIVE);
    receives(1_000, 20, false);
    assertThat(receivesNothing(2_000, false)).isEqualTo(Verdict.DEAD);
  }

  @Test
  void an_end_that_sends_silence_while_it_is_muted_may_be_dead() {
    receives(2_000, 20, true);
    assertThat(receivesNothing(2_000, true)).isEqualTo(Verdict.DEAD);
  }

  @Test
  void an_end_that_sends_only_checks_of_the_connection_is_not_judged() {
    assertThat(receives(60_000, 2_500, false)).isEqualTo(Verdict.ALIVE);
  }

  @Test
  void an_end_that_has_not_sent_yet_is_not_judged() {
    assertThat(receivesNothing(20_000, false)).isEqualTo(Verdict.ALIVE);
  }
}
