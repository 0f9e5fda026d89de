package io.parley.bench.sip;

import io.parley.bench.measure.Latency;
import io.parley.voice.codec.G711;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// The sound of all telephones, µ-law over RTP at one port: each answers every packet that it hears
/// with one of its own, says its sentence every ten seconds, and looks at what it hears. A stream
/// is one telephone's.
final class Phones implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int SAMPLES = 160;
  private static final int EVERY = 500;
  private static final byte SILENCE = (byte) 0xff;

  /// About -30 dB below the loudest.
  private static final int LOUD = 1_000;

  /// A telephone that plays what it hears 40 ms later has nothing left to play after so long.
  private static final long GAP_NANOS = 60_000_000;

  /// The packets that telephones heard.
  ///
  /// @param between packets of one stream; @param lost by their numbers, which this machine's own
  ///   network keeps in order
  /// @param gaps between them of more than 60 ms
  /// @param questions sentences that were said whole, and ended while nothing was heard
  /// @param answers from the last loud packet of a question to the first loud one that was heard,
  ///   before the next question
  record Heard(
      int streams,
      long packets,
      long lost,
      long gaps,
      Latency between,
      int questions,
      Latency answers) {}

  private static final class Stream {
    private final int offset = ThreadLocalRandom.current().nextInt(EVERY);
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private int sent;
    private int next;
    private long at;
    private boolean isLoud;
    private boolean isWhole;
    private boolean waits;
    private long askedAt;
  }

  private final DatagramChannel socket = DatagramChannel.open();
  private final List<byte[]> sentence;

  /// Index of the sentence's last loud packet.
  private final int end;

  private final ByteBuffer in = ByteBuffer.allocateDirect(1_500);
  private final ByteBuffer out = ByteBuffer.allocateDirect(HEADER + SAMPLES);
  private final byte[] silence = new byte[SAMPLES];
  private final byte[] sound = new byte[SAMPLES];
  private final short[] samples = new short[SAMPLES];

  // under this object's lock
  private final Map<Integer, Stream> streams = new HashMap<>();
  private Latency between = new Latency();
  private long packets;
  private long lost;
  private long gaps;
  private int questions;
  private Latency answers = new Latency();

  /// @param sentence in packets of 20 ms
  Phones(List<byte[]> sentence) throws IOException {
    this.sentence = List.copyOf(sentence);
    Arrays.fill(silence, SILENCE);
    int last = sentence.size() - 1;
    while (last > 0 && !isLoud(sentence.get(last))) last--;
    end = last;
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().name("phones").daemon().start(this::run);
  }

  int port() throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  /// The sound heard since the last time, or the beginning.
  synchronized Heard take() {
    var heard = new Heard(streams.size(), packets, lost, gaps, between, questions, answers);
    streams.clear();
    between = new Latency();
    packets = 0;
    lost = 0;
    gaps = 0;
    questions = 0;
    answers = new Latency();
    return heard;
  }

  private void run() {
    try {
      while (true) {
        var from = socket.receive(in.clear());
        if (in.flip().remaining() > HEADER) answer(hear(System.nanoTime()), from);
      }
    } catch (IOException e) {
      // a closed port is the end
      if (socket.isOpen()) throw new IllegalStateException("the telephones' port failed", e);
    }
  }

  private synchronized Stream hear(long now) {
    int number = in.getShort(2) & 0xffff;
    var stream = streams.computeIfAbsent(in.getInt(8), _ -> new Stream());
    packets++;
    if (stream.sent > 0) {
      between.record(stream.at, now);
      if (now - stream.at > GAP_NANOS) gaps++;
      lost += (number - stream.next) & 0xffff;
    }
    stream.next = number + 1;
    stream.at = now;
    stream.isLoud = isSound() && isLoud(sound);
    if (stream.isLoud && stream.waits) {
      answers.record(stream.askedAt, now);
      stream.waits = false;
    }
    return stream;
  }

  /// Takes the sound of a packet, if it is one of sound.
  private boolean isSound() {
    boolean isSound =
        (in.get(1) & 0x7f) == G711.MU_LAW.payloadType() && in.remaining() == HEADER + SAMPLES;
    if (isSound) in.get(HEADER, sound);
    return isSound;
  }

  private boolean isLoud(byte[] packet) {
    G711.MU_LAW.decode(packet, 0, SAMPLES, samples, 0);
    for (var sample : samples) if (Math.abs(sample) > LOUD) return true;
    return false;
  }

  private void answer(Stream stream, SocketAddress to) throws IOException {
    int place = (stream.sent + stream.offset) % EVERY;
    out.clear()
        .put((byte) 0x80)
        .put((byte) 0)
        .putShort((short) stream.sent)
        .putInt(stream.sent * SAMPLES)
        .putInt(stream.ssrc)
        .put(place < sentence.size() ? sentence.get(place) : silence);
    socket.send(out.flip(), to);
    stream.sent++;
    if (place == 0) {
      stream.isWhole = true;
      stream.waits = false;
    }
    if (place == end && stream.isWhole && !stream.isLoud) asked(stream, System.nanoTime());
  }

  private synchronized void asked(Stream stream, long now) {
    questions++;
    stream.waits = true;
    stream.askedAt = now;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
