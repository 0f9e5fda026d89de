package io.parley.server.e2e;

import io.parley.voice.codec.G711;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// The sound of a telephone: µ-law over RTP. It answers each packet with one of silence, or of the
/// words that it is to say, and counts those that it hears.
final class PhoneSound implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int RATE = 8_000;
  private static final int SAMPLES = 160;
  private static final int LOUD = 1_000;
  private static final byte SILENCE = (byte) 0xff;
  private static final int SSRC = 0x5eed;

  private final DatagramSocket socket;
  private final AtomicInteger loud = new AtomicInteger();
  private final AtomicInteger all = new AtomicInteger();
  private final Queue<byte[]> words = new ConcurrentLinkedQueue<>();
  private volatile SocketAddress from;

  PhoneSound() throws SocketException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().name("phone-sound").daemon().start(this::run);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// Packets with more than silence.
  int loud() {
    return loud.get();
  }

  int all() {
    return all.get();
  }

  /// 1000 Hz, as [#say] takes it.
  static byte[] tone(int seconds) {
    var sound = ByteBuffer.allocate(seconds * RATE * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < seconds * RATE; i++)
      sound.putShort((short) (8_000 * Math.sin(2 * Math.PI * 1_000 * i / RATE)));
    return sound.array();
  }

  /// Says this next.
  ///
  /// @param sound 16-bit samples of 8 kHz, little endian
  void say(byte[] sound) {
    var samples = new short[sound.length / Short.BYTES];
    ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    for (int from = 0; from + SAMPLES <= samples.length; from += SAMPLES) {
      var packet = new byte[SAMPLES];
      G711.MU_LAW.encode(samples, from, SAMPLES, packet, 0);
      words.add(packet);
    }
  }

  /// The packets of words that are still to be said.
  int left() {
    return words.size();
  }

  /// Where the last packet came from.
  Optional<SocketAddress> from() {
    return Optional.ofNullable(from);
  }

  private void run() {
    var packet = new DatagramPacket(new byte[1_500], 1_500);
    var samples = new short[1_500];
    try {
      while (true) {
        socket.receive(packet);
        from = packet.getSocketAddress();
        int length = packet.getLength() - HEADER;
        if (length <= 0) continue;
        G711.MU_LAW.decode(packet.getData(), HEADER, length, samples, 0);
        boolean isLoud = false;
        for (int i = 0; i < length; i++) isLoud |= Math.abs(samples[i]) > LOUD;
        if (isLoud) loud.incrementAndGet();
        var answer = packet(all.incrementAndGet(), words.poll());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        packet.setLength(1_500);
      }
    } catch (IOException e) {
      // the test is over
      if (!socket.isClosed()) throw new UncheckedIOException(e);
    }
  }

  /// @param sound null for silence
  private static byte[] packet(int number, byte[] sound) {
    var bytes = new byte[HEADER + SAMPLES];
    if (sound == null) Arrays.fill(bytes, SILENCE);
    else System.arraycopy(sound, 0, bytes, HEADER, SAMPLES);
    ByteBuffer.wrap(bytes)
        .put((byte) 0x80)
        .put((byte) 0)
        .putShort((short) number)
        .putInt(number * SAMPLES)
        .putInt(SSRC);
    return bytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}
