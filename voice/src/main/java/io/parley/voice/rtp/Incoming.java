package io.parley.voice.rtp;

import io.parley.voice.codec.SoundDecoder;
import io.parley.voice.leg.LegStats;
import io.parley.voice.rtp.JitterBuffer.Pulled;
import io.parley.voice.rtp.RtpPacket.Parsed;
import java.util.concurrent.locks.ReentrantLock;

/// Sound from the other end: the network's thread puts packets in, the call's takes frames out.
/// Between them is a lock that is only held to copy a payload, never to decode one.
final class Incoming {
  private final int payloadType;
  private final JitterBuffer buffer;
  private final Reception reception;
  private final SoundDecoder decoder;
  private final RtpPacket packet = new RtpPacket();
  private final byte[] payload;
  private final ReentrantLock lock = new ReentrantLock();

  Incoming(RtpFormat format, JitterSettings settings) {
    this.payloadType = format.payloadType();
    buffer = new JitterBuffer(settings);
    reception = new Reception(format.codec().sampleRate());
    decoder = format.codec().decoder();
    payload = new byte[settings.payloadMax()];
  }

  /// Takes a packet. What is none of the sound that was agreed on is dropped.
  void put(byte[] bytes, int length, long now) {
    if (packet.parse(bytes, 0, length) != Parsed.RTP) return;
    if (packet.payloadType() != payloadType || packet.payloadLength() == 0) return;
    lock.lock();
    try {
      reception.add(packet.ssrc(), packet.sequence(), packet.timestamp(), now);
      buffer.put(packet, bytes, now);
    } finally {
      lock.unlock();
    }
  }

  /// @see io.parley.voice.leg.Leg#hear
  boolean hear(short[] frame, long now) {
    Pulled pulled;
    int length;
    lock.lock();
    try {
      pulled = buffer.pull(now);
      length = buffer.payloadLength();
      System.arraycopy(buffer.payload(), 0, payload, 0, length);
    } finally {
      lock.unlock();
    }
    switch (pulled) {
      case PLAY -> decoder.decode(payload, length, frame);
      case CONCEAL, STRETCH -> decoder.conceal(payload, length, frame);
      case SILENCE -> {
        return false;
      }
    }
    return true;
  }

  /// Whether sound of this stream is what is heard at present.
  boolean isOf(int ssrc) {
    lock.lock();
    try {
      return reception.started() && reception.ssrc() == ssrc;
    } finally {
      lock.unlock();
    }
  }

  /// Writes a report's block about the stream that is heard (RFC 3550, section 6.4.1).
  ///
  /// @return whether there is one
  boolean writeBlock(RtcpWriter to, Reports reports, long now) {
    lock.lock();
    try {
      if (!reception.started()) return false;
      to.block(reception, reports.lastSenderReport(), reports.sinceSenderReport(now));
      return true;
    } finally {
      lock.unlock();
    }
  }

  LegStats stats() {
    lock.lock();
    try {
      var stats = buffer.stats();
      return new LegStats(
          stats.received(),
          reception.lost(),
          stats.late(),
          stats.concealed(),
          reception.jitterMillis());
    } finally {
      lock.unlock();
    }
  }
}
