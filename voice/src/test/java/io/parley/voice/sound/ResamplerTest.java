package io.parley.voice.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {
  /// The measured quality of every pair of rates for tones that pass, as a lower bound.
  private static final double SNR_MIN_DB = 80;

  private static final double ALIAS_MAX_DB = -70;
  private static final int[] RATES = {8_000, 16_000, 24_000, 48_000};

  static Stream<Arguments> pairs() {
    return Arrays.stream(RATES)
        .boxed()
        .flatMap(
            from ->
                Arrays.stream(RATES)
                    .filter(to -> to != from)
                    .mapToObj(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void tones_within_the_band_are_unchanged(int from, int to) {
    double nyquist = Math.min(from, to) / 2.0;
    for (double share : new double[] {0.05, 0.25, 0.5, 0.7, 0.85}) {
      var out = convert(new Resampler(from, to), tone(from, nyquist * share), from / 50);
      var heard = Tone.of(out, to, nyquist * share);
      // a tone that was weakened is not one that came through
      assertThat(heard.amplitude()).isBetween(15_500.0, 16_200.0);
      assertThat(heard.snr())
          .as("%.0f Hz from %d to %d", nyquist * share, from, to)
          .isGreaterThan(SNR_MIN_DB);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void frequencies_above_the_lower_rate_do_not_alias(int from, int to) {
    if (to > from) return;
    for (double share : new double[] {1.01, 1.15, 1.4}) {
      double frequency = Math.min(from / 2.0 - 100, to / 2.0 * share);
      var out = convert(new Resampler(from, to), tone(from, frequency), from / 50);
      assertThat(10 * Math.log10(power(out) / (16_000.0 * 16_000 / 2) + 1e-12))
          .as("%.0f Hz from %d to %d", frequency, from, to)
          .isLessThan(ALIAS_MAX_DB);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void each_input_frame_gives_one_output_frame(int from, int to) {
    var resampler = new Resampler(from, to);
    var out = new short[to / 50];
    for (int frame = 0; frame < 20; frame++)
      assertThat(resampler.convert(new short[from / 50], 0, from / 50, out, 0)).isEqualTo(to / 50);
    assertThat(resampler.outputMax(from / 50)).isEqualTo(to / 50);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void the_sound_does_not_depend_on_the_block_size(int from, int to) {
    var random = new Random(from + to);
    var sound = new short[from / 5];
    for (int i = 0; i < sound.length; i++) sound[i] = (short) (random.nextGaussian() * 5_000);
    var whole = convert(new Resampler(from, to), sound, sound.length);
    var pieces = new Resampler(from, to);
    var joined = new short[whole.length + 1];
    int written = 0;
    for (int at = 0; at < sound.length; ) {
      int length = Math.min(sound.length - at, 1 + random.nextInt(700));
      written += pieces.convert(sound, at, length, joined, written);
      at += length;
    }
    assertThat(Arrays.copyOf(joined, written)).isEqualTo(whole);
  }

  @Test
  void the_loudest_sound_is_clipped_and_does_not_wrap() {
    var square = new short[1_600];
    for (int i = 0; i < square.length; i++)
      square[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    var out = convert(new Resampler(16_000, 48_000), square, square.length);
    for (int i = 400; i < out.length; i++) {
      // in the middle of each half wave; the delay is about 99 samples
      int phase = (i - 99) % 240;
      if (phase > 30 && phase < 90) assertThat(out[i]).isGreaterThan((short) 25_000);
      if (phase > 150 && phase < 210) assertThat(out[i]).isLessThan((short) -25_000);
    }
  }

  @Test
  void the_same_rate_changes_nothing() {
    var sound = tone(16_000, 440);
    assertThat(convert(new Resampler(16_000, 16_000), sound, 320)).isEqualTo(sound);
  }

  @Test
  void other_rates_are_refused() {
    assertThatThrownBy(() -> new Resampler(44_100, 48_000))
        .hasMessageContaining("sampleRate: 44100");
  }

  @Test
  void nothing_is_allocated_for_a_frame() {
    var resampler = new Resampler(8_000, 48_000);
    var in = new short[160];
    var out = new short[960];
    for (int i = 0; i < 200; i++) resampler.convert(in, 0, in.length, out, 0);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) resampler.convert(in, 0, in.length, out, 0);
    // what the asking itself takes, and no byte for each of a thousand frames
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }

  /// A second of a tone at half of full scale.
  private static short[] tone(int rate, double frequency) {
    var tone = new short[rate];
    for (int i = 0; i < rate; i++)
      tone[i] = (short) Math.round(16_000 * Math.sin(2 * Math.PI * frequency * i / rate));
    return tone;
  }

  private static short[] convert(Resampler resampler, short[] sound, int frame) {
    var out = new short[resampler.outputMax(sound.length) + 1];
    int written = 0;
    for (int at = 0; at < sound.length; at += frame)
      written += resampler.convert(sound, at, Math.min(frame, sound.length - at), out, written);
    return Arrays.copyOf(out, written);
  }

  private static double power(short[] sound) {
    double sum = 0;
    for (int i = sound.length / 10; i < sound.length; i++) sum += (double) sound[i] * sound[i];
    return sum / (sound.length * 0.9);
  }
}
