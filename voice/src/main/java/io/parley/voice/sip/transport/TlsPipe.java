package io.parley.voice.sip.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/// TLS over TCP. Handshakes are done in the port's thread: each takes a few milliseconds, and the
/// rate of connections is limited.
final class TlsPipe implements Pipe {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final Check check;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private final ByteBuffer in;
  private ByteBuffer plain;
  private ByteBuffer out;
  private long waitingBytes;
  private boolean isReady;

  /// Judges the other end's certificate, before any message flows.
  @FunctionalInterface
  interface Check {
    /// @throws SSLException if it is not the right one
    void session(SSLSession session) throws SSLException;
  }

  TlsPipe(SocketChannel channel, SSLEngine engine, Check check) {
    this.channel = channel;
    this.engine = engine;
    this.check = check;
    var session = engine.getSession();
    in = ByteBuffer.allocate(session.getPacketBufferSize());
    plain = ByteBuffer.allocate(session.getApplicationBufferSize());
    out = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
  }

  @Override
  public boolean read(Sink sink) throws IOException {
    boolean isOpen = channel.read(in) >= 0;
    in.flip();
    try {
      boolean goesOn = true;
      while (goesOn) goesOn = unwrap(sink);
    } finally {
      in.compact();
    }
    if (!in.hasRemaining()) throw new SSLException("a TLS record beyond its limit");
    flush();
    return isOpen && !engine.isInboundDone();
  }

  /// @return whether there may be more in what has come
  private boolean unwrap(Sink sink) throws IOException {
    var needed = engine.getHandshakeStatus();
    if (needed == HandshakeStatus.NEED_TASK || needed == HandshakeStatus.NEED_WRAP) {
      flush();
      return engine.getHandshakeStatus() != needed;
    }
    plain.clear();
    var result = engine.unwrap(in, plain);
    plain.flip();
    if (plain.hasRemaining()) sink.put(plain.array(), plain.limit());
    after(result.getHandshakeStatus());
    return switch (result.getStatus()) {
      case OK -> result.bytesConsumed() > 0 || isOurTurn(result.getHandshakeStatus());
      case BUFFER_OVERFLOW -> {
        plain = larger(plain, engine.getSession().getApplicationBufferSize());
        yield true;
      }
      case BUFFER_UNDERFLOW, CLOSED -> false;
    };
  }

  private static boolean isOurTurn(HandshakeStatus status) {
    return status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP;
  }

  private void after(HandshakeStatus status) throws SSLException {
    if (status != HandshakeStatus.FINISHED || isReady) return;
    check.session(engine.getSession());
    isReady = true;
  }

  private static ByteBuffer larger(ByteBuffer old, int size) throws SSLException {
    if (size <= old.capacity()) throw new SSLException("a TLS record beyond its limit");
    return ByteBuffer.allocate(size);
  }

  @Override
  public void write(byte[] bytes) {
    waiting.add(ByteBuffer.wrap(bytes));
    waitingBytes += bytes.length;
  }

  @Override
  public boolean flush() throws IOException {
    if (!channel.isConnected()) return false;
    while (true) {
      if (out.hasRemaining()) channel.write(out);
      if (out.hasRemaining()) return true;
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> wrap(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          return false;
        }
        case FINISHED, NOT_HANDSHAKING -> {
          if (!isReady || waiting.isEmpty()) return false;
          wrap(waiting.peek());
          if (!waiting.peek().hasRemaining()) waiting.remove();
        }
      }
    }
  }

  private void runTasks() {
    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask())
      task.run();
  }

  private void wrap(ByteBuffer from) throws IOException {
    out.clear();
    var result = engine.wrap(from, out);
    out.flip();
    switch (result.getStatus()) {
      case OK -> {
        waitingBytes -= result.bytesConsumed();
        after(result.getHandshakeStatus());
      }
      case BUFFER_OVERFLOW -> out = larger(out, engine.getSession().getPacketBufferSize()).flip();
      case CLOSED, BUFFER_UNDERFLOW -> throw new SSLException("the other end closed");
    }
  }

  @Override
  public long waiting() {
    return waitingBytes;
  }

  @Override
  public boolean isReady() {
    return isReady;
  }
}
