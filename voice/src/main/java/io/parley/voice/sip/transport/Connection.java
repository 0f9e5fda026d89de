package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.StreamFramer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// One connection of TCP. For the port's thread.
final class Connection {
  /// What may wait for a peer that does not read.
  private static final int WAITING_MAX = 1 << 20;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Peer peer;
  private final StreamFramer framer;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean isClosing;
  private long at;

  Connection(SocketChannel channel, SelectionKey key, long number, MessageLimits limits, long now)
      throws IOException {
    this.channel = channel;
    this.key = key;
    peer = new Peer((InetSocketAddress) channel.getRemoteAddress(), number);
    framer = new StreamFramer(limits);
    at = now;
  }

  Peer peer() {
    return peer;
  }

  /// @param into any
  /// @return false at the end of the stream
  boolean read(byte[] into) throws IOException {
    int count = channel.read(ByteBuffer.wrap(into));
    if (count > 0) framer.put(into, count);
    return count >= 0;
  }

  /// The next message that has come whole.
  Optional<StreamFramer.Frame> next(long now) {
    var frame = framer.next();
    if (frame.isPresent()) at = now;
    return frame;
  }

  /// Whether nothing whole has come for so long.
  boolean isIdle(long now, long nanos) {
    return now - at > nanos;
  }

  /// Sends, or keeps what the network does not take at once.
  ///
  /// @throws IOException if the connection is broken, or the peer does not read
  void write(byte[] bytes) throws IOException {
    waitingBytes += bytes.length;
    if (waitingBytes > WAITING_MAX)
      throw new IOException("a peer does not read (expected: at most 1 MiB waiting for it)");
    waiting.add(ByteBuffer.wrap(bytes));
    flush();
  }

  void flush() throws IOException {
    for (var next = waiting.peek(); next != null; next = waiting.peek()) {
      waitingBytes -= channel.write(next);
      if (next.hasRemaining()) break;
      waiting.remove();
    }
    boolean isWaiting = !waiting.isEmpty();
    key.interestOps(SelectionKey.OP_READ | (isWaiting ? SelectionKey.OP_WRITE : 0));
    if (isClosing && !isWaiting) channel.close();
  }

  /// After what waits has been sent.
  void closeThen() throws IOException {
    isClosing = true;
    flush();
  }

  boolean isClosing() {
    return isClosing;
  }

  void close() throws IOException {
    channel.close();
  }

  boolean isOpen() {
    return channel.isOpen();
  }
}
