package io.parley.core.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.recording.Recording.Gap;
import io.parley.core.recording.Recording.Segment;
import io.parley.core.recording.Recording.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
  private static Recording recording(Integer seconds, int... numbers) {
    return new Recording(
        "c1",
        Instant.EPOCH,
        Optional.ofNullable(seconds).map(Duration::ofSeconds),
        Arrays.stream(numbers)
            .mapToObj(n -> new Segment(n, at(10 * n), at(10 * n + 10), 1))
            .toList());
  }

  private static Duration at(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void segments_that_follow_each_other_leave_no_gap() {
    assertThat(recording(20, 0, 1).gaps()).isEmpty();
    assertThat(recording(null, 0, 1).end()).isEqualTo(at(20));
  }

  @Test
  void gaps_are_before_between_and_after_segments() {
    assertThat(recording(50, 1, 3).gaps())
        .isEqualTo(
            List.of(new Gap(at(0), at(10)), new Gap(at(20), at(30)), new Gap(at(40), at(50))));
  }

  @Test
  void a_recording_that_broke_off_ends_with_its_last_segment() {
    assertThat(recording(null, 0).gaps()).isEmpty();
    assertThat(recording(null).end()).isZero();
  }

  @Test
  void a_recording_without_a_length_is_under_way_while_its_last_sound_is_new() {
    var end = Instant.EPOCH.plusSeconds(20);
    assertThat(recording(20, 0, 1).state(end.plusSeconds(1_000))).isEqualTo(State.COMPLETE);
    assertThat(recording(null, 0, 1).state(end.plusSeconds(119))).isEqualTo(State.RECORDING);
    assertThat(recording(null, 0, 1).state(end.plusSeconds(120))).isEqualTo(State.BROKEN_OFF);
    assertThat(recording(null).state(Instant.EPOCH)).isEqualTo(State.RECORDING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is your card number?",
        "Please key in the PIN.",
        "Wie lautet Ihre Kreditkartennummer?",
        "Dígame la contraseña, por favor."
      })
  void a_reply_that_asks_for_a_secret_is_recognised(String text) {
    assertThat(SecretWords.in(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"What is your order number?", "It is pinned to the board.", "Tanja has called."})
  void other_replies_ask_for_none(String text) {
    assertThat(SecretWords.in(text)).isFalse();
  }
}
