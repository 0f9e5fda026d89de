package io.parley.voice.rtp;

import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegStats;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One call's sound in RTP and its reports in RTCP (RFC 3550), in both directions. It has no
/// socket, keys or clock: bytes and times are parameters, and the caller decrypts packets before
/// and encrypts them after.
///
/// The network's thread brings packets and reports; the call's thread takes and gives frames.
/// Neither waits for the other for longer than the copy of a payload. `now` is any clock in
/// nanoseconds that only rises.
public final class RtpSession implements AutoCloseable {

  /// Protects a packet in place.
  @FunctionalInterface
  public interface Seal {
    /// @return the packet's length then, at most [RtpSettings#overhead] more than before
    int seal(byte[] packet, int length);
  }

  private final Incoming incoming;
  private final Outgoing outgoing;
  private final Reports reports;
  private final ReportClock reportClock;

  /// @param ssrc of the stream that is sent
  /// @param now when the session begins, and @param wall the time then
  public RtpSession(
      RtpFormats formats,
      int ssrc,
      RtpSettings settings,
      RandomGenerator random,
      long now,
      Instant wall) {
    incoming = new Incoming(formats, settings);
    outgoing = new Outgoing(formats.sent(), ssrc, settings, random);
    reports = new Reports(ssrc, formats.codec().clockRate(), now, wall);
    reportClock = new ReportClock(ssrc, settings.overhead(), settings.reportEvery(), random);
  }

  /// Sets the listener for pressed keys, called in the network's thread or the call's.
  public void listen(Consumer<LegEvent> listener) {
    incoming.listen(listener);
  }

  /// Sends by other numbers from now on, from any thread: those of the other end, by which it may
  /// send as well. Our own stay.
  ///
  /// @param format of the same codec
  public void send(RtpFormat format) {
    incoming.other(format);
    outgoing.as(format);
  }

  /// Takes a packet of sound or of a pressed key. Packets of any other kind are dropped.
  public void received(byte[] packet, int length, long now) {
    incoming.put(packet, length, now);
  }

  /// Takes a report.
  ///
  /// @return whether it contains the other end's goodbye
  public boolean reported(byte[] report, int length, long now) {
    return reports.read(report, length, incoming, now);
  }

  /// @see io.parley.voice.leg.Leg#hear
  public boolean hear(short[] frame, long now) {
    return incoming.hear(frame, now);
  }

  /// Whether the other end has told of a silence (RFC 3389) that still goes on: it may send nothing
  /// then. From any thread.
  public boolean isQuiet() {
    return incoming.isQuiet();
  }

  /// Presses a key for the other end, from any thread: in packets where those were negotiated,
  /// otherwise as tones. While keys are pressed, given sound is dropped.
  ///
  /// @param key `0` to `9`, `*`, `#`, `A` to `D`; @param length 40 ms to 20 s
  /// @return false when it is not pressed: too many wait already, or there is no way
  public boolean press(char key, Duration length) {
    return outgoing.press(key, length);
  }

  /// Makes a packet of 20 ms of sound, or of a key that is pressed.
  ///
  /// @return the packet's length in [#packet]; 0 for silence that need not be sent
  public int play(short[] frame, long now) {
    return outgoing.packet(frame, reports.lossPercent(), now);
  }

  /// There is no sound for 20 ms: makes a packet of a key that is pressed, or of the silence where
  /// that was negotiated (RFC 3389).
  ///
  /// @return the packet's length in [#packet]; 0 when nothing need be sent
  public int rest(long now) {
    return outgoing.rest(now);
  }

  /// Sends nothing for 20 ms.
  public void skip() {
    outgoing.skip();
  }

  /// Always the same array, with space for the packet's protection at the end.
  public byte[] packet() {
    return outgoing.bytes();
  }

  /// Whether the next report is due. For one thread.
  public boolean isReportDue(long now) {
    return reportClock.isTime(now);
  }

  /// Writes a report, from any thread.
  ///
  /// @return valid until the next one
  public ByteBuffer report(long now, boolean saysGoodbye, Seal seal) {
    return reportClock.write(incoming, outgoing, reports, now, saysGoodbye, seal);
  }

  /// Half the round trip, and the other end's jitter delay, as far as its reports tell. Its
  /// devices' delay is unknown.
  public Duration delay() {
    return reports.roundTrip().dividedBy(2).plus(reports.jitter().multipliedBy(2));
  }

  public LegStats stats() {
    return incoming.stats(reports.there(outgoing.sent()));
  }

  /// Frees the codec, from any thread: no sound is sent or heard afterwards. Idempotent.
  @Override
  public void close() {
    incoming.close();
    outgoing.close();
  }
}
