package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.codec.Opus;
import io.parley.voice.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A hostile browser with valid keys cannot harm other calls.
class MediaHostileTest {
  private final Random random = new Random(23);

  @Test
  void reports_of_any_bytes_stop_nothing() throws Exception {
    try (var line = new TestLine().connect()) {
      line.hear(10);
      for (int i = 0; i < 2_000; i++) {
        var report = new byte[8 + 4 * random.nextInt(20)];
        random.nextBytes(report);
        report[0] = (byte) (0x80 | (i & 0x1f));
        report[1] = (byte) new int[] {200, 201, 202, 204, 205, 206, 207}[i % 7];
        // a length that is right, too long, too short
        ByteBuffer.wrap(report).putShort(2, (short) (report.length / 4 - 1 + i % 3 - 1));
        line.arrive(line.browser().sealedReport(report));
      }
      goesOn(line);
    }
  }

  @Test
  void a_report_that_is_replayed_or_forged_is_dropped() throws Exception {
    try (var line = new TestLine().connect()) {
      long unknown = line.webRtc().stats().unknown();
      var report =
          ByteBuffer.allocate(8)
              .put(new byte[] {(byte) 0x80, (byte) 201, 0, 1})
              .putInt(TestBrowser.SSRC)
              .array();
      var sealed = line.browser().sealedReport(report);
      line.arrive(sealed);
      assertThat(line.webRtc().stats().unknown()).isEqualTo(unknown);
      for (int i = 0; i < 5; i++) line.arrive(sealed);
      assertThat(line.webRtc().stats().unknown()).isEqualTo(unknown + 5);
      var next = line.browser().sealedReport(report);
      for (int at = 0; at < next.length; at++) {
        var forged = next.clone();
        forged[at] ^= 0x04;
        line.arrive(forged);
      }
      assertThat(line.webRtc().stats().unknown()).isEqualTo(unknown + 5 + next.length);
      // in plain it is none either
      line.arrive(report);
      assertThat(line.webRtc().stats().unknown()).isEqualTo(unknown + 6 + next.length);
    }
  }

  @Test
  void a_false_report_cannot_cause_long_delays() throws Exception {
    try (var line = new TestLine().connect()) {
      line.leg().play(new Sine(Opus.SAMPLE_RATE, 500).next(Opus.FRAME));
      assertThat(line.browser().payload(TestBrowser.PATIENCE_MILLIS)).isNotEmpty();
      int ssrc = line.browser().packet().ssrc();
      var lie =
          ByteBuffer.allocate(32)
              .put(new byte[] {(byte) 0x81, (byte) 201, 0, 7})
              .putInt(TestBrowser.SSRC)
              .putInt(ssrc)
              .putInt(-1)
              .putInt(-1)
              .putInt(-1)
              .putInt(1)
              .putInt(1)
              .array();
      line.arrive(line.browser().sealedReport(lie));
      assertThat(line.leg().delay()).isLessThan(Duration.ofSeconds(8));
      goesOn(line);
    }
  }

  @Test
  void sound_of_any_bytes_stops_nothing() throws Exception {
    try (var line = new TestLine().connect()) {
      var frame = new short[Opus.FRAME];
      for (int i = 0; i < 1_000; i++) {
        var payload = new byte[1 + random.nextInt(i % 20 == 0 ? 1_400 : 100)];
        random.nextBytes(payload);
        line.arrive(line.browser().sealed(payload, payload.length, 111, i, i * 960L, 5));
        line.leg().hear(frame);
        line.passes(Duration.ofMillis(20));
      }
      goesOn(line);
    }
  }

  @Test
  void headers_of_any_bits_stop_nothing() throws Exception {
    try (var line = new TestLine().connect()) {
      var frame = new short[Opus.FRAME];
      for (int i = 0; i < 2_000; i++) {
        var packet = new byte[RtpPacket.HEADER + 80 + random.nextInt(100)];
        random.nextBytes(packet);
        RtpPacket.writeHeader(packet, 0, false, 111, i, i * 960L, 5);
        // with padding, sources and an extension that claim to be of any length
        packet[0] = (byte) (0x80 | (random.nextInt() & 0x3f));
        int extensionAt = RtpPacket.HEADER + 4 * (packet[0] & 0xf);
        packet[extensionAt + 2] = 0;
        packet[extensionAt + 3] = (byte) (i % 3);
        line.arrive(line.browser().sealed(packet, 5));
        line.leg().hear(frame);
        line.passes(Duration.ofMillis(20));
      }
      goesOn(line);
    }
  }

  @Test
  void packets_of_any_header_without_the_keys_stop_nothing() throws Exception {
    try (var line = new TestLine().connect()) {
      for (int i = 0; i < 4_096; i++) {
        // each combination of bits, and lengths about where headers end
        var packet = new byte[12 + i % 73];
        random.nextBytes(packet);
        packet[0] = (byte) (0x80 | (i & 0x3f));
        packet[1] = (byte) (i % 2 == 0 ? 111 : 200 + i % 8);
        line.browser().send(packet);
        if (i % 50 == 49) line.settle();
      }
      line.settle();
      assertThat(line.leg().stats().received()).isZero();
      goesOn(line);
    }
  }

  private static void goesOn(TestLine line) {
    assertThat(line.webRtc().stats().errors()).isZero();
    long before = line.leg().stats().received();
    line.changesStream(9_000, 100, 100).hear(10);
    assertThat(line.leg().stats().received()).isEqualTo(before + 10);
    assertThat(line.leg().isConnected()).isTrue();
  }
}
