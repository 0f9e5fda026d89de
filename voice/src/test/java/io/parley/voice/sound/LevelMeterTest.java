package io.parley.voice.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevelMeterTest {
  private final LevelMeter meter = new LevelMeter(16_000, Duration.ofMillis(400));

  @Test
  void before_any_sound_and_in_digital_silence_there_is_silence() {
    assertThat(meter.level()).isEqualTo(LevelMeter.SILENCE);
    meter.add(new short[320], 0, 320);
    meter.add(new short[320], 0, 0);
    assertThat(meter.level()).isEqualTo(LevelMeter.SILENCE);
  }

  @Test
  void a_sine_at_full_scale_is_0_and_one_of_a_tenth_of_it_20_below() {
    meter.add(sine(32_767), 0, 320);
    assertThat(meter.level()).isZero();
    var quiet = new LevelMeter(16_000, Duration.ofMillis(400));
    quiet.add(sine(3_277), 0, 320);
    assertThat(quiet.level()).isEqualTo(20);
  }

  @Test
  void it_rises_at_once_and_falls_slowly() {
    meter.add(sine(32_767), 0, 320);
    for (int i = 0; i < 10; i++) meter.add(new short[320], 0, 320);
    assertThat(meter.level()).isEqualTo(10);
    for (int i = 0; i < 10; i++) meter.add(new short[320], 0, 320);
    assertThat(meter.level()).isEqualTo(20);
    meter.add(sine(32_767), 0, 320);
    assertThat(meter.level()).isZero();
  }

  @Test
  void a_square_wave_is_not_above_full_scale() {
    var square = new short[320];
    Arrays.fill(square, Short.MIN_VALUE);
    meter.add(square, 0, 320);
    assertThat(meter.level()).isZero();
  }

  @Test
  void the_level_falls_with_time() {
    assertThatThrownBy(() -> new LevelMeter(0, Duration.ofSeconds(1)))
        .hasMessage("sampleRate: 0 (expected: ≥ 1)");
    assertThatThrownBy(() -> new LevelMeter(8_000, Duration.ZERO))
        .hasMessage("fall: PT0S (expected: > 0)");
  }

  private static short[] sine(int amplitude) {
    var sine = new short[320];
    for (int i = 0; i < sine.length; i++)
      sine[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * 1_000 * i / 16_000));
    return sine;
  }
}
