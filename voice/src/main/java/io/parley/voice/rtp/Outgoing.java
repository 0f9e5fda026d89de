package io.parley.voice.rtp;

import io.parley.voice.codec.ComfortNoise;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.SoundEncoder;
import io.parley.voice.dtmf.KeyTones;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Sound, keys and silence to the other end, made into packets. Time goes on by a frame with each
/// [#packet] and each [#rest], so that the other end knows how long a pause was. For the call's
/// thread; report data may be read by another, and any may press keys.
final class Outgoing {
  /// Ticks between two packets of a silence.
  private static final int COMFORT_EVERY = 10;

  private volatile Sent sent;
  private final SoundCodec codec;
  private final int ssrc;
  private final RtpSettings settings;
  private final byte[] packet;
  private final KeyTones tones;
  private final short[] tone;
  // created when needed: it is large
  private Optional<SoundEncoder> encoder = Optional.empty();
  private int encoderExpects;
  private boolean closed;
  private long sequence;
  private long timestamp;
  private boolean rested = true;
  private int silent;

  private long packets;
  private long octets;
  private long lastTimestamp;
  private long lastAt;

  /// How it is sent: by which numbers, and keys by the clock of those.
  private record Sent(RtpFormat format, KeyPresses keys) {
    static Sent by(RtpFormat format) {
      int frameTicks = format.codec().frameTicks();
      return new Sent(
          format,
          new KeyPresses(
              format.keys().map(RtpFormat.Keys::frameTicks).orElse(frameTicks), frameTicks));
    }

    /// Keys that are being pressed go on where their clock stays.
    Sent then(RtpFormat next) {
      boolean isSameClock =
          next.keys()
              .map(RtpFormat.Keys::clockRate)
              .equals(format.keys().map(RtpFormat.Keys::clockRate));
      return isSameClock ? new Sent(next, keys) : by(next);
    }
  }

  Outgoing(RtpFormat format, int ssrc, RtpSettings settings, RandomGenerator random) {
    sent = Sent.by(format);
    codec = format.codec();
    this.ssrc = ssrc;
    this.settings = settings;
    packet = new byte[RtpPacket.HEADER + Opus.PAYLOAD_MAX + settings.overhead()];
    tones = new KeyTones(codec.sampleRate());
    tone = new short[codec.frameSamples()];
    // random, against known plaintext in encrypted packets (RFC 3550, section 5.1)
    sequence = random.nextInt(1 << 15);
    timestamp = random.nextInt() & 0xffff_ffffL;
  }

  /// @see RtpSession#send
  void as(RtpFormat next) {
    sent = sent.then(next);
  }

  /// @see RtpSession#press
  boolean press(char key, Duration length) {
    var now = sent;
    if (now.format.keys().isEmpty() && !settings.keysInSound()) return false;
    return now.keys.press(key, length);
  }

  /// @param lossPercent reported by the other end
  /// @return the length of the packet in [#bytes]; 0 when there is silence that need not be sent
  int packet(short[] frame, int lossPercent, long now) {
    var by = sent;
    var tick = by.keys.next(timestamp);
    return tick == KeyPresses.Tick.NONE
        ? sound(frame, by.format, lossPercent, now)
        : key(tick, by, now);
  }

  /// The same without sound: a key, or from time to time a packet that tells of the silence.
  int rest(long now) {
    var by = sent;
    var tick = by.keys.next(timestamp);
    if (tick != KeyPresses.Tick.NONE) return key(tick, by, now);
    var comfort = by.format.comfort();
    if (comfort.isEmpty() || silent++ % COMFORT_EVERY != 0) {
      skip();
      return 0;
    }
    int length = ComfortNoise.write(packet, RtpPacket.HEADER);
    return finished(false, comfort.getAsInt(), timestamp, length, now);
  }

  private int sound(short[] frame, RtpFormat format, int lossPercent, long now) {
    int length = payload(frame, lossPercent);
    if (length == 0) {
      skip();
      return 0;
    }
    boolean begins = rested;
    int size = finished(begins, format.payloadType(), timestamp, length, now);
    rested = false;
    silent = 0;
    return size;
  }

  private int key(KeyPresses.Tick tick, Sent by, long now) {
    var type = by.format.keys().map(RtpFormat.Keys::payloadType);
    if (type.isEmpty()) return keyInSound(tick, by, now);
    if (tick == KeyPresses.Tick.PAUSE) {
      skip();
      return 0;
    }
    by.keys.write(packet, RtpPacket.HEADER);
    return finished(by.keys.isFirst(), type.get(), by.keys.timestamp(), KeyPresses.BYTES, now);
  }

  private int keyInSound(KeyPresses.Tick tick, Sent by, long now) {
    if (tick != KeyPresses.Tick.DOWN) {
      skip();
      return 0;
    }
    if (by.keys.isFirst()) tones.press(by.keys.key());
    tones.write(tone);
    return sound(tone, by.format, 0, now);
  }

  /// Writes the header of this tick's packet, whose payload is there.
  private int finished(boolean marker, int payloadType, long at, int length, long now) {
    RtpPacket.writeHeader(packet, 0, marker, payloadType, sequence, at, ssrc);
    synchronized (this) {
      packets++;
      octets += length;
      lastTimestamp = timestamp;
      lastAt = now;
    }
    sequence++;
    skip();
    return RtpPacket.HEADER + length;
  }

  private int payload(short[] frame, int lossPercent) {
    var ready = encoder();
    if (ready.isEmpty()) return 0;
    int expected = Math.max(settings.opus().expectedLoss(), lossPercent);
    if (expected != encoderExpects) {
      encoderExpects = expected;
      ready.get().expectLoss(expected);
    }
    // without the lock: reports do not wait for an encoder
    return ready.get().encode(frame, packet, RtpPacket.HEADER);
  }

  private synchronized Optional<SoundEncoder> encoder() {
    if (encoder.isEmpty() && !closed) {
      encoder = Optional.of(codec.encoder(settings));
      encoderExpects = settings.opus().expectedLoss();
    }
    return encoder;
  }

  /// From any thread; nothing is sent afterwards.
  synchronized void close() {
    closed = true;
    encoder.ifPresent(SoundEncoder::close);
  }

  /// Sends nothing for the length of a frame, not even a key.
  void skip() {
    timestamp += codec.frameTicks();
    rested = true;
  }

  /// The packet's bytes, with space for its protection at the end.
  byte[] bytes() {
    return packet;
  }

  /// How many packets.
  synchronized long sent() {
    return packets;
  }

  /// Writes the first part of a sender report (RFC 3550, section 6.4.1).
  ///
  /// @return whether anything was sent, so that there is something to report
  synchronized boolean writeSender(RtcpWriter to, long ntp, long now) {
    if (packets == 0) return false;
    long since = Math.max(0, now - lastAt) * codec.clockRate() / 1_000_000_000L;
    to.sender(ntp, lastTimestamp + since, packets, octets);
    return true;
  }
}
