package io.parley.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/// A TCP proxy that can go dead, like a network with a pulled cable: it forwards nothing, and
/// neither side notices.
final class DeadLine implements Served, AutoCloseable {
  private static final int BYTES = 8_192;

  private final URI server;
  private final ServerSocket entry;
  private final List<Socket> ends = new CopyOnWriteArrayList<>();
  private final List<IOException> broken = new CopyOnWriteArrayList<>();
  private final Semaphore open = new Semaphore(1);

  private DeadLine(URI server, ServerSocket entry) {
    this.server = server;
    this.entry = entry;
  }

  static DeadLine to(Served server) throws IOException {
    var line =
        new DeadLine(server.http("/"), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(line::accept);
    return line;
  }

  @Override
  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + entry.getLocalPort()).resolve(path);
  }

  /// Goes dead.
  void die() {
    open.acquireUninterruptibly();
  }

  /// Forwards again, first the bytes that waited.
  void revive() {
    open.release();
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        var client = entry.accept();
        var behind = new Socket(server.getHost(), server.getPort());
        ends.addAll(List.of(client, behind));
        Thread.ofVirtual().start(() -> pass(client, behind));
        Thread.ofVirtual().start(() -> pass(behind, client));
      } catch (IOException e) {
        if (!entry.isClosed()) throw new UncheckedIOException(e);
      }
    }
  }

  private void pass(Socket from, Socket to) {
    var bytes = new byte[BYTES];
    try {
      for (int n = from.getInputStream().read(bytes);
          n >= 0;
          n = from.getInputStream().read(bytes)) {
        int count = n;
        whileOpen(() -> to.getOutputStream().write(bytes, 0, count));
      }
      whileOpen(to::shutdownOutput);
    } catch (IOException e) {
      // one side closed, which is allowed
      broken.add(e);
    }
  }

  private interface Forwarding {
    void run() throws IOException;
  }

  private void whileOpen(Forwarding work) throws IOException {
    open.acquireUninterruptibly();
    try {
      work.run();
    } finally {
      open.release();
    }
  }

  @Override
  public void close() {
    try {
      entry.close();
      for (var end : ends) end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
