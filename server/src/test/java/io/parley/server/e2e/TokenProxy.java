package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/// Adds a token to each request of a client that has none, and changes nothing else of it. One
/// request a connection.
final class TokenProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final URI server;
  private final String token;

  TokenProxy(URI server, String token) throws IOException {
    this.server = server;
    this.token = token;
    this.socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  URI address(String path) {
    return URI.create("http://localhost:%d%s".formatted(socket.getLocalPort(), path));
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        Thread.startVirtualThread(() -> forward(client));
      } catch (IOException closed) {
        // the test is over
        return;
      }
    }
  }

  private void forward(Socket from) {
    try (from;
        var to = new Socket(server.getHost(), server.getPort())) {
      var head = head(from.getInputStream());
      int first = head.indexOf("\r\n") + 2;
      var added = "Authorization: Bearer " + token + "\r\nConnection: close\r\n";
      var rest = head.substring(first).replaceAll("(?im)^connection:.*\r\n", "");
      to.getOutputStream().write((head.substring(0, first) + added + rest).getBytes(ISO_8859_1));
      Thread.startVirtualThread(() -> copy(from, to));
      to.getInputStream().transferTo(from.getOutputStream());
    } catch (IOException gone) {
      throw new UncheckedIOException("one side closed", gone);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException gone) {
      throw new UncheckedIOException("one side closed", gone);
    }
  }

  private static String head(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var end = "\r\n\r\n";
    while (!bytes.toString(ISO_8859_1).endsWith(end)) {
      int next = in.read();
      if (next < 0) throw new IOException("no request");
      bytes.write(next);
    }
    return bytes.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
