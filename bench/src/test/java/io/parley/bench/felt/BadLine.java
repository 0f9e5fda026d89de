package io.parley.bench.felt;

import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.leg.LegStats;
import io.parley.voice.rtp.JitterSettings;
import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpFormats;
import io.parley.voice.rtp.RtpSession;
import io.parley.voice.rtp.RtpSettings;
import io.parley.voice.rtp.SoundCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/// A telephone's way to a call over a network that loses, delays and swaps its packets, by one seed
/// and in the call's time: µ-law over RTP, and at its end what the program has there, with its
/// jitter buffer and its concealment.
final class BadLine implements FeltLeg.Way, AutoCloseable {
  private static final Duration USUAL_DELAY = Duration.ofMillis(30);

  /// How far behind the next ones a swapped packet comes.
  private static final Duration SWAPPED = Duration.ofMillis(45);

  private static final int OVERHEAD = 0;

  /// The faults of a network.
  ///
  /// @param loss share of packets that do not arrive
  /// @param jitter the most that a packet is late
  /// @param swapped share of packets that come after two that were sent later
  record Weather(String name, double loss, Duration jitter, double swapped) {
    @Override
    public String toString() {
      return name;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Packet(long arrives, long number, byte[] bytes) {}

  private final PriorityQueue<Packet> underWay =
      new PriorityQueue<>(
          Comparator.comparingLong(Packet::arrives).thenComparingLong(Packet::number));
  private final Weather weather;
  private final Random random;
  private final RtpSession telephone;
  private final RtpSession call;
  private long number;
  private long cameAt;

  /// @param now by [CallTime#nanos]
  BadLine(Weather weather, long seed, long now) {
    this.weather = weather;
    random = new Random(seed);
    random.nextLong();
    telephone = end(1, now);
    call = end(2, now);
    cameAt = now;
  }

  private static RtpSession end(int ssrc, long now) {
    var codec = SoundCodec.MU_LAW;
    return new RtpSession(
        RtpFormats.both(new RtpFormat(codec, codec.staticPayloadType())),
        ssrc,
        new RtpSettings(
            JitterSettings.typical(codec.clockRate()),
            Opus.JAVA,
            OpusSettings.typical(),
            Duration.ofSeconds(5),
            OVERHEAD,
            false),
        new Random(ssrc),
        now,
        Instant.EPOCH);
  }

  @Override
  public boolean carry(short[] frame, long now) {
    int length = telephone.play(frame, now);
    var packet = Arrays.copyOf(telephone.packet(), length);
    long delay =
        USUAL_DELAY.toNanos()
            + Math.round(random.nextDouble() * weather.jitter.toNanos())
            + (random.nextDouble() < weather.swapped ? SWAPPED.toNanos() : 0);
    if (random.nextDouble() >= weather.loss)
      underWay.add(new Packet(now + delay, number++, packet));
    while (!underWay.isEmpty() && underWay.peek().arrives <= now) arrive(underWay.remove());
    return call.hear(frame, now);
  }

  private void arrive(Packet packet) {
    cameAt = packet.arrives;
    call.received(packet.bytes, packet.bytes.length, packet.arrives);
  }

  @Override
  public Duration silentFor(long now) {
    return Duration.ofNanos(now - cameAt);
  }

  LegStats stats() {
    return call.stats();
  }

  @Override
  public void close() {
    telephone.close();
    call.close();
  }
}
