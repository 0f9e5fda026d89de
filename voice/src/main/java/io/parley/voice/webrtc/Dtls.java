package io.parley.voice.webrtc;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's handshake, and then the wait for the browser's goodbye. The library blocks, so each
/// runs in a virtual thread.
final class Dtls {
  private static final Logger LOG = LoggerFactory.getLogger(Dtls.class);

  /// A datagram of this size passes any network.
  private static final int SEND_MAX = 1_200;

  /// The timeout of one read; its value does not matter.
  private static final int WAIT_MILLIS = 60_000;

  /// Wakes the thread at the end.
  private static final byte[] OVER = {};

  /// Called by the handshake's thread.
  interface Listener {
    void send(byte[] bytes, int offset, int length);

    void connected(DtlsServer server);

    void failed();

    void hungUp();
  }

  private final DtlsServer server;
  private final Listener listener;
  private final int packetBytesMax;
  private final BlockingQueue<byte[]> received;
  private boolean started;
  private volatile boolean closed;
  private volatile DTLSTransport connection;

  /// @param packetsMax that may wait; more are dropped, and sent again by the browser
  Dtls(DtlsServer server, Listener listener, int packetBytesMax, int packetsMax) {
    this.server = server;
    this.listener = listener;
    this.packetBytesMax = packetBytesMax;
    received = new ArrayBlockingQueue<>(packetsMax);
  }

  /// Queues a copy of a datagram for the handshake. For one thread.
  void receive(byte[] bytes, int length) {
    if (closed) return;
    var copy = new byte[length];
    System.arraycopy(bytes, 0, copy, 0, length);
    // dropped when the queue is full
    var _ = received.offer(copy);
  }

  /// Lets the handshake begin as soon as a datagram has come. Idempotent. For the same thread.
  void begin() {
    if (started || closed || received.isEmpty()) return;
    started = true;
    Thread.ofVirtual().name("webrtc-handshake").start(this::run);
  }

  private void run() {
    try {
      var connected = new DTLSServerProtocol().accept(server, new Line());
      connection = connected;
      listener.connected(server);
      var unread = new byte[packetBytesMax];
      while (!closed && !server.saidGoodbye())
        // only goodbyes are expected: other data is ignored
        connected.receive(unread, 0, unread.length, WAIT_MILLIS);
      if (!closed) listener.hungUp();
    } catch (IOException | RuntimeException | Error e) {
      if (closed) return;
      if (server.saidGoodbye()) listener.hungUp();
      else {
        LOG.info("The connection of a browser failed: {}", e.getMessage());
        listener.failed();
      }
    }
  }

  /// Sends a goodbye if connected. Idempotent.
  void close() {
    if (closed) return;
    closed = true;
    var connected = connection;
    if (connected != null) sayGoodbye(connected);
    received.clear();
    received.offer(OVER);
  }

  private static void sayGoodbye(DTLSTransport connected) {
    try {
      connected.close();
    } catch (IOException e) {
      LOG.debug("The goodbye to a browser could not be sent: {}", e.getMessage());
    }
  }

  private final class Line implements DatagramTransport {
    private volatile boolean over;

    @Override
    public int getReceiveLimit() {
      return packetBytesMax;
    }

    @Override
    public int getSendLimit() {
      return SEND_MAX;
    }

    @Override
    public int receive(byte[] to, int offset, int length, int waitMillis) throws IOException {
      try {
        var next = received.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (closed || over) throw new IOException("the connection is over");
        if (next == null) return -1;
        int count = Math.min(next.length, length);
        System.arraycopy(next, 0, to, offset, count);
        return count;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    @Override
    public void send(byte[] bytes, int offset, int length) {
      listener.send(bytes, offset, length);
    }

    /// Called by the library at the browser's goodbye; it would otherwise keep waiting.
    @Override
    public void close() {
      over = true;
      received.offer(OVER);
    }
  }
}
