package io.parley.voice.rtp;

import io.parley.voice.codec.SoundDecoder;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegStats;
import io.parley.voice.rtp.JitterBuffer.Pulled;
import io.parley.voice.rtp.RtpPacket.Parsed;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Sound from the other end: the network's thread adds packets, the call's thread takes frames.
/// Their lock is held only to copy a payload, never to decode one.
final class Incoming {
  private static final int NONE = -1;

  private final int payloadType;
  private final int keysType;
  private final JitterBuffer buffer;
  private final Reception reception;
  private final SoundDecoder decoder;
  private final TelephoneEvents keys;
  private final RtpPacket packet = new RtpPacket();
  private final byte[] payload;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Consumer<LegEvent> listener = _ -> {};

  Incoming(RtpFormat format, JitterSettings settings) {
    this.payloadType = format.payloadType();
    keysType = format.keys().orElse(NONE);
    keys = new TelephoneEvents(format.codec().sampleRate());
    buffer = new JitterBuffer(settings);
    reception = new Reception(format.codec().sampleRate());
    decoder = format.codec().decoder();
    payload = new byte[settings.payloadMax()];
  }

  void listen(Consumer<LegEvent> given) {
    listener = given;
  }

  /// Takes a packet. Packets of a format that was not negotiated are dropped.
  void put(byte[] bytes, int length, long now) {
    if (packet.parse(bytes, 0, length) != Parsed.RTP || packet.payloadLength() == 0) return;
    if (packet.payloadType() == payloadType) putSound(bytes, now);
    else if (packet.payloadType() == keysType) putKey(bytes, now);
  }

  private void putKey(byte[] bytes, long now) {
    Optional<LegEvent.Digit> pressed;
    lock.lock();
    try {
      // a key has a sequence number of the stream, and would otherwise count as lost
      reception.count(packet.ssrc(), packet.sequence());
      pressed = keys.take(packet, bytes, now);
    } finally {
      lock.unlock();
    }
    pressed.ifPresent(listener);
  }

  private void putSound(byte[] bytes, long now) {
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
    Optional<LegEvent.Digit> pressed;
    lock.lock();
    try {
      pressed = keys.look(now);
      pulled = buffer.pull(now);
      length = buffer.payloadLength();
      System.arraycopy(buffer.payload(), 0, payload, 0, length);
    } finally {
      lock.unlock();
    }
    pressed.ifPresent(listener);
    switch (pulled) {
      case PLAY -> decoder.decode(payload, length, frame);
      case CONCEAL, STRETCH -> decoder.conceal(payload, length, frame);
      case SILENCE -> {
        return false;
      }
    }
    return true;
  }

  /// Whether this stream is the one being played.
  boolean isOf(int ssrc) {
    lock.lock();
    try {
      return reception.started() && reception.ssrc() == ssrc;
    } finally {
      lock.unlock();
    }
  }

  /// Writes a report's block about the stream being played (RFC 3550, section 6.4.1).
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
