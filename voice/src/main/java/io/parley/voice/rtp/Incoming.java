package io.parley.voice.rtp;

import io.parley.core.quality.LineCounts;
import io.parley.core.quality.LineCounts.FarEnd;
import io.parley.voice.codec.ComfortNoise;
import io.parley.voice.codec.SoundDecoder;
import io.parley.voice.dtmf.KeyToneDetector;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegStats;
import io.parley.voice.rtp.JitterBuffer.Pulled;
import io.parley.voice.rtp.RtpPacket.Parsed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Sound, keys and silence from the other end: the network's thread adds packets, the call's thread
/// takes frames. Their lock is held only to copy a payload, never to decode one.
final class Incoming {
  private volatile RtpFormats formats;
  private final SoundCodec codec;
  private final JitterBuffer buffer;
  private final Reception reception;
  private final SoundDecoder decoder;
  private final TelephoneEvents keys;
  private final Optional<KeyToneDetector> tones;
  private final short[] silence;
  private final ComfortNoise noise = new ComfortNoise();
  // whether the sender has told of a silence, which goes on until there is sound
  private volatile boolean isQuiet;
  private final RtpPacket packet = new RtpPacket();
  private final byte[] payload;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Consumer<LegEvent> listener = _ -> {};

  Incoming(RtpFormats formats, RtpSettings settings) {
    this.formats = formats;
    var format = formats.received();
    codec = format.codec();
    keys =
        new TelephoneEvents(
            format.keys().map(RtpFormat.Keys::clockRate).orElse(codec.clockRate()),
            codec.clockRate());
    tones =
        settings.keysInSound() && format.keys().isEmpty()
            ? Optional.of(new KeyToneDetector(codec.sampleRate()))
            : Optional.empty();
    silence = new short[codec.frameSamples()];
    buffer = new JitterBuffer(settings.jitter());
    reception = new Reception(codec.clockRate());
    decoder = codec.decoder(settings.maker());
    payload = new byte[settings.jitter().payloadMax()];
  }

  void listen(Consumer<LegEvent> given) {
    listener = given;
  }

  /// The other end names these numbers from now on, from any thread.
  void other(RtpFormat next) {
    formats = formats.sending(next);
  }

  /// Takes a packet. Packets of a format that was not negotiated are dropped.
  void put(byte[] bytes, int length, long now) {
    if (packet.parse(bytes, 0, length) != Parsed.RTP || packet.payloadLength() == 0) return;
    switch (formats.content(packet.payloadType())) {
      case SOUND -> putSound(bytes, false, now);
      case KEY -> putKey(bytes, now);
      case SILENCE -> putSound(bytes, true, now);
      case UNKNOWN -> {
        // of no format that was agreed on
      }
    }
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

  private void putSound(byte[] bytes, boolean isSilence, long now) {
    lock.lock();
    try {
      reception.add(packet.ssrc(), packet.sequence(), packet.timestamp(), now);
      buffer.put(packet, bytes, isSilence, now);
    } finally {
      lock.unlock();
    }
  }

  /// @see io.parley.voice.leg.Leg#hear
  boolean hear(short[] frame, long now) {
    Pulled pulled;
    boolean isSilence;
    int length;
    Optional<LegEvent.Digit> pressed;
    lock.lock();
    try {
      pressed = keys.look(now);
      pulled = buffer.pull(now);
      isSilence = buffer.isSilence();
      length = buffer.payloadLength();
      System.arraycopy(buffer.payload(), 0, payload, 0, length);
    } finally {
      lock.unlock();
    }
    pressed.ifPresent(listener);
    boolean sounds = sound(pulled, isSilence, length, frame);
    if (tones.isPresent()) tones.get().hear(sounds ? frame : silence).ifPresent(listener);
    return sounds;
  }

  private boolean sound(Pulled pulled, boolean isSilence, int length, short[] frame) {
    if (pulled == Pulled.PLAY) {
      isQuiet = isSilence;
      if (isSilence) noise.update(payload, length);
    }
    if (isQuiet) {
      noise.write(frame);
      return true;
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

  /// @see RtpSession#isQuiet
  boolean isQuiet() {
    return isQuiet;
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

  /// From any thread; there is only silence afterwards.
  void close() {
    decoder.close();
  }

  /// @param there what the other end reports
  LegStats stats(Optional<FarEnd> there) {
    lock.lock();
    try {
      var stats = buffer.stats();
      return new LegStats(
          stats.received(),
          reception.lost(),
          stats.late(),
          stats.concealed(),
          reception.jitterMillis(),
          line(stats, there));
    } finally {
      lock.unlock();
    }
  }

  /// Late packets are not heard, just as lost ones. From mouth to ear there are also the frame that
  /// was waited for, and the buffer.
  private Optional<LineCounts> line(JitterStats stats, Optional<FarEnd> there) {
    if (stats.received() == 0) return Optional.empty();
    var network = there.map(FarEnd::roundTrip).orElse(Duration.ZERO).dividedBy(2);
    return Optional.of(
        new LineCounts(
            codec.label(),
            codec.impairment(),
            stats.received(),
            reception.lost() + stats.late(),
            buffer.lossRuns(),
            network.plusNanos(buffer.delayNanos()).plus(Leg.TICK),
            there));
  }
}
