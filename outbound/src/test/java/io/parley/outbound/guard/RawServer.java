package io.parley.outbound.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A server whose every byte is scripted, over a real socket.
final class RawServer implements AutoCloseable {
  /// Answers one connection.
  interface Script {
    void answer(OutputStream to) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /// Counted down when the client has closed a connection.
  final CountDownLatch left = new CountDownLatch(1);

  RawServer(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), script);
  }

  RawServer(ServerSocket listening, Script script) {
    this.listening = listening;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  static RawServer answering(String answer) throws IOException {
    return new RawServer(to -> write(to, answer));
  }

  static void write(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.ISO_8859_1));
    to.flush();
  }

  int port() {
    return listening.getLocalPort();
  }

  /// The heads of all requests so far.
  List<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (SocketException e) {
      // closed at the end of the test
      if (!listening.isClosed()) throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      var head = new StringBuilder();
      for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine())
        head.append(line).append('\n');
      requests.add(head.toString());
      script.answer(socket.getOutputStream());
      socket.shutdownOutput();
      while (reader.read() >= 0) {
        // until the client closes
      }
      left.countDown();
    } catch (IOException e) {
      // the client closed the connection, or refused the certificate
      left.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
