package io.parley.voice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class G711Test {
  /// Positions of the recommendation's tables: silence, the ends, and some between.
  @ParameterizedTest
  @CsvSource({
    "MU_LAW, 0, 0xFF, 0",
    "MU_LAW, 32767, 0x80, 32124",
    "MU_LAW, -32768, 0x00, -32124",
    "MU_LAW, 8, 0xFE, 8",
    "MU_LAW, -8, 0x7E, -8",
    "MU_LAW, 132, 0xEF, 132",
    "MU_LAW, 1000, 0xCE, 988",
    "A_LAW, 0, 0xD5, 8",
    "A_LAW, -1, 0x55, -8",
    "A_LAW, 32767, 0xAA, 32256",
    "A_LAW, -32768, 0x2A, -32256",
    "A_LAW, 16, 0xD4, 24",
    "A_LAW, 512, 0xF5, 528",
    "A_LAW, 1000, 0xFA, 1008"
  })
  void samples_have_the_codes_of_the_recommendation(
      G711 law, short sample, String code, short decoded) {
    assertThat(encode(law, sample)).isEqualTo(Integer.decode(code));
    assertThat(decode(law, Integer.decode(code))).isEqualTo(decoded);
  }

  @ParameterizedTest
  @EnumSource
  void decoding_and_encoding_a_code_gives_the_code(G711 law) {
    for (int code = 0; code < 256; code++) {
      // µ-law has two zeros, and says the positive one
      int expected = law == G711.MU_LAW && code == 0x7f ? 0xff : code;
      assertThat(encode(law, decode(law, code))).as("code %#x", code).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_sample_is_rounded_by_less_than_half_a_step(G711 law) {
    var values =
        IntStream.range(0, 256).map(code -> decode(law, code)).distinct().sorted().toArray();
    for (int sample = values[0]; sample <= values[values.length - 1]; sample++) {
      int decoded = decode(law, encode(law, (short) sample));
      int at = Arrays.binarySearch(values, decoded);
      int below = at == 0 ? 0 : decoded - values[at - 1];
      int above = at == values.length - 1 ? 0 : values[at + 1] - decoded;
      // where a segment ends, the wider one's half counts on both sides
      if (Math.abs(decoded - sample) > Math.max(below, above) / 2)
        throw new AssertionError("sample " + sample + " came back as " + decoded);
    }
  }

  @ParameterizedTest
  @EnumSource
  void encoding_is_monotonic(G711 law) {
    short before = Short.MIN_VALUE;
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      short decoded = decode(law, encode(law, (short) sample));
      if (decoded < before) throw new AssertionError("sample " + sample);
      before = decoded;
    }
  }

  @ParameterizedTest
  @EnumSource
  void speech_has_36_decibels_of_signal_to_noise(G711 law) {
    var sine = new short[8_000];
    for (int i = 0; i < sine.length; i++)
      sine[i] = (short) Math.round(8_000 * Math.sin(2 * Math.PI * 1_013 * i / 8_000));
    var coded = new byte[sine.length];
    var heard = new short[sine.length];
    law.encode(sine, 0, sine.length, coded, 0);
    law.decode(coded, 0, coded.length, heard, 0);
    double signal = 0;
    double noise = 0;
    for (int i = 0; i < sine.length; i++) {
      signal += (double) sine[i] * sine[i];
      noise += Math.pow(heard[i] - sine[i], 2);
    }
    assertThat(10 * Math.log10(signal / noise)).isGreaterThan(36);
  }

  @Test
  void they_have_their_static_payload_types() {
    assertThat(G711.MU_LAW.payloadType()).isZero();
    assertThat(G711.A_LAW.payloadType()).isEqualTo(8);
  }

  private static int encode(G711 law, short sample) {
    var to = new byte[3];
    law.encode(new short[] {0, sample}, 1, 1, to, 2);
    return to[2] & 0xff;
  }

  private static short decode(G711 law, int code) {
    var to = new short[3];
    law.decode(new byte[] {0, (byte) code}, 1, 1, to, 2);
    return to[2];
  }
}
