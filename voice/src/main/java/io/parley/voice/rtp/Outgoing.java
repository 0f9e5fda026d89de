package io.parley.voice.rtp;

import io.parley.voice.codec.ConcentusEncoder;
import io.parley.voice.codec.G711;
import io.parley.voice.codec.OpusSettings;
import java.util.random.RandomGenerator;

/// Sound to the other end, made into packets. Time goes on by a frame with each [#packet] and each
/// [#rest], so that the other end knows how long a pause was. For the call's thread; report data
/// may be read by another.
final class Outgoing {
  private final SoundCodec codec;
  private final int payloadType;
  private final int ssrc;
  private final OpusSettings opus;
  private final byte[] packet;
  // created when needed: it is large
  private ConcentusEncoder encoder;
  private int encoderExpects;
  private long sequence;
  private long timestamp;
  private boolean rested = true;

  private long packets;
  private long octets;
  private long lastTimestamp;
  private long lastAt;

  /// @param overhead bytes that protection may add to a packet
  Outgoing(RtpFormat format, int ssrc, OpusSettings opus, int overhead, RandomGenerator random) {
    this.codec = format.codec();
    this.payloadType = format.payloadType();
    this.ssrc = ssrc;
    this.opus = opus;
    packet = new byte[RtpPacket.HEADER + ConcentusEncoder.PAYLOAD_MAX + overhead];
    // random, against known plaintext in encrypted packets (RFC 3550, section 5.1)
    sequence = random.nextInt(1 << 15);
    timestamp = random.nextInt() & 0xffff_ffffL;
  }

  /// @param lossPercent reported by the other end
  /// @return the length of the packet in [#bytes]; 0 when there is silence that need not be sent
  int packet(short[] frame, int lossPercent, long now) {
    int length = payload(frame, lossPercent);
    if (length == 0) {
      rest();
      return 0;
    }
    RtpPacket.writeHeader(packet, 0, rested, payloadType, sequence, timestamp, ssrc);
    synchronized (this) {
      packets++;
      octets += length;
      lastTimestamp = timestamp;
      lastAt = now;
    }
    sequence++;
    timestamp += codec.frameSamples();
    rested = false;
    return RtpPacket.HEADER + length;
  }

  private int payload(short[] frame, int lossPercent) {
    switch (codec) {
      case OPUS -> {
        return encoder(lossPercent).encode(frame, packet, RtpPacket.HEADER);
      }
      case MU_LAW -> G711.MU_LAW.encode(frame, 0, frame.length, packet, RtpPacket.HEADER);
      case A_LAW -> G711.A_LAW.encode(frame, 0, frame.length, packet, RtpPacket.HEADER);
    }
    return frame.length;
  }

  private ConcentusEncoder encoder(int lossPercent) {
    if (encoder == null) {
      encoder = new ConcentusEncoder(opus);
      encoderExpects = opus.expectedLoss();
    }
    int expected = Math.max(opus.expectedLoss(), lossPercent);
    if (expected != encoderExpects) {
      encoderExpects = expected;
      encoder.expectLoss(expected);
    }
    return encoder;
  }

  /// Sends nothing for the length of a frame.
  void rest() {
    timestamp += codec.frameSamples();
    rested = true;
  }

  /// The packet's bytes, with space for its protection at the end.
  byte[] bytes() {
    return packet;
  }

  /// Writes the first part of a sender report (RFC 3550, section 6.4.1).
  ///
  /// @return whether anything was sent, so that there is something to report
  synchronized boolean writeSender(RtcpWriter to, long ntp, long now) {
    if (packets == 0) return false;
    long since = Math.max(0, now - lastAt) * codec.sampleRate() / 1_000_000_000L;
    to.sender(ntp, lastTimestamp + since, packets, octets);
    return true;
  }
}
