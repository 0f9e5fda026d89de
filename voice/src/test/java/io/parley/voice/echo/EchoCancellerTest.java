package io.parley.voice.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.parley.voice.codec.G711;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Effects of a canceller on made lines. The near end's sound has the noise of a quiet microphone.
class EchoCancellerTest {
  private static final int RATE = 16_000;

  @ParameterizedTest
  @CsvSource({
    "8000, -6, 0.02",
    "8000, -12, 0.11",
    "8000, -20, 0.25",
    "8000, -40, 0.05",
    "8000, -12, 0.4",
    "16000, -6, 0.11",
    "16000, -12, 0.02",
    "16000, -20, 0.4",
    "16000, -40, 0.02",
    "24000, -12, 0.15",
    "48000, -6, 0.05",
    "48000, -12, 0.11",
    "48000, -20, 0.02",
    "48000, -12, 0.4"
  })
  void a_rooms_echo_is_attenuated_by_30_db_within_two_seconds(
      int rate, double level, double delay) {
    var far = new Talker(rate, 180, 1).speak(5);
    var heard = noisy(MadeLine.room(rate, delay, level, 0.2, 3).echo(far));
    var cleaned = clean(rate, far, heard);
    assertThat(enhancement(heard, cleaned, rate, 2 + delay, 5)).isGreaterThan(30);
  }

  @ParameterizedTest
  @CsvSource({"8000, -6, 0.03", "8000, -12, 0.2", "16000, -20, 0.1", "48000, -6, 0.3"})
  void a_telephones_echo_is_attenuated_by_30_db_within_two_seconds(
      int rate, double level, double delay) {
    var far = new Talker(rate, 180, 2).speak(5);
    var heard = noisy(MadeLine.hybrid(rate, delay, level).echo(far));
    var cleaned = clean(rate, far, heard);
    assertThat(enhancement(heard, cleaned, rate, 2 + delay, 5)).isGreaterThan(30);
  }

  @ParameterizedTest
  @CsvSource({
    "8000, -6, 0.05",
    "8000, -20, 0.2",
    "16000, -6, 0.02",
    "16000, -12, 0.11",
    "48000, -12, 0.05"
  })
  void who_speaks_while_the_agent_does_is_heard(int rate, double level, double delay) {
    var far = new Talker(rate, 180, 1).speak(8);
    var near = new float[far.length];
    var talk = new Talker(rate, 110, 9).speak(3);
    System.arraycopy(talk, 0, near, 3 * rate, talk.length);
    var echo = noisy(MadeLine.room(rate, delay, level, 0.2, 3).echo(far));
    var cleaned = clean(rate, far, sum(echo, near));
    double kept = power(cleaned, rate, 3, 6) - power(near, rate, 3, 6);
    assertThat(kept).as("of the near end, in dB").isCloseTo(0, within(2.0));
    double distortion = power(difference(cleaned, near), rate, 3, 6) - power(near, rate, 3, 6);
    assertThat(distortion).as("what is not the near end").isLessThan(-6);
    assertThat(enhancement(echo, cleaned, rate, 6.3, 8)).as("after it").isGreaterThan(25);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
  void a_changed_line_is_learned_anew(int rate) {
    var far = new Talker(rate, 180, 1).speak(9);
    var before = MadeLine.room(rate, 0.05, -12, 0.2, 3).echo(far);
    var after = MadeLine.room(rate, 0.21, -9, 0.15, 4).echo(far);
    System.arraycopy(after, 4 * rate, before, 4 * rate, after.length - 4 * rate);
    var heard = noisy(before);
    var cleaned = clean(rate, far, heard);
    assertThat(enhancement(heard, cleaned, rate, 2, 4)).isGreaterThan(30);
    assertThat(enhancement(heard, cleaned, rate, 6.5, 9)).isGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
  void a_line_without_echo_is_not_changed(int rate) {
    var far = new Talker(rate, 180, 1).speak(10);
    var talk = noisy(new Talker(rate, 110, 9).speak(10));
    var canceller = new EchoCanceller(rate, EchoSettings.typical());
    assertThat(clean(canceller, rate, far, talk)).isEqualTo(rounded(talk));
    assertThat(canceller.isEngaged()).isFalse();
    assertThat(canceller.enhancement()).isEmpty();
  }

  @Test
  void the_near_end_is_not_changed_while_nothing_is_played() {
    var far = new Talker(RATE, 180, 1).speak(8);
    Arrays.fill(far, 4 * RATE, far.length, 0);
    var heard = noisy(MadeLine.room(RATE, 0.02, -12, 0.2, 3).echo(far));
    var talk = new Talker(RATE, 110, 9).speak(3);
    for (int i = 0; i < talk.length; i++) heard[5 * RATE + i] += talk[i];
    var cleaned = clean(RATE, far, heard);
    assertThat(Arrays.copyOfRange(cleaned, 5 * RATE, 8 * RATE))
        .isEqualTo(Arrays.copyOfRange(rounded(heard), 5 * RATE, 8 * RATE));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 48_000})
  void an_echo_that_begins_late_in_a_call_is_found(int rate) {
    var far = new Talker(rate, 180, 1).speak(13);
    var echo = MadeLine.room(rate, 0.15, -12, 0.2, 3).echo(far);
    Arrays.fill(echo, 0, 9 * rate, 0);
    var talk = new Talker(rate, 110, 9).speak(8);
    System.arraycopy(talk, 0, echo, 0, talk.length);
    var heard = noisy(echo);
    var cleaned = clean(rate, far, heard);
    assertThat(Arrays.copyOf(cleaned, 9 * rate)).isEqualTo(Arrays.copyOf(rounded(heard), 9 * rate));
    assertThat(enhancement(heard, cleaned, rate, 11.2, 13)).isGreaterThan(30);
  }

  @Test
  void a_tone_from_the_near_end_is_no_echo() {
    var far = new Talker(RATE, 180, 1).speak(8);
    var tone = new float[far.length];
    for (int i = 0; i < tone.length; i++)
      tone[i] = (float) (2_000 * Math.sin(i * 2 * Math.PI * 440 / RATE));
    var heard = noisy(tone);
    var difference = difference(clean(RATE, far, heard), heard);
    assertThat(power(difference, RATE, 0, 8)).isLessThan(power(heard, RATE, 0, 8) - 10);
  }

  @Test
  void a_microphone_that_was_off_does_not_make_it_forget() {
    var far = new Talker(RATE, 180, 1).speak(8);
    var heard = noisy(MadeLine.room(RATE, 0.08, -12, 0.2, 3).echo(far));
    Arrays.fill(heard, 4 * RATE, 6 * RATE, 0);
    var cleaned = clean(RATE, far, heard);
    assertThat(power(cleaned, RATE, 4, 6)).isLessThan(0);
    assertThat(enhancement(heard, cleaned, RATE, 6, 8)).isGreaterThan(30);
  }

  @Test
  void an_echo_that_the_browser_begins_to_cancel_itself_is_not_added() {
    var far = new Talker(RATE, 180, 1).speak(10);
    var heard = MadeLine.room(RATE, 0.05, -12, 0.2, 3).echo(far);
    Arrays.fill(heard, 4 * RATE, heard.length, 0);
    heard = noisy(heard);
    var canceller = new EchoCanceller(RATE, EchoSettings.typical());
    var cleaned = clean(canceller, RATE, far, heard);
    assertThat(power(cleaned, RATE, 5, 10)).isLessThan(power(heard, RATE, 5, 10) + 1);
    assertThat(canceller.isEngaged()).isFalse();
  }

  @Test
  void an_echo_through_opus_twice_is_attenuated_though_it_cannot_be_predicted() {
    int rate = Opus.SAMPLE_RATE;
    var far = new Talker(rate, 180, 1).speak(6);
    var heard = noisy(MadeLine.room(rate, 0.08, -12, 0.2, 3).echo(opus(far)));
    var cleaned = clean(rate, far, opus(heard));
    assertThat(enhancement(heard, cleaned, rate, 2, 6)).isGreaterThan(25);
  }

  @Test
  void an_echo_through_a_telephones_codec_twice_is_attenuated_by_30_db() {
    var far = new Talker(8_000, 180, 1).speak(6);
    var heard = noisy(MadeLine.hybrid(8_000, 0.08, -12).echo(companded(far)));
    var cleaned = clean(8_000, far, companded(heard));
    assertThat(enhancement(heard, cleaned, 8_000, 2, 6)).isGreaterThan(30);
  }

  @Test
  void gaps_of_the_network_do_no_harm() {
    var far = new Talker(RATE, 180, 1).speak(6);
    var heard = noisy(MadeLine.room(RATE, 0.08, -12, 0.2, 3).echo(far));
    var canceller = new EchoCanceller(RATE, EchoSettings.typical());
    int block = RATE / 50;
    var cleaned = new short[heard.length];
    var frames = rounded(heard);
    var played = rounded(far);
    for (int at = 0; at < heard.length; at += block) {
      boolean isGap = at / block % 10 == 9;
      var frame = isGap ? new short[block] : Arrays.copyOfRange(frames, at, at + block);
      canceller.clean(frame, !isGap);
      canceller.played(Arrays.copyOfRange(played, at, at + block));
      System.arraycopy(frame, 0, cleaned, at, block);
    }
    assertThat(enhancement(heard, cleaned, RATE, 3, 6)).isGreaterThan(25);
  }

  @Test
  void the_enhancement_is_measured() {
    var far = new Talker(RATE, 180, 1).speak(10);
    var canceller = new EchoCanceller(RATE, EchoSettings.typical());
    clean(canceller, RATE, far, noisy(MadeLine.room(RATE, 0.02, -12, 0.2, 3).echo(far)));
    assertThat(canceller.isEngaged()).isTrue();
    assertThat(canceller.enhancement().orElseThrow()).isGreaterThan(20);
  }

  @Test
  void frames_cost_no_memory() {
    var canceller = new EchoCanceller(RATE, EchoSettings.typical());
    var far = rounded(new Talker(RATE, 180, 1).speak(4));
    var heard =
        rounded(MadeLine.room(RATE, 0.02, -12, 0.2, 3).echo(new Talker(RATE, 180, 1).speak(4)));
    var frame = new short[RATE / 50];
    long before = 0;
    var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    for (int at = 0; at < far.length; at += frame.length) {
      if (at == 2 * RATE) before = threads.getCurrentThreadAllocatedBytes();
      System.arraycopy(heard, at, frame, 0, frame.length);
      canceller.clean(frame, true);
      System.arraycopy(far, at, frame, 0, frame.length);
      canceller.played(frame);
    }
    assertThat(canceller.isEngaged()).isTrue();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }

  private static short[] clean(int rate, float[] far, float[] heard) {
    return clean(new EchoCanceller(rate, EchoSettings.typical()), rate, far, heard);
  }

  private static short[] clean(EchoCanceller canceller, int rate, float[] far, float[] heard) {
    int block = rate / 50;
    var cleaned = rounded(heard);
    var played = rounded(far);
    for (int at = 0; at < heard.length; at += block) {
      var frame = Arrays.copyOfRange(cleaned, at, at + block);
      canceller.clean(frame, true);
      canceller.played(Arrays.copyOfRange(played, at, at + block));
      System.arraycopy(frame, 0, cleaned, at, block);
    }
    return cleaned;
  }

  private static float[] opus(float[] sound) {
    var encoder = Opus.JAVA.encoder(OpusSettings.typical());
    var decoder = Opus.JAVA.decoder();
    var payload = new byte[Opus.PAYLOAD_MAX];
    var frame = new short[Opus.FRAME];
    var samples = rounded(sound);
    for (int at = 0; at < samples.length; at += frame.length) {
      System.arraycopy(samples, at, frame, 0, frame.length);
      int length = encoder.encode(frame, payload, 0);
      Arrays.fill(frame, (short) 0);
      if (length > 0) decoder.decode(payload, length, frame);
      System.arraycopy(frame, 0, samples, at, frame.length);
    }
    return floats(samples);
  }

  private static float[] companded(float[] sound) {
    var bytes = new byte[sound.length];
    var samples = rounded(sound);
    G711.MU_LAW.encode(samples, 0, samples.length, bytes, 0);
    G711.MU_LAW.decode(bytes, 0, bytes.length, samples, 0);
    return floats(samples);
  }

  private static float[] floats(short[] samples) {
    var floats = new float[samples.length];
    for (int i = 0; i < samples.length; i++) floats[i] = samples[i];
    return floats;
  }

  private static float[] noisy(float[] sound) {
    var random = new Random(7);
    var noisy = sound.clone();
    for (int i = 0; i < noisy.length; i++) noisy[i] += (float) random.nextGaussian();
    return noisy;
  }

  private static float[] sum(float[] one, float[] other) {
    var sum = one.clone();
    for (int i = 0; i < sum.length; i++) sum[i] += other[i];
    return sum;
  }

  private static short[] difference(short[] one, float[] other) {
    var difference = new float[one.length];
    for (int i = 0; i < one.length; i++) difference[i] = one[i] - other[i];
    return rounded(difference);
  }

  private static short[] rounded(float[] sound) {
    var rounded = new short[sound.length];
    for (int i = 0; i < sound.length; i++) rounded[i] = (short) Math.round(sound[i]);
    return rounded;
  }

  private static double power(float[] sound, int rate, double from, double to) {
    return power(rounded(sound), rate, from, to);
  }

  /// In dB, of some seconds.
  private static double power(short[] sound, int rate, double from, double to) {
    double sum = 0;
    for (int i = (int) (from * rate); i < (int) (to * rate); i++) sum += sound[i] * sound[i];
    return 10 * Math.log10(sum / ((to - from) * rate) + 1e-3);
  }

  /// In dB; where the noise of the microphone is all that is left, as much as is wanted.
  private static double enhancement(
      float[] heard, short[] cleaned, int rate, double from, double to) {
    double left = power(cleaned, rate, from, to);
    return left < 3 ? 99 : power(heard, rate, from, to) - left;
  }
}
