package io.parley.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;

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
          new RtpFormat(SoundCodec.OPUS, 111),
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

  /// @param fraction of 256 that was lost
  private void tells(int fraction) {
    var report =
        ByteBuffer.allocate(32)
            .put(new byte[] {(byte) 0x81, (byte) 201, 0, 7})
            .putInt(1)
            .putInt(SSRC)
            .putInt(fraction << 24);
    assertThat(reports.read(report.array(), 32, incoming, 0)).isFalse();
  }
}
