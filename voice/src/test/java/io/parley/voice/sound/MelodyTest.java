package io.parley.voice.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.turn.Cadence;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Voices are made: harmonics of a contour, in syllables.
class MelodyTest {
  private static final double SECONDS = 1.4;
  private static final double LAST = 0.22;

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
  void a_voice_that_ends_lower_and_weaker_falls(int rate) {
    assertThat(cadence(rate, 180, ending(180, 130), MelodyTest::fading)).isEqualTo(Cadence.FALLING);
  }

  @Test
  void a_low_voice_falls_as_a_high_one_does() {
    assertThat(cadence(16_000, 95, ending(95, 76), MelodyTest::fading)).isEqualTo(Cadence.FALLING);
    assertThat(cadence(16_000, 280, ending(280, 215), MelodyTest::fading))
        .isEqualTo(Cadence.FALLING);
  }

  @Test
  void a_long_last_syllable_of_the_same_pitch_and_strength_is_level() {
    assertThat(cadence(16_000, 180, _ -> 180, _ -> 1)).isEqualTo(Cadence.LEVEL);
  }

  @Test
  void a_last_syllable_of_400_ms_on_one_pitch_is_drawn_out_though_its_end_fades() {
    var pitch = new double[40];
    var loudness = new double[40];
    Arrays.fill(pitch, 20);
    Arrays.fill(loudness, 60);
    Arrays.fill(pitch, 0, 20, Double.NaN);
    loudness[39] = 40;
    assertThat(Melody.isDrawnOut(pitch, loudness)).isTrue();
    // silence after it
    var followed = Arrays.copyOf(pitch, 41);
    followed[40] = Double.NaN;
    assertThat(Melody.isDrawnOut(followed, Arrays.copyOf(loudness, 41))).isTrue();

    var shorter = pitch.clone();
    shorter[20] = Double.NaN;
    assertThat(Melody.isDrawnOut(shorter, loudness)).as("380 ms").isFalse();
    var falling = pitch.clone();
    for (int i = 20; i < 40; i++) falling[i] -= 0.1 * (i - 20);
    assertThat(Melody.isDrawnOut(falling, loudness)).as("falls by 1.6 semitones").isFalse();
    var words = loudness.clone();
    words[30] = 52;
    assertThat(Melody.isDrawnOut(pitch, words)).as("two syllables").isFalse();
    assertThat(Melody.isDrawnOut(new double[19], new double[19])).isFalse();
  }

  @Test
  void a_rise_tells_nothing() {
    assertThat(cadence(16_000, 150, ending(150, 230), _ -> 1)).isEqualTo(Cadence.UNKNOWN);
  }

  @Test
  void a_whisper_and_silence_tell_nothing() {
    var random = new Random(7);
    var whisper = new short[(int) (16_000 * SECONDS)];
    for (int i = 0; i < whisper.length; i++) whisper[i] = (short) (random.nextGaussian() * 1_000);
    var melody = new Melody(16_000);
    melody.add(whisper);
    assertThat(melody.at(0, whisper.length)).isEqualTo(Cadence.UNKNOWN);
    var silent = new Melody(16_000);
    silent.add(new short[32_000]);
    assertThat(silent.at(0, 32_000)).isEqualTo(Cadence.UNKNOWN);
  }

  @Test
  void speech_too_short_for_a_melody_tells_nothing() {
    var melody = new Melody(16_000);
    melody.add(voice(16_000, _ -> 180, _ -> 1));
    assertThat(melody.at(0, 1_600)).isEqualTo(Cadence.UNKNOWN);
    assertThat(new Melody(16_000).at(0, 16_000)).isEqualTo(Cadence.UNKNOWN);
  }

  @Test
  void another_sample_rate_is_refused() {
    assertThatThrownBy(() -> new Melody(11_025))
        .hasMessage("sampleRate: 11025 (expected: a multiple of 8000)");
  }

  /// With 200 ms of silence after it, as when the end of speech is noticed.
  private static Cadence cadence(
      int rate, double usual, DoubleUnaryOperator pitch, DoubleUnaryOperator loudness) {
    var melody = new Melody(rate);
    var voice = voice(rate, at -> at < SECONDS - LAST ? usual : pitch.applyAsDouble(at), loudness);
    melody.add(voice);
    melody.add(new short[rate / 5]);
    return melody.at(rate / 5, voice.length);
  }

  private static DoubleUnaryOperator ending(double from, double to) {
    return at -> from + (to - from) * Math.min(1, (at - SECONDS + LAST) / LAST * 1.3);
  }

  private static double fading(double at) {
    return at < SECONDS - LAST ? 1 : 1 - 0.7 * (at - SECONDS + LAST) / LAST;
  }

  /// Syllables of 200 ms with short gaps between them; the last one is whole.
  private static short[] voice(int rate, DoubleUnaryOperator pitch, DoubleUnaryOperator loudness) {
    var samples = new short[(int) (rate * SECONDS)];
    double phase = 0;
    for (int i = 0; i < samples.length; i++) {
      double at = (double) i / rate;
      phase += 2 * Math.PI * pitch.applyAsDouble(at) / rate;
      boolean gap = at < SECONDS - LAST && at % 0.2 < 0.02;
      double sum = 0;
      for (int harmonic = 1; harmonic <= 6; harmonic++)
        sum += Math.sin(harmonic * phase) / harmonic;
      samples[i] = gap ? 0 : (short) (4_000 * sum * loudness.applyAsDouble(at));
    }
    return samples;
  }
}
