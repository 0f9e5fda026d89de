package io.parley.voice.rtp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Schedules and writes reports. Calls that began together do not report together: each wait is
/// between half of the interval and one and a half (RFC 3550, section 6.2).
final class ReportClock {
  private final RtcpWriter writer;
  private final long every;
  private final RandomGenerator random;
  private long next = Long.MIN_VALUE;

  ReportClock(int ssrc, int overhead, Duration every, RandomGenerator random) {
    writer = new RtcpWriter(ssrc, overhead);
    this.every = every.toNanos();
    this.random = random;
  }

  /// For one thread. The first report comes soon: it measures the round trip.
  boolean isTime(long now) {
    if (next == Long.MIN_VALUE) next = now + every / 10;
    if (now < next) return false;
    next = now + every / 2 + random.nextLong(every);
    return true;
  }

  /// Writes and protects a report. The goodbye may come from another thread.
  ///
  /// @return valid until the next one
  synchronized ByteBuffer write(
      Incoming incoming,
      Outgoing outgoing,
      Reports reports,
      long now,
      boolean saysGoodbye,
      RtpSession.Seal seal) {
    writer.begin();
    boolean isSender = outgoing.writeSender(writer, reports.ntp(now), now);
    incoming.writeBlock(writer, reports, now);
    int length = writer.end(isSender, saysGoodbye);
    return ByteBuffer.wrap(writer.bytes(), 0, seal.seal(writer.bytes(), length));
  }
}
