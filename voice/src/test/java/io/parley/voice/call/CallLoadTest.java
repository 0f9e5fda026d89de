package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.parley.voice.call.CallMeter.Times;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Measured load, under manual time.
class CallLoadTest {
  private static final Offset<Double> ALMOST = within(0.001);

  /// Ten calls have 5,000 ticks in the window: 50 of them may be late.
  private static final LoadSettings SETTINGS =
      new LoadSettings(Duration.ofSeconds(10), 0.01, Duration.ofSeconds(2));

  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final FakeMeter meter = new FakeMeter();
  private final CallLoad load = new CallLoad(meter, SETTINGS, () -> now);

  private void late(int ticks) {
    for (int i = 0; i < ticks; i++) load.late(Duration.ofMillis(80));
  }

  private void answered(int transcription, int firstSound) {
    load.answered(
        new Times(
            Optional.empty(),
            Optional.of(Duration.ofMillis(transcription)),
            Optional.empty(),
            Optional.of(Duration.ofMillis(firstSound)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        "kokoro",
        "webrtc");
  }

  @Test
  void without_measurements_or_with_few_calls_there_is_no_load() {
    assertThat(load.of(10)).isZero();
    late(1_000);
    assertThat(load.of(0)).isZero();
    assertThat(load.of(2)).isZero();
    assertThat(load.of(3)).isGreaterThan(1);
  }

  @Test
  void late_ticks_count_relative_to_all_ticks_of_the_calls() {
    late(25);
    assertThat(load.of(10)).isEqualTo(0.5, ALMOST);
    late(25);
    assertThat(load.of(10)).isEqualTo(1, ALMOST);
    assertThat(load.of(20)).isEqualTo(0.5, ALMOST);
  }

  @Test
  void calls_that_have_ended_since_count_with_the_ticks_that_they_had() {
    load.ticked(5_000);
    late(50);
    assertThat(load.of(10)).isEqualTo(1, ALMOST);
    assertThat(load.of(3)).as("seven of the ten have ended").isEqualTo(1, ALMOST);
    load.ticked(5_000);
    assertThat(load.of(3)).isEqualTo(0.5, ALMOST);
  }

  @Test
  void one_hiccup_is_not_the_load_of_calls_that_have_just_begun() {
    load.ticked(150);
    late(3);
    assertThat(load.of(3)).isEqualTo(0.2, ALMOST);
  }

  @Test
  void a_node_with_too_many_late_ticks_stays_loaded_while_its_calls_end() {
    for (int second = 0; second < 10; second++) {
      now = now.plusSeconds(1);
      load.ticked(10_000);
      late(200);
    }
    assertThat(load.of(200)).isEqualTo(2, ALMOST);
    assertThat(load.of(100)).isEqualTo(2, ALMOST);
    now = now.plusSeconds(5);
    assertThat(load.of(100)).as("five seconds without any").isEqualTo(2, ALMOST);
    for (int tick = 0; tick < 5; tick++) load.ticked(5_000);
    assertThat(load.of(100)).as("and with ticks in time").isLessThan(1.4);
  }

  @Test
  void slow_engines_count_once_there_are_some_answers() {
    answered(1_500, 1_500);
    answered(1_500, 1_500);
    assertThat(load.of(10)).as("two answers").isZero();
    answered(1_500, 1_500);
    assertThat(load.of(10)).isEqualTo(1.5, ALMOST);
    for (int i = 0; i < 3; i++) answered(200, -800);
    assertThat(load.of(10)).as("the mean").isEqualTo(0.75, ALMOST);
  }

  @Test
  void measurements_are_forgotten_after_the_window() {
    late(50);
    now = now.plusSeconds(9);
    assertThat(load.of(10)).isEqualTo(1, ALMOST);
    now = now.plusSeconds(1);
    assertThat(load.of(10)).isZero();
    late(25);
    assertThat(load.of(10)).isEqualTo(0.5, ALMOST);
    load.ticked(10_000);
    assertThat(load.of(10)).isEqualTo(0.25, ALMOST);
    now = now.plusSeconds(10);
    late(50);
    assertThat(load.of(10)).isEqualTo(1, ALMOST);
  }

  @Test
  void the_meter_is_told_everything() {
    answered(100, 100);
    load.interrupted(true);
    load.lineDied();
    load.ticked(50);
    load.ended(LegStats.NONE, Duration.ofSeconds(3));
    assertThat(meter.voices).containsExactly("kokoro");
    assertThat(meter.interruptions).containsExactly(true);
    assertThat(meter.deadLines).hasValue(1);
    assertThat(meter.ticks).hasValue(50);
    assertThat(meter.ended).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void settings_have_defaults_and_limits() {
    assertThat(settings("")).isEqualTo(SETTINGS);
    assertThat(settings("parley.voice.load { window = 5s, late-ticks = 0.5, engines = 1s }"))
        .isEqualTo(new LoadSettings(Duration.ofSeconds(5), 0.5, Duration.ofSeconds(1)));
    assertThatThrownBy(() -> settings("parley.voice.load.late-ticks = 1.1"))
        .hasMessage("parley.voice.load.late-ticks: 1.1 (expected: 0.0 to 1.0)");
    assertThatThrownBy(() -> settings("parley.voice.load.window = 100ms"))
        .hasMessageContaining("parley.voice.load.window");
    assertThatThrownBy(() -> settings("parley.voice.load.engines = 0s"))
        .hasMessageContaining("parley.voice.load.engines");
  }

  private static LoadSettings settings(String changed) {
    return LoadSettings.from(
        ConfigFactory.parseString(changed)
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve());
  }
}
