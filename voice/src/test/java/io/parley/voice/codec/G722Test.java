package io.parley.voice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sound.Tone;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class G722Test {
  private static final int SECONDS = 2;
  private static final int SAMPLES = SECONDS * G722.SAMPLE_RATE;

  /// The quietest noise of the quantizer.
  private static final short LEAST = -8;

  private static final short MOST = 8;

  /// Codes and sound as spandsp's G.722 (revision of 2024, compiled for this purpose) makes them
  /// from the same samples.
  @Test
  void codes_and_sound_are_those_of_another_program() {
    var sound = made();
    assertThat(hash(sound)).isEqualTo(2_109_844_435L);
    var codes = encoded(sound);
    assertThat(hash(codes)).isEqualTo(1_349_334_620L);
    assertThat(hash(decoded(codes))).isEqualTo(2_089_241_200L);
  }

  @Test
  void any_bytes_decode_as_another_program_decodes_them() {
    var codes = new byte[SAMPLES / 2];
    int seed = 7;
    for (int i = 0; i < codes.length; i++) {
      seed = seed * 1_664_525 + 1_013_904_223;
      codes[i] = (byte) (seed >>> 24);
    }
    assertThat(hash(decoded(codes))).isEqualTo(4_256_071_814L);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1_000, 3_000, 5_000, 6_500})
  void a_tone_is_well_above_the_noise(int hertz) {
    var tone = new short[SAMPLES];
    for (int i = 0; i < SAMPLES; i++)
      tone[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / G722.SAMPLE_RATE));
    var heard = Tone.of(decoded(encoded(tone)), G722.SAMPLE_RATE, hertz);
    assertThat(heard.amplitude()).isBetween(9_000.0, 11_000.0);
    assertThat(heard.snr()).isGreaterThan(hertz < 4_000 ? 30 : 12);
  }

  @Test
  void silence_stays_silent() {
    for (short sample : decoded(encoded(new short[SAMPLES])))
      assertThat(sample).isBetween(LEAST, MOST);
  }

  @Test
  void a_lost_frame_repeats_the_pitch_before_it() {
    var tone = new short[SAMPLES];
    for (int i = 0; i < SAMPLES; i++)
      tone[i] = (short) (10_000 * Math.sin(2 * Math.PI * 200 * i / G722.SAMPLE_RATE));
    var codes = encoded(tone);
    var decoder = new G722Decoder();
    var frame = new short[G722.FRAME];
    for (int n = 0; n < 20; n++)
      decoder.decode(Arrays.copyOfRange(codes, n * 160, (n + 1) * 160), 160, frame);
    var whole = new G722Decoder();
    var expected = new short[G722.FRAME];
    for (int n = 0; n < 21; n++)
      whole.decode(Arrays.copyOfRange(codes, n * 160, (n + 1) * 160), 160, expected);
    decoder.conceal(codes, 0, frame);
    double difference = 0;
    for (int i = 0; i < 160; i++) difference += Math.pow(frame[i] - expected[i], 2);
    assertThat(Math.sqrt(difference / 160)).isLessThan(700);
    // and then ever quieter
    for (int n = 0; n < 3; n++) decoder.conceal(codes, 0, frame);
    assertThat(frame).containsOnly(0);
  }

  @Test
  void too_short_payloads_are_concealed() {
    var frame = new short[G722.FRAME];
    Arrays.fill(frame, (short) 99);
    new G722Decoder().decode(new byte[160], 159, frame);
    assertThat(frame).containsOnly(0);
  }

  /// Noise and a sawtooth, by integers only, so that any program can make it.
  private static short[] made() {
    var sound = new short[SAMPLES];
    int seed = 1;
    int smooth = 0;
    for (int i = 0; i < SAMPLES; i++) {
      seed = seed * 1_664_525 + 1_013_904_223;
      int noise = (seed >>> 16) - 32_768;
      int loud = i / 1_600 % 10;
      smooth += (noise - smooth) / (1 + i / 4_000 % 8);
      int saw = i * (100 + i / 8_000 * 37) % 16_000 * 4 - 32_000;
      int sample = (smooth * loud / 10 + saw * (9 - loud) / 9) / (i < 24_000 ? 2 : 1);
      sound[i] = (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return sound;
  }

  private static byte[] encoded(short[] sound) {
    var encoder = new G722Encoder();
    var codes = new byte[sound.length / 2];
    for (int n = 0; n < sound.length / G722.FRAME; n++) {
      var frame = Arrays.copyOfRange(sound, n * G722.FRAME, (n + 1) * G722.FRAME);
      assertThat(encoder.encode(frame, codes, n * G722.BYTES)).isEqualTo(G722.BYTES);
    }
    return codes;
  }

  private static short[] decoded(byte[] codes) {
    var decoder = new G722Decoder();
    var sound = new short[codes.length * 2];
    var frame = new short[G722.FRAME];
    for (int n = 0; n < codes.length / G722.BYTES; n++) {
      var payload = Arrays.copyOfRange(codes, n * G722.BYTES, (n + 1) * G722.BYTES);
      decoder.decode(payload, payload.length, frame);
      System.arraycopy(frame, 0, sound, n * G722.FRAME, G722.FRAME);
    }
    return sound;
  }

  private static long hash(byte[] values) {
    var wide = new int[values.length];
    for (int i = 0; i < values.length; i++) wide[i] = values[i] & 0xff;
    return hash(wide);
  }

  private static long hash(short[] values) {
    var wide = new int[values.length];
    for (int i = 0; i < values.length; i++) wide[i] = values[i];
    return hash(wide);
  }

  /// FNV-1a of 32 bits, over four bytes of each value, the lowest first.
  private static long hash(int[] values) {
    int hash = 0x811c_9dc5;
    for (int value : values)
      for (int shift = 0; shift < 32; shift += 8)
        hash = (hash ^ ((value >>> shift) & 0xff)) * 16_777_619;
    return hash & 0xffff_ffffL;
  }
}
