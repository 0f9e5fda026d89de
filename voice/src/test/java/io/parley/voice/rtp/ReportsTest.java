package io.parley.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.quality.LineCounts.FarEnd;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final int SSRC = 4_711;

  private final Incoming incoming =
      new Incoming(
          RtpFormats.both(new RtpFormat(SoundCodec.OPUS, 111)),
          new RtpSettings(
              JitterSettings.typical(48_000),
              Opus.JAVA,
              OpusSettings.typical(),
              Duration.ofSeconds(5),
              0,
              false));
  private final Reports reports = new Reports(SSRC, 48_000, 0, Instant.EPOCH);

  @Test
  void reported_loss_rises_and_falls_back_to_zero() {
    tells(26);
    assertThat(reports.lossPercent()).isEqualTo(5);
    for (int i = 0; i < 10; i++) tells(26);
    assertThat(reports.lossPercent()).isEqualTo(10);
    for (int i = 0; i < 10; i++) tells(0);
    assertThat(reports.lossPercent()).isZero();
    tells(3);
    assertThat(reports.lossPercent()).isEqualTo(1);
  }

  @Test
  void what_the_other_end_lost_is_a_share_of_what_was_sent() {
    assertThat(reports.there(100)).as("before it has reported").isEmpty();
    reports(0, 3, 0, 0, 0);
    assertThat(reports.there(0)).as("before anything was sent").isEmpty();
    assertThat(reports.there(200)).contains(new FarEnd(Duration.ZERO, 1.5));
    reports(26, 40, 0, 0, 0);
    assertThat(reports.there(400)).contains(new FarEnd(Duration.ZERO, 10));
    assertThat(reports.there(30)).contains(new FarEnd(Duration.ZERO, 100));
    // duplicates: one packet less than none was lost, in 24 bits with a sign
    reports(0, 0xff_ffff, 0, 0, 0);
    assertThat(reports.there(400)).contains(new FarEnd(Duration.ZERO, 0));
  }

  @Test
  void the_round_trip_is_what_the_other_end_did_not_take_for_itself() {
    long sent = Duration.ofSeconds(10).toNanos();
    long now = Duration.ofMillis(10_150).toNanos();
    // it came 100 ms after it was sent, and 50 ms passed before the report went out
    reports(0, 0, (int) (reports.ntp(sent) >> 16), 65_536 / 20, now);
    var there = reports.there(1).orElseThrow();
    assertThat(there.roundTrip().toMillis()).isBetween(99L, 101L);
  }

  @Test
  void a_report_about_another_stream_says_nothing() {
    var report = report(SSRC + 1, 26, 40, 0, 0);
    assertThat(reports.read(report, report.length, incoming, 0)).isFalse();
    assertThat(reports.there(100)).isEmpty();
  }

  @Test
  void a_block_that_is_cut_off_is_not_read() {
    for (int length = 0; length < 32; length++)
      assertThat(reports.read(report(SSRC, 26, 40, 0, 0), length, incoming, 0)).isFalse();
    assertThat(reports.there(100)).isEmpty();
  }

  private void reports(int fraction, int lost, int sent, int since, long now) {
    assertThat(reports.read(report(SSRC, fraction, lost, sent, since), 32, incoming, now))
        .isFalse();
  }

  /// A receiver report with one block (RFC 3550, section 6.4.2).
  private static byte[] report(int ssrc, int fraction, int lost, int sent, int since) {
    return ByteBuffer.allocate(32)
        .put(new byte[] {(byte) 0x81, (byte) 201, 0, 7})
        .putInt(1)
        .putInt(ssrc)
        .putInt((fraction << 24) | lost)
        .putInt(1_000)
        .putInt(96)
        .putInt(sent)
        .putInt(since)
        .array();
  }

  /// @param fraction of 256 that was lost
  private void tells(int fraction) {
    reports(fraction, 0, 0, 0, 0);
  }
}
