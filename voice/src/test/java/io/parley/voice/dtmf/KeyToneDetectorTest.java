package io.parley.voice.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.parley.voice.codec.G711;
import io.parley.voice.leg.LegEvent.Digit;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tolerances of ITU-T Q.24. Levels are in dBm0, of which 3.17 are a sine of full scale.
class KeyToneDetectorTest {
  private static final String KEYS = "1234567890*#ABCD";

  /// How a key sounds.
  private record Press(double dBm0, double twist, double lowOff, double highOff) {
    static Press plain() {
      return new Press(-10, 0, 0, 0);
    }
  }

  private int rate = 8_000;
  private final List<Digit> heard = new ArrayList<>();
  private final Random random = new Random(24);
  private double noise;

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
  void every_key_is_heard_at_every_rate(int sampleRate) {
    rate = sampleRate;
    var sound = new Sound();
    for (char key : KEYS.toCharArray()) sound.press(key, 60, Press.plain()).pause(60);
    hear(sound);
    assertThat(keys()).isEqualTo(KEYS);
    assertThat(heard)
        .allSatisfy(
            digit ->
                assertThat(digit.length()).isBetween(Duration.ofMillis(40), Duration.ofMillis(60)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1.5, 1.5", "-1.5, -1.5", "1.5, -1.5", "-1.5, 1.5"})
  void tones_off_by_so_many_percent_are_keys(double low, double high) {
    hear(all(new Press(-10, 0, low, high)));
    assertThat(keys()).isEqualTo(KEYS);
  }

  @ParameterizedTest
  @CsvSource({"3.5, 0", "-3.5, 0", "0, 3.5", "0, -3.5"})
  void tones_off_by_so_many_percent_are_none(double low, double high) {
    hear(all(new Press(-10, 0, low, high)));
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -10, -25, -30})
  void tones_of_this_level_are_keys(double dBm0) {
    hear(all(new Press(dBm0, 0, 0, 0)));
    assertThat(keys()).isEqualTo(KEYS);
  }

  @Test
  void tones_as_quiet_as_crosstalk_are_none() {
    hear(all(new Press(-55, 0, 0, 0)));
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {4, -8})
  void the_higher_tone_may_be_so_much_louder(double twist) {
    hear(all(new Press(-12, twist, 0, 0)));
    assertThat(keys()).isEqualTo(KEYS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, -14})
  void but_not_so_much(double twist) {
    hear(all(new Press(-12, twist, 0, 0)));
    assertThat(heard).isEmpty();
  }

  /// Wherever they begin within a frame.
  @Test
  void presses_of_40_ms_with_pauses_of_40_ms_are_keys() {
    for (int shift = 0; shift < 160; shift += 7) {
      heard.clear();
      var sound = new Sound().samples(shift);
      for (char key : "11235##".toCharArray()) sound.press(key, 40, Press.plain()).pause(40);
      hear(sound);
      assertThat(keys()).as("after %d samples", shift).isEqualTo("11235##");
    }
  }

  @Test
  void presses_of_20_ms_are_none() {
    for (int shift = 0; shift < 160; shift += 7) {
      var sound = new Sound().samples(shift);
      for (char key : KEYS.toCharArray()) sound.press(key, 20, Press.plain()).pause(60);
      hear(sound);
      assertThat(heard).as("after %d samples", shift).isEmpty();
    }
  }

  @Test
  void a_gap_of_10_ms_does_not_end_a_press() {
    for (int shift = 0; shift < 160; shift += 7) {
      heard.clear();
      hear(
          new Sound()
              .samples(shift)
              .press('7', 60, Press.plain())
              .pause(10)
              .press('7', 60, Press.plain())
              .pause(60));
      assertThat(keys()).as("after %d samples", shift).isEqualTo("7");
    }
  }

  @Test
  void a_key_may_follow_another_without_a_pause() {
    hear(new Sound().press('4', 80, Press.plain()).press('2', 80, Press.plain()).pause(60));
    assertThat(keys()).isEqualTo("42");
  }

  @Test
  void a_long_press_is_one_key() {
    hear(new Sound().press('0', 3_000, Press.plain()).pause(60));
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().length())
        .isBetween(Duration.ofMillis(2_980), Duration.ofMillis(3_000));
  }

  @Test
  void noise_15_dB_below_does_not_hide_keys() {
    noise = amplitude(-10 - 15) / Math.sqrt(2);
    var sound = new Sound();
    for (int i = 0; i < 20; i++)
      for (char key : KEYS.toCharArray()) sound.press(key, 50, Press.plain()).pause(50);
    hear(sound);
    assertThat(keys()).isEqualTo(KEYS.repeat(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MU_LAW", "A_LAW"})
  void keys_go_through_G_711(G711 law) {
    var sound = new Sound();
    for (char key : KEYS.toCharArray()) sound.press(key, 50, new Press(-20, 3, 1, -1)).pause(50);
    var samples = sound.done();
    var bytes = new byte[samples.length];
    law.encode(samples, 0, samples.length, bytes, 0);
    law.decode(bytes, 0, bytes.length, samples, 0);
    hear(samples);
    assertThat(keys()).isEqualTo(KEYS);
  }

  @Test
  void one_tone_alone_is_no_key() {
    for (int hertz : new int[] {697, 770, 852, 941, 1_209, 1_336, 1_477, 1_633, 440, 2_600}) {
      var tone = new short[rate];
      for (int i = 0; i < tone.length; i++)
        tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / rate));
      hear(tone);
    }
    assertThat(heard).isEmpty();
  }

  /// Half an hour of vowels of all pitches, gliding and held, with hisses between them. They keep
  /// their resonances for 125 ms, as no person does ([KeyToneTalkOffIT] has speech).
  @Test
  void made_voices_press_hardly_any_keys() {
    for (int minute = 0; minute < 30; minute++) hear(voice(60, random));
    assertThat(heard).hasSizeLessThan(10);
  }

  @Test
  void noise_presses_no_keys() {
    var sound = new short[rate * 600];
    for (int i = 0; i < sound.length; i++) sound[i] = (short) (random.nextGaussian() * 4_000);
    hear(sound);
    assertThat(heard).isEmpty();
  }

  @Test
  void nothing_is_allocated_while_no_key_is_heard() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var detector = new KeyToneDetector(rate);
    var frame = voice(1, random);
    detector.hear(frame);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      detector.hear(frame);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  /// A voice: pulses of a gliding pitch through three moving resonances.
  private short[] voice(int seconds, Random from) {
    var sound = new short[seconds * rate];
    double pitch = 120;
    double phase = 0;
    double[] formant = {500, 1_400, 2_500};
    double[] y1 = new double[3];
    double[] y2 = new double[3];
    boolean hisses = false;
    double glide = 1;
    for (int i = 0; i < sound.length; i++) {
      if (i % (rate / 8) == 0) {
        pitch = 80 + from.nextInt(320);
        glide = 1 + (from.nextInt(3) - 1) * 1e-5;
        formant[0] = 300 + from.nextInt(700);
        formant[1] = 900 + from.nextInt(1_300);
        formant[2] = 2_200 + from.nextInt(1_000);
        hisses = from.nextInt(5) == 0;
      }
      pitch *= glide;
      phase += pitch / rate;
      double source = hisses ? from.nextGaussian() / 4 : 0;
      if (phase >= 1) {
        phase -= 1;
        if (!hisses) source += 6;
      }
      double sum = 0;
      for (int f = 0; f < 3; f++) {
        double r = Math.exp(-Math.PI * 80 / rate);
        double y =
            source + 2 * r * Math.cos(2 * Math.PI * formant[f] / rate) * y1[f] - r * r * y2[f];
        y2[f] = y1[f];
        y1[f] = y;
        sum += y / (f + 1);
      }
      sound[i] = (short) Math.clamp(sum * 250, -32_000, 32_000);
    }
    return sound;
  }

  private Sound all(Press how) {
    var sound = new Sound();
    for (char key : KEYS.toCharArray()) sound.press(key, 50, how).pause(50);
    return sound;
  }

  private void hear(Sound sound) {
    hear(sound.done());
  }

  private void hear(short[] samples) {
    var detector = new KeyToneDetector(rate);
    int frame = rate / 50;
    for (int from = 0; from + frame <= samples.length; from += frame)
      detector.hear(Arrays.copyOfRange(samples, from, from + frame)).ifPresent(heard::add);
  }

  private String keys() {
    var keys = new StringBuilder();
    heard.forEach(digit -> keys.append(digit.key()));
    return keys.toString();
  }

  private static double amplitude(double dBm0) {
    return 32_767 * Math.pow(10, (dBm0 - 3.17) / 20);
  }

  /// A sound that grows.
  private final class Sound {
    private short[] samples = {};

    Sound press(char key, int millis, Press how) {
      int index = KeyTones.KEYS.indexOf(key);
      double low = KeyTones.LOW[index / 4] * (1 + how.lowOff() / 100);
      double high = KeyTones.HIGH[index % 4] * (1 + how.highOff() / 100);
      double lower = amplitude(how.dBm0() - Math.max(0, how.twist()));
      double higher = amplitude(how.dBm0() + Math.min(0, how.twist()));
      int from = samples.length;
      samples(millis * rate / 1_000);
      for (int i = from; i < samples.length; i++) {
        double t = 2 * Math.PI * i / rate;
        samples[i] = clipped(samples[i] + lower * Math.sin(low * t) + higher * Math.sin(high * t));
      }
      return this;
    }

    Sound pause(int millis) {
      return samples(millis * rate / 1_000);
    }

    Sound samples(int count) {
      int from = samples.length;
      samples = Arrays.copyOf(samples, from + count);
      for (int i = from; i < samples.length; i++)
        samples[i] = clipped(random.nextGaussian() * noise);
      return this;
    }

    /// With a pause after it.
    short[] done() {
      return pause(100).samples;
    }

    private static short clipped(double sample) {
      return (short) Math.clamp(Math.round(sample), -32_768, 32_767);
    }
  }
}
