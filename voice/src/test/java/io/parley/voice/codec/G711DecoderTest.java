package io.parley.voice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class G711DecoderTest {
  private static final int FRAME = 160;

  private final G711Decoder decoder = new G711Decoder(G711.A_LAW);
  private final short[] frame = new short[FRAME];

  @Test
  void a_lost_frame_of_a_vowel_sounds_like_the_vowel() {
    for (int n = 0; n < 10; n++) decoder.decode(vowel(n), FRAME, frame);
    decoder.conceal(new byte[0], 0, frame);
    double product = 0;
    double power = 0;
    double wanted = 0;
    var real = new short[FRAME];
    G711.A_LAW.decode(vowel(10), 0, FRAME, real, 0);
    for (int i = 0; i < FRAME; i++) {
      product += (double) frame[i] * real[i];
      power += (double) frame[i] * frame[i];
      wanted += (double) real[i] * real[i];
    }
    assertThat(product / Math.sqrt(power * wanted)).as("likeness").isGreaterThan(0.95);
  }

  @Test
  void a_long_gap_fades_to_silence() {
    for (int n = 0; n < 10; n++) decoder.decode(vowel(n), FRAME, frame);
    double before = power(frame);
    decoder.conceal(new byte[0], 0, frame);
    assertThat(power(frame)).isLessThan(before * 1.1);
    decoder.conceal(new byte[0], 0, frame);
    assertThat(power(frame)).isBetween(before * 0.1, before * 0.8);
    decoder.conceal(new byte[0], 0, frame);
    decoder.conceal(new byte[0], 0, frame);
    assertThat(power(frame)).isZero();
  }

  @Test
  void the_real_sound_comes_back_without_a_click() {
    for (int n = 0; n < 10; n++) decoder.decode(vowel(n), FRAME, frame);
    for (int n = 0; n < 5; n++) decoder.conceal(new byte[0], 0, frame);
    decoder.decode(vowel(15), FRAME, frame);
    // from silence, the first sample is hardly one
    assertThat(Math.abs(frame[0])).isLessThan((short) 300);
    var real = new short[FRAME];
    G711.A_LAW.decode(vowel(15), 0, FRAME, real, 0);
    assertThat(frame[100]).isEqualTo(real[100]);
  }

  @Test
  void a_payload_that_is_too_short_is_a_lost_one_and_silence_stays_silence() {
    decoder.decode(new byte[] {1, 2, 3}, 3, frame);
    assertThat(power(frame)).isZero();
  }

  /// 20 ms of a voice at 125 Hz.
  private static byte[] vowel(int number) {
    var sound = new short[FRAME];
    for (int i = 0; i < FRAME; i++) {
      double t = (number * FRAME + i) / 8_000.0;
      double sum = 0;
      for (int harmonic = 1; harmonic <= 8; harmonic++)
        sum += Math.sin(2 * Math.PI * 125 * harmonic * t) / harmonic;
      sound[i] = (short) (sum * 6_000);
    }
    var payload = new byte[FRAME];
    G711.A_LAW.encode(sound, 0, FRAME, payload, 0);
    return payload;
  }

  private static double power(short[] frame) {
    double sum = 0;
    for (short sample : frame) sum += (double) sample * sample;
    return sum;
  }
}
