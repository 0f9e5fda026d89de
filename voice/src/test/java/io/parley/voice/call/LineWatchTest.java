package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.call.LineWatch.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
  void a_line_is_dead_after_two_seconds_without_anything_and_in_doubt_before() {
    assertThat(receives(1_000, 20, false)).isEqualTo(Verdict.ALIVE);
    assertThat(receivesNothing(880, false)).isEqualTo(Verdict.ALIVE);
    assertThat(receivesNothing(20, false)).isEqualTo(Verdict.IN_DOUBT);
    assertThat(receivesNothing(880, false)).isEqualTo(Verdict.IN_DOUBT);
    assertThat(receivesNothing(20, false)).isEqualTo(Verdict.DEAD);
    assertThat(receivesNothing(60_000, false)).isEqualTo(Verdict.DEAD);
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
