package io.parley.voice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.sound.Tone;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class ConcentusTest {
  private static final int FRAME = ConcentusEncoder.FRAME;
  private static final int RATE = ConcentusEncoder.SAMPLE_RATE;

  @Test
  void a_tone_is_well_above_the_noise() {
    var heard = through(OpusSettings.typical(), tone(50, 440, 10_000), _ -> false);
    var tone = Tone.of(heard, RATE, 440);
    assertThat(tone.amplitude()).isBetween(9_000.0, 11_000.0);
    assertThat(tone.snr()).isGreaterThan(15);
  }

  @Test
  void more_bits_sound_better() {
    var sound = tone(50, 440, 10_000);
    var coarse = through(new OpusSettings(8_000, 5, 0, false), sound, _ -> false);
    var fine = through(new OpusSettings(64_000, 10, 0, false), sound, _ -> false);
    assertThat(Tone.of(fine, RATE, 440).snr()).isGreaterThan(Tone.of(coarse, RATE, 440).snr() + 3);
  }

  @Test
  void the_packet_after_a_lost_one_brings_it_back() {
    var sound = glide(50);
    IntPredicate lost = n -> n >= 10 && n % 5 == 0;
    var whole = through(new OpusSettings(32_000, 5, 20, false), sound, _ -> false);
    var withFec = through(new OpusSettings(32_000, 5, 20, false), sound, lost);
    var madeUp = through(new OpusSettings(32_000, 5, 20, false), sound, lost, false);
    // against what is heard when nothing is lost
    assertThat(difference(whole, withFec, lost)).isLessThan(difference(whole, madeUp, lost) / 2);
  }

  @Test
  void silence_is_hardly_sent_with_dtx() {
    assertThat(packets(new OpusSettings(24_000, 5, 0, true))).isLessThan(60);
    assertThat(packets(new OpusSettings(24_000, 5, 0, false))).isEqualTo(250);
  }

  @Test
  void any_bytes_decode_to_a_frame() {
    var random = new Random(3);
    var decoder = new ConcentusDecoder();
    var frame = new short[FRAME];
    for (int i = 0; i < 500; i++) {
      var payload = new byte[1 + random.nextInt(200)];
      random.nextBytes(payload);
      if (random.nextBoolean()) decoder.decode(payload, payload.length, frame);
      else decoder.conceal(payload, payload.length, frame);
    }
    // and after all that, real ones are real again
    var encoder = new ConcentusEncoder(OpusSettings.typical());
    var good = new byte[ConcentusEncoder.PAYLOAD_MAX];
    double power = 0;
    for (int n = 0; n < 20; n++) {
      decoder.decode(good, encoder.encode(frame(tone(20, 440, 10_000), n), good, 0), frame);
      for (short sample : frame) power += n < 10 ? 0 : (double) sample * sample;
    }
    assertThat(Math.sqrt(power / (10 * FRAME))).isBetween(6_000.0, 8_000.0);
  }

  @Test
  void after_warm_up_a_frame_takes_less_than_it_lasts() {
    assertThat(ConcentusWarmUp.run(250, OpusSettings.typical())).isLessThan(Duration.ofMillis(20));
  }

  @Test
  void settings_are_within_what_the_codec_knows() {
    assertThatThrownBy(() -> new OpusSettings(5_000, 5, 0, false))
        .hasMessage("bitrate: 5000 (expected: 6000 to 64000)");
    assertThatThrownBy(() -> new OpusSettings(24_000, 5, 1, false))
        .hasMessage("bitrate with FEC: 24000 (expected: 32000 to 64000)");
    assertThatThrownBy(() -> new OpusSettings(24_000, 11, 0, false))
        .hasMessage("complexity: 11 (expected: 0 to 10)");
    assertThatThrownBy(() -> new OpusSettings(24_000, 5, 101, false))
        .hasMessage("expectedLoss: 101 (expected: 0 to 100)");
  }

  private static short[] through(OpusSettings settings, short[] sound, IntPredicate lost) {
    return through(settings, sound, lost, true);
  }

  /// Decodes a sound sent over a line that loses some packets.
  ///
  /// @param looksAhead whether the packet after a lost one is there in time
  private static short[] through(
      OpusSettings settings, short[] sound, IntPredicate lost, boolean looksAhead) {
    var encoder = new ConcentusEncoder(settings);
    var decoder = new ConcentusDecoder();
    int frames = sound.length / FRAME;
    var payloads = new byte[frames][ConcentusEncoder.PAYLOAD_MAX];
    var lengths = new int[frames];
    for (int n = 0; n < frames; n++) lengths[n] = encoder.encode(frame(sound, n), payloads[n], 0);
    var heard = new short[sound.length];
    var frame = new short[FRAME];
    for (int n = 0; n < frames; n++) {
      boolean hasNext = looksAhead && n + 1 < frames && !lost.test(n + 1);
      if (!lost.test(n)) decoder.decode(payloads[n], lengths[n], frame);
      else decoder.conceal(payloads[n + (hasNext ? 1 : 0)], hasNext ? lengths[n + 1] : 0, frame);
      System.arraycopy(frame, 0, heard, n * FRAME, FRAME);
    }
    return heard;
  }

  /// How many of 250 frames of silence are sent.
  private static int packets(OpusSettings settings) {
    var encoder = new ConcentusEncoder(settings);
    var payload = new byte[ConcentusEncoder.PAYLOAD_MAX];
    int sent = 0;
    for (int n = 0; n < 250; n++) if (encoder.encode(new short[FRAME], payload, 0) > 0) sent++;
    return sent;
  }

  private static double difference(short[] one, short[] other, IntPredicate frames) {
    double sum = 0;
    for (int i = 0; i < one.length; i++)
      if (frames.test(i / FRAME)) sum += Math.pow(one[i] - other[i], 2);
    return sum;
  }

  private static short[] frame(short[] sound, int number) {
    return Arrays.copyOfRange(sound, number * FRAME, (number + 1) * FRAME);
  }

  private static short[] tone(int frames, double frequency, double amplitude) {
    var tone = new short[frames * FRAME];
    for (int i = 0; i < tone.length; i++)
      tone[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * frequency * i / RATE));
    return tone;
  }

  /// A voice whose pitch and loudness keep changing, so that the frame before tells little.
  private static short[] glide(int frames) {
    var sound = new short[frames * FRAME];
    double phase = 0;
    for (int i = 0; i < sound.length; i++) {
      double t = i / (double) RATE;
      phase += 2 * Math.PI * (150 + 60 * Math.sin(2 * Math.PI * 4 * t)) / RATE;
      double loud = 0.2 + 0.8 * Math.pow(Math.sin(2 * Math.PI * 6 * t), 2);
      double sum = 0;
      for (int harmonic = 1; harmonic <= 15; harmonic++)
        sum += Math.sin(phase * harmonic) / harmonic;
      sound[i] = (short) (sum * loud * 5_000);
    }
    return sound;
  }
}
