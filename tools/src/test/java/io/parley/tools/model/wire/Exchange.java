package io.parley.tools.model.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;

/// One request's answer on its way out.
final class Exchange {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private boolean reusable;

  Exchange(Socket socket, InputStream in) throws IOException {
    this.socket = socket;
    this.in = in;
    this.out = socket.getOutputStream();
  }

  /// A whole answer of known length.
  void respond(int status, Map<String, String> headers, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    head(status, headers, "Content-Length: " + bytes.length);
    out.write(bytes);
    out.flush();
    reusable = true;
  }

  /// The head of an answer whose body follows piece by piece.
  void begin(int status, Map<String, String> headers) throws IOException {
    head(status, headers, "Transfer-Encoding: chunked");
    out.flush();
  }

  void write(byte[] piece) throws IOException {
    if (piece.length == 0) return; // would be the end
    out.write(WireServer.latin(Integer.toHexString(piece.length) + "\r\n"));
    out.write(piece);
    out.write(WireServer.latin("\r\n"));
    out.flush();
  }

  /// The proper end.
  void finish() throws IOException {
    out.write(WireServer.latin("0\r\n\r\n"));
    out.flush();
    reusable = true;
  }

  /// The connection is gone, without a goodbye.
  void cut() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /// Waits until the client closes the connection, which a client that waits for an answer does
  /// only when it gives up.
  ///
  /// @return whether it said goodbye; one that reset the connection is gone all the same
  boolean awaitHangUp() {
    try {
      while (in.read() >= 0) {
        // nobody sends a second request before the answer to the first
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  boolean isReusable() {
    return reusable;
  }

  private void head(int status, Map<String, String> headers, String framing) throws IOException {
    var head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append(framing).append("\r\n\r\n");
    out.write(WireServer.latin(head.toString()));
  }
}
