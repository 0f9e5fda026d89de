package io.parley.tools.model.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A small HTTP/1.1 server (RFC 9112) on 127.0.0.1 that knows what a well-behaved one hides: when a
/// client hangs up, and how many connections it keeps.
final class WireServer implements AutoCloseable {
  private static final int HEAD_MAX = 64 * 1024;

  /// Answers one request; returns when the answer is over.
  interface Handler {
    void handle(Received request, Exchange exchange) throws IOException;
  }

  private final ServerSocket listening;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();

  WireServer(Handler handler) {
    this.handler = handler;
    try {
      listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("double").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /// Connections that are open now, idle ones included.
  int connections() {
    return open.size();
  }

  /// Connections that there ever were.
  int accepted() {
    return accepted.get();
  }

  /// Connections that broke in the middle of something.
  int broken() {
    return broken.get();
  }

  @Override
  public void close() {
    quietly(listening);
    open.forEach(WireServer::quietly);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        accepted.incrementAndGet();
        Thread.ofVirtual().name("double-connection").start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        var request = read(in);
        if (request == null) return;
        var exchange = new Exchange(socket, in);
        handler.handle(request, exchange);
        if (!exchange.isReusable()) return;
      }
    } catch (IOException e) {
      // the client is gone, or we are
      broken.incrementAndGet();
    } finally {
      open.remove(socket);
    }
  }

  /// @return null at the end of the connection
  private static Received read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) return null;
      head.append((char) next);
      if (head.length() > HEAD_MAX) throw new IOException("a head without end");
    }
    var lines = head.toString().split("\r\n", -1);
    var start = lines[0].split(" ", -1);
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0)
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = in.readNBytes(length);
    // a client that cancels its request ends the connection, perhaps within the body
    if (body.length < length) return null;
    return new Received(start[0], start[1], headers, new String(body, UTF_8));
  }

  static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("a socket that does not close", e);
    }
  }
}
