package io.parley.voice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComfortNoiseTest {
  private static final int SECOND = 8_000;

  private final ComfortNoise noise = new ComfortNoise();

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 70})
  void its_level_is_as_told(int level) {
    assertThat(level(heard(new byte[] {(byte) level}))).isCloseTo(-level, within(0.5));
  }

  @Test
  void its_level_is_as_told_whatever_its_spectrum() {
    assertThat(level(heard(40, -0.9, 0.5, 0.2))).isCloseTo(-40, within(1.0));
  }

  /// The first coefficient is the negative of how alike neighbouring samples are.
  @ParameterizedTest
  @ValueSource(doubles = {-0.9, -0.4, 0, 0.4, 0.9})
  void its_spectrum_is_as_told(double reflection) {
    var sound = heard(30, reflection);
    double power = 0;
    double neighbours = 0;
    for (int i = 1; i < sound.length; i++) {
      power += (double) sound[i] * sound[i];
      neighbours += (double) sound[i] * sound[i - 1];
    }
    assertThat(neighbours / power).isCloseTo(-reflection, within(0.05));
  }

  @Test
  void before_the_first_payload_it_is_silent() {
    var frame = new short[160];
    noise.update(new byte[8], 0);
    noise.write(frame);
    assertThat(frame).containsOnly(0);
  }

  @Test
  void our_own_is_understood() {
    var payload = new byte[4];
    int length = ComfortNoise.write(payload, 1);
    assertThat(length).isOne();
    assertThat(level(heard(new byte[] {payload[1]}))).isCloseTo(-70, within(1.0));
  }

  @Test
  void any_payload_stays_stable() {
    var payload = new byte[1_000];
    Arrays.fill(payload, (byte) 0xff);
    payload[0] = 0;
    var frame = new short[160];
    noise.update(payload, payload.length);
    for (int i = 0; i < 1_000; i++) noise.write(frame);
    assertThat(frame).hasSize(160);
    assertThat(level(heard(new byte[] {50}))).isCloseTo(-50, within(0.5));
  }

  private short[] heard(int level, double... reflections) {
    var payload = new byte[1 + reflections.length];
    payload[0] = (byte) level;
    for (int i = 0; i < reflections.length; i++)
      payload[1 + i] = (byte) Math.round(reflections[i] * 32_768 / 258 + 127);
    return heard(payload);
  }

  private short[] heard(byte[] payload) {
    noise.update(payload, payload.length);
    var sound = new short[SECOND];
    // the filter settles
    noise.write(sound);
    noise.write(sound);
    return sound;
  }

  private static double level(short[] sound) {
    double power = 0;
    for (short sample : sound) power += (double) sample * sample;
    return 10 * Math.log10(power / sound.length / (32_768.0 * 32_768));
  }
}
