package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.codec.Opus;
import io.parley.voice.sound.Tone;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Effects of a bad network on a tone of amplitude 8000. Made-up sound may slip in its phase, for
/// which a tone has no forgiveness: so little is asked of its purity where much is lost.
class WebRtcLossTest {
  private static final int FRAMES = 200;

  @ParameterizedTest
  @CsvSource({"0, 7000, 15", "1, 6500, 8", "5, 6000, 5", "10, 5500, 0", "30, 3000, -2"})
  void lost_packets_are_concealed(int percent, int amplitude, int snr) throws Exception {
    var random = new Random(percent);
    var dropped = new boolean[FRAMES];
    for (int i = 1; i < FRAMES - 1; i++) dropped[i] = random.nextInt(100) < percent;
    int count = 0;
    for (boolean each : dropped) if (each) count++;
    try (var line = new TestLine().connect()) {
      var heard = line.loses(number -> dropped[number]).hear(FRAMES);
      var stats = line.leg().stats();
      assertThat(stats.lost()).isEqualTo(count);
      assertThat(stats.received()).isEqualTo(FRAMES - count);
      assertThat(stats.concealed()).isGreaterThanOrEqualTo(count * 8L / 10);
      tone(heard, amplitude, snr);
    }
  }

  @Test
  void packets_out_of_order_are_put_in_order() throws Exception {
    try (var line = new TestLine().connect()) {
      var heard = line.delays(number -> number % 3 == 0 ? 65 : 20).hear(FRAMES);
      assertThat(line.leg().stats().lost()).isZero();
      tone(heard, 7_000, 10);
    }
  }

  @Test
  void duplicates_are_dropped_first() throws Exception {
    try (var line = new TestLine().connect()) {
      long before = line.webRtc().stats().unknown();
      var heard = line.doubles(number -> number % 4 == 0).hear(FRAMES);
      assertThat(line.webRtc().stats().unknown() - before).isEqualTo(FRAMES / 4);
      assertThat(line.leg().stats().received()).isEqualTo(FRAMES);
      assertThat(line.leg().stats().lost()).isZero();
      tone(heard, 7_000, 10);
    }
  }

  @Test
  void jitter_of_200_ms_is_buffered() throws Exception {
    var random = new Random(3);
    try (var line = new TestLine().connect()) {
      var heard = line.delays(_ -> 20 + random.nextInt(200)).hear(2 * FRAMES);
      var stats = line.leg().stats();
      assertThat(stats.lost()).isZero();
      assertThat(stats.late()).isLessThan(2L * FRAMES / 10);
      assertThat(stats.jitterMillis()).isBetween(20.0, 120.0);
      // once the delay is learned
      tone(Arrays.copyOfRange(heard, heard.length / 2, heard.length), 5_000, 0);
    }
  }

  @Test
  void wrapping_numbers_are_no_loss() throws Exception {
    try (var line = new TestLine().connect()) {
      var heard = line.changesStream(TestLine.SSRC, 65_500, 0xffff_f000L).hear(FRAMES);
      assertThat(line.leg().stats().lost()).isZero();
      assertThat(line.leg().stats().received()).isEqualTo(FRAMES);
      tone(heard, 7_000, 15);
    }
  }

  @Test
  void a_new_stream_is_heard_instead_of_the_old_one() throws Exception {
    try (var line = new TestLine().connect()) {
      tone(line.hear(100), 7_000, 15);
      tone(line.changesStream(2_000, 40_000, 123_456_789L).hear(100), 6_000, 10);
      assertThat(line.leg().stats().received()).isEqualTo(200);
      assertThat(line.leg().stats().lost()).isZero();
    }
  }

  @Test
  void there_are_no_more_streams_in_a_call_than_allowed() throws Exception {
    try (var line = new TestLine("streams-max = 2").connect()) {
      line.changesStream(1, 1, 1).hear(10);
      line.changesStream(2, 1, 1).hear(10);
      assertThat(line.leg().stats().received()).isEqualTo(20);
      line.changesStream(3, 1, 1).hear(10);
      assertThat(line.leg().stats().received()).isEqualTo(20);
    }
  }

  private static void tone(short[] heard, double amplitude, double snr) {
    // a second from the middle, where it has begun and not yet ended
    int from = Math.max(0, heard.length / 2 - Opus.SAMPLE_RATE / 2);
    var second = Arrays.copyOfRange(heard, from, from + Opus.SAMPLE_RATE);
    var tone = Tone.of(second, Opus.SAMPLE_RATE, TestLine.TONE);
    assertThat(tone.amplitude()).isGreaterThan(amplitude);
    assertThat(tone.snr()).isGreaterThan(snr);
  }
}
