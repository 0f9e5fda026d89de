package io.parley.faults.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/// A TCP proxy between a node and a server, which can be slow, silent, cut or corrupting. It
/// forwards bytes and knows no protocol.
public final class Proxy implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;
  private static final int BACKLOG = 200;
  private static final CompletableFuture<Void> OPEN = CompletableFuture.completedFuture(null);

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile CompletableFuture<Void> gate = OPEN;
  private volatile CompletableFuture<Void> answerGate = OPEN;
  private volatile boolean cut;
  private volatile Duration delay = Duration.ZERO;
  private volatile UnaryOperator<byte[]> answers = UnaryOperator.identity();

  private Proxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /// @param address at which it listens, on any free port; @param target a port on 127.0.0.1
  static Proxy start(InetAddress address, int target) throws IOException {
    var proxy = new Proxy(new ServerSocket(0, BACKLOG, address), target);
    Thread.ofVirtual().name("proxy").start(proxy::accept);
    return proxy;
  }

  int port() {
    return listening.getLocalPort();
  }

  /// Delays every chunk of either direction.
  public void delay(Duration more) {
    delay = more;
  }

  /// Breaks open connections, and new ones at once, until [#heal].
  public void cut() {
    cut = true;
    sockets.forEach(Proxy::hangUp);
  }

  /// Forwards nothing and breaks no connection, until [#heal].
  public void hold() {
    gate = new CompletableFuture<>();
  }

  /// Forwards requests of the node and holds the answers, until [#heal].
  public void holdAnswers() {
    answerGate = new CompletableFuture<>();
  }

  /// Changes the server's answers.
  public void tamper(UnaryOperator<byte[]> change) {
    answers = change;
  }

  public void heal() {
    cut = false;
    delay = Duration.ZERO;
    answers = UnaryOperator.identity();
    var held = List.of(gate, answerGate);
    gate = OPEN;
    answerGate = OPEN;
    held.forEach(one -> one.complete(null));
  }

  @Override
  public void close() throws IOException {
    listening.close();
    sockets.forEach(Proxy::hangUp);
    gate.complete(null);
    answerGate.complete(null);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        Thread.ofVirtual().name("proxy-line").start(() -> join(client));
      } catch (IOException e) {
        if (!listening.isClosed()) throw new UncheckedIOException(e);
      }
    }
  }

  private void join(Socket client) {
    var server = new Socket();
    sockets.add(client);
    sockets.add(server);
    try (client;
        server) {
      if (cut) return;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), target));
      var there = Thread.ofVirtual().start(() -> pump(client, server, false));
      pump(server, client, true);
      there.join();
    } catch (IOException e) {
      hangUp(client); // the server is unreachable
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(client);
      sockets.remove(server);
    }
  }

  /// Runs until either side closes; then closes both.
  private void pump(Socket from, Socket to, boolean answer) {
    try {
      for (var piece = read(from.getInputStream());
          piece.length > 0;
          piece = read(from.getInputStream())) {
        if (delay.isPositive()) LockSupport.parkNanos(delay.toNanos());
        gate.join();
        if (answer) answerGate.join();
        to.getOutputStream().write(answer ? answers.apply(piece) : piece);
      }
    } catch (IOException e) {
      hangUp(from);
    } finally {
      hangUp(to);
      hangUp(from);
    }
  }

  private static byte[] read(InputStream in) throws IOException {
    var buffer = new byte[BUFFER];
    int count = in.read(buffer);
    return count < 0 ? new byte[0] : Arrays.copyOf(buffer, count);
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
