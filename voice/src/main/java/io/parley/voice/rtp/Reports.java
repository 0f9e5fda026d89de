package io.parley.voice.rtp;

import io.parley.core.quality.LineCounts.FarEnd;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Reports from the other end (RFC 3550, section 6.4): the round trip, and the loss of our sound.
/// For the network's thread; results can be read by any.
final class Reports {
  private static final int HEADER = 8;
  private static final int SENDER = 20;
  private static final int BLOCK = 24;

  /// Seconds from 1900 to 1970.
  private static final long NTP_EPOCH = 2_208_988_800L;

  /// A longer one means a wrong clock.
  private static final long ROUND_TRIP_MAX = Duration.ofSeconds(10).toNanos();

  /// No other end buffers for longer.
  private static final long JITTER_MAX = Duration.ofSeconds(1).toNanos();

  private final int ssrc;
  private final int clockRate;
  private final long startedAt;
  private final long startedNtp;
  private int lastSenderReport;
  private long lastSenderReportAt;
  private volatile long roundTrip;
  private volatile int lossPercent;

  /// Of our packets since the beginning; less than 0 while nothing was reported.
  private volatile long lost = -1;

  private volatile long jitter;

  /// @param ssrc of the stream that we send; @param clockRate of its timestamps
  /// @param now in nanoseconds of any clock, and @param wall the time then
  Reports(int ssrc, int clockRate, long now, Instant wall) {
    this.ssrc = ssrc;
    this.clockRate = clockRate;
    startedAt = now;
    startedNtp =
        ((wall.getEpochSecond() + NTP_EPOCH) << 32)
            | (((long) wall.getNano() << 32) / 1_000_000_000);
  }

  /// As an NTP timestamp: 32 bits of seconds, 32 of fractions.
  long ntp(long now) {
    long since = now - startedAt;
    return startedNtp
        + ((since / 1_000_000_000) << 32)
        + ((since % 1_000_000_000) << 32) / 1_000_000_000;
  }

  /// Reads a decrypted report.
  ///
  /// @param incoming knows the stream whose goodbye counts
  /// @return whether it says goodbye
  boolean read(byte[] bytes, int length, Incoming incoming, long now) {
    var report = ByteBuffer.wrap(bytes, 0, length);
    boolean saysGoodbye = false;
    for (int at = 0; at + HEADER <= length; ) {
      int size = 4 + 4 * Short.toUnsignedInt(report.getShort(at + 2));
      if ((bytes[at] & 0xc0) != 0x80 || at + size > length) return false;
      int count = bytes[at] & 0x1f;
      switch (bytes[at + 1] & 0xff) {
        case RtcpWriter.SENDER_REPORT -> {
          if (size >= HEADER + SENDER) {
            // the middle of 64 bits
            lastSenderReport = (int) (report.getLong(at + HEADER) >> 16);
            lastSenderReportAt = now;
            blocks(report, at + HEADER + SENDER, at + size, count, now);
          }
        }
        case RtcpWriter.RECEIVER_REPORT -> blocks(report, at + HEADER, at + size, count, now);
        case RtcpWriter.GOODBYE ->
            saysGoodbye |= leaves(report, at + 4, at + size, count, incoming);
        default -> {
          // descriptions, and unknown types
        }
      }
      at += size;
    }
    return saysGoodbye;
  }

  private static boolean leaves(ByteBuffer report, int at, int end, int count, Incoming incoming) {
    for (int i = 0; i < count && at + 4 * i + 4 <= end; i++)
      if (incoming.isOf(report.getInt(at + 4 * i))) return true;
    return false;
  }

  private void blocks(ByteBuffer report, int at, int end, int count, long now) {
    for (int i = 0; i < count && at + BLOCK <= end; i++, at += BLOCK)
      if (report.getInt(at) == ssrc) block(report, at, now);
  }

  private void block(ByteBuffer report, int at, long now) {
    int losses = report.getInt(at + 4);
    int recent = (losses >>> 24) * 100 / 256;
    // smoothed, as one bad report is not a bad network; rounded towards the reported value, to
    // reach it
    lossPercent = (lossPercent + recent + (recent > lossPercent ? 1 : 0)) / 2;
    // 24 bits with a sign: with duplicates, less than none may be lost
    lost = Math.max(0, losses << 8 >> 8);
    long reported = Integer.toUnsignedLong(report.getInt(at + 12)) * 1_000_000_000L / clockRate;
    jitter = Math.min(reported, JITTER_MAX);
    int sent = report.getInt(at + 16);
    if (sent == 0) return;
    int passed = (int) (ntp(now) >> 16) - sent - report.getInt(at + 20);
    long nanos = (Math.max(0, passed) * 1_000_000_000L) >> 16;
    if (nanos < ROUND_TRIP_MAX) roundTrip = nanos;
  }

  /// 0 when there was none.
  int lastSenderReport() {
    return lastSenderReport;
  }

  /// In 1/65536 s; 0 when there was none.
  int sinceSenderReport(long now) {
    if (lastSenderReport == 0) return 0;
    long nanos = now - lastSenderReportAt;
    return (int)
        (((nanos / 1_000_000_000) << 16) + ((nanos % 1_000_000_000) << 16) / 1_000_000_000);
  }

  /// The loss of our packets, smoothed.
  int lossPercent() {
    return lossPercent;
  }

  /// The other end's last report; empty before it has.
  ///
  /// @param sent how many packets we have sent
  Optional<FarEnd> there(long sent) {
    long reported = lost;
    if (reported < 0 || sent == 0) return Optional.empty();
    return Optional.of(new FarEnd(roundTrip(), Math.min(100, 100.0 * reported / sent)));
  }

  /// The round trip; zero before it is known.
  Duration roundTrip() {
    return Duration.ofNanos(roundTrip);
  }

  /// The jitter of our packets at the other end.
  Duration jitter() {
    return Duration.ofNanos(jitter);
  }
}
