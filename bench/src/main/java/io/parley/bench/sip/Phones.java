package io.parley.bench.sip;

import io.parley.bench.measure.Latency;
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

  /// A telephone that plays what it hears 40 ms later has nothing left to play after so long.
  private static final long GAP_NANOS = 60_000_000;

  /// The packets that telephones heard.
  ///
  /// @param between packets of one stream; @param lost by their numbers, which this machine's own
  ///   network keeps in order
  /// @param gaps between them of more than 60 ms
  record Heard(int streams, long packets, long lost, long gaps, Latency between) {}

  private static final class Stream {
    private final int offset = ThreadLocalRandom.current().nextInt(EVERY);
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private int sent;
    private int next;
    private long at;
  }

  private final DatagramChannel socket = DatagramChannel.open();
  private final List<byte[]> sentence;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1_500);
  private final ByteBuffer out = ByteBuffer.allocateDirect(HEADER + SAMPLES);
  private final byte[] silence = new byte[SAMPLES];

  // under this object's lock
  private final Map<Integer, Stream> streams = new HashMap<>();
  private Latency between = new Latency();
  private long packets;
  private long lost;
  private long gaps;

  /// @param sentence in packets of 20 ms
  Phones(List<byte[]> sentence) throws IOException {
    this.sentence = List.copyOf(sentence);
    Arrays.fill(silence, SILENCE);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().name("phones").daemon().start(this::run);
  }

  int port() throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  /// What was heard since the last time, or the beginning.
  synchronized Heard take() {
    var heard = new Heard(streams.size(), packets, lost, gaps, between);
    streams.clear();
    between = new Latency();
    packets = 0;
    lost = 0;
    gaps = 0;
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
    return stream;
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
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
