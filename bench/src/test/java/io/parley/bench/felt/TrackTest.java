package io.parley.bench.felt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Sound at 8 kHz, 160 samples a tick.
class TrackTest {
  private static final long TICK = 20_000_000;
  private static final Duration STOP = Duration.ofMillis(100);

  private final Track track = new Track(8_000);
  private int tick;

  @Test
  void a_loud_sample_has_the_time_of_its_place_in_the_frame() {
    silence(3);
    loud(40, 120);
    silence(2);
    loud(80, 81);
    assertThat(track.firstLoud(0)).hasValue(3 * TICK + TICK / 4);
    assertThat(track.lastLoud(0)).hasValue(6 * TICK + TICK / 2);
  }

  @Test
  void loudness_is_looked_for_from_a_time_on() {
    loud(0, 160);
    silence(1);
    loud(16, 160);
    assertThat(track.firstLoud(TICK)).hasValue(2 * TICK + TICK / 10);
    assertThat(track.firstLoud(TICK / 2)).hasValue(TICK / 2);
    assertThat(track.firstLoud(3 * TICK)).isEmpty();
    assertThat(track.lastLoud(3 * TICK)).isEmpty();
  }

  @Test
  void silent_sound_is_sound() {
    rest(2);
    silence(1);
    assertThat(track.firstSound(0)).hasValue(2 * TICK);
    assertThat(track.firstLoud(0)).isEmpty();
    assertThat(track.isResting(Duration.ofMillis(20))).isFalse();
  }

  @Test
  void a_gap_begins_after_sound_and_lasts_until_the_next() {
    rest(10);
    silence(5);
    rest(5);
    silence(1);
    rest(4);
    silence(1);
    var gaps = track.gaps(0, tick * TICK, STOP);
    assertThat(gaps).containsExactly(new Track.Gap(15 * TICK, 20 * TICK));
    assertThat(gaps.getFirst().length()).isEqualTo(STOP);
  }

  @Test
  void a_gap_that_has_not_ended_counts() {
    silence(3);
    rest(7);
    assertThat(track.gaps(0, 10 * TICK, STOP)).containsExactly(new Track.Gap(3 * TICK, 10 * TICK));
  }

  @Test
  void a_late_tick_is_no_gap() {
    silence(3);
    tick += 20;
    silence(3);
    assertThat(track.gaps(0, tick * TICK, STOP)).isEmpty();
  }

  @Test
  void sound_is_counted_between_two_times() {
    silence(10);
    rest(5);
    silence(10);
    assertThat(track.sounding(5 * TICK, 20 * TICK)).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void rest_is_a_span_without_any_sound() {
    silence(1);
    rest(24);
    assertThat(track.isResting(Duration.ofMillis(500))).isFalse();
    rest(1);
    assertThat(track.isResting(Duration.ofMillis(500))).isTrue();
  }

  @Test
  void a_long_call_is_kept_whole() {
    loud(0, 160);
    silence(5_000);
    loud(0, 160);
    assertThat(track.firstLoud(0)).hasValue(0);
    assertThat(track.firstLoud(TICK)).hasValue(5_001 * TICK);
  }

  private void silence(int ticks) {
    for (int i = 0; i < ticks; i++) track.sound(tick++ * TICK, new short[160]);
  }

  private void rest(int ticks) {
    for (int i = 0; i < ticks; i++) track.rest(tick++ * TICK);
  }

  private void loud(int from, int until) {
    var frame = new short[160];
    IntStream.range(from, until).forEach(i -> frame[i] = Loudness.LOUD);
    track.sound(tick++ * TICK, frame);
  }
}
