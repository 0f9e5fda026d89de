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

/// One call's handshake, and what is left of the connection after it: waiting for the browser's
/// goodbye. The library blocks, and so it has a virtual thread of its own.
final class Dtls {
  private static final Logger LOG = LoggerFactory.getLogger(Dtls.class);

  /// So much fits into a datagram on any network.
  private static final int SEND_MAX = 1_200;

  /// How long the thread waits at a time, for nothing in particular.
  private static final int WAIT_MILLIS = 60_000;

  /// What wakes it when all is over.
  private static final byte[] OVER = {};

  /// Told by the handshake's thread.
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

  /// Takes a copy of a datagram, for when the handshake begins. For one thread.
  void receive(byte[] bytes, int length) {
    if (closed) return;
    var copy = new byte[length];
    System.arraycopy(bytes, 0, copy, 0, length);
    // those on top are dropped
    var _ = received.offer(copy);
  }

  /// The handshake may begin, and does if something has come. More than once does no harm. For the
  /// same thread.
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
        // there is no data but goodbyes: what else comes is for nobody
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

  /// Says goodbye, if there is somebody to say it to; more than once does no harm.
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

    /// By the library, when the browser has said goodbye; it would go on waiting all the same.
    @Override
    public void close() {
      over = true;
      received.offer(OVER);
    }
  }
}
