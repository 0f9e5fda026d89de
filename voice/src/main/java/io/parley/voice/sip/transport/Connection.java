package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.Framer;
import io.parley.voice.sip.message.MessageFramer;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.StreamFramer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/// One connection, of either side, with or without TLS, or a WebSocket of ours. For the port's
/// thread.
final class Connection {
  /// The bytes that may wait for a peer that does not read.
  private static final int WAITING_MAX = 1 << 20;

  /// How long a pong may take (RFC 5626, section 4.4.1).
  private static final long PONG = Duration.ofSeconds(10).toNanos();

  /// The shortest interval, however short the other end wants it.
  private static final long PING_EVERY_MIN = Duration.ofSeconds(5).toNanos();

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Pipe pipe;
  private final Peer peer;
  private final Framer framer;
  private final long began;
  private boolean isClosing;
  private boolean answersPings;
  private long pingEvery = Long.MAX_VALUE;

  /// When the last whole message or pong came.
  private long at;

  private long pinged;
  private boolean isPinged;

  /// @param peer with the number of the connection, or none if it is ours
  Connection(SelectionKey key, Pipe pipe, Peer peer, MessageLimits limits, long now) {
    this.channel = (SocketChannel) key.channel();
    this.key = key;
    this.pipe = pipe;
    this.peer = peer;
    framer = peer.transport().isWebSocket() ? new MessageFramer(limits) : new StreamFramer(limits);
    began = now;
    at = now;
    pinged = now;
  }

  Peer peer() {
    return peer;
  }

  /// After the network has connected us.
  void connected() throws IOException {
    if (channel.finishConnect()) flush();
  }

  /// @return false at the end of the stream
  boolean read(long now) throws IOException {
    if (!channel.isConnected()) return true;
    boolean isOpen = pipe.read((bytes, length) -> put(bytes, length, now));
    interest();
    return isOpen;
  }

  private void put(byte[] bytes, int length, long now) {
    framer.put(bytes, length);
    if (isPinged) {
      boolean isPong = length == 2 && bytes[0] == '\r' && bytes[1] == '\n';
      answersPings |= isPong;
      if (isPong) at = now;
      isPinged = false;
    }
  }

  /// The next message that has come whole.
  Optional<StreamFramer.Frame> next(long now) {
    var frame = framer.next();
    if (frame.isPresent()) at = now;
    return frame;
  }

  /// The other end answers pings, as it has agreed (RFC 5626, section 4.4.1).
  ///
  /// @param every how often it wants one at least: it gets them a little sooner
  void keep(Optional<Duration> every) {
    answersPings = true;
    pingEvery =
        every.map(time -> Math.max(PING_EVERY_MIN, time.toNanos() / 10 * 9)).orElse(Long.MAX_VALUE);
  }

  /// Whether nothing whole has come for long, it never became ready, or a pong is missing from an
  /// end that has sent one before, or has agreed to.
  boolean isDead(long now, ConnectionLimits limits) {
    if (!pipe.isReady()) return now - began > limits.setUp().toNanos();
    return now - at > limits.idle().toNanos() || (isPinged && answersPings && now - pinged > PONG);
  }

  /// Keeps a connection of ours open.
  void keepAlive(long now, ConnectionLimits limits) throws IOException {
    long every = Math.min(limits.keepAlive().toNanos(), pingEvery);
    if (!peer.isOurs() || !pipe.isReady() || now - pinged < every) return;
    pinged = now;
    isPinged = true;
    pipe.writePing();
    flush();
  }

  /// Sends, or keeps what the network does not take at once.
  ///
  /// @throws IOException if the connection is broken, or the peer does not read
  void write(byte[] bytes) throws IOException {
    if (pipe.waiting() + bytes.length > WAITING_MAX)
      throw new IOException("a peer does not read (expected: at most 1 MiB waiting for it)");
    pipe.write(bytes);
    flush();
  }

  void flush() throws IOException {
    boolean isWaiting = pipe.flush();
    interest();
    if (isClosing && !isWaiting && pipe.waiting() == 0) channel.close();
  }

  private void interest() throws IOException {
    if (!key.isValid()) return;
    if (!channel.isConnected()) key.interestOps(SelectionKey.OP_CONNECT);
    else {
      boolean isWaiting = pipe.flush();
      key.interestOps(SelectionKey.OP_READ | (isWaiting ? SelectionKey.OP_WRITE : 0));
    }
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
