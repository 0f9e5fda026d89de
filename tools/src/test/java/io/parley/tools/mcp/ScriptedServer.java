package io.parley.tools.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.parley.tools.json.Jackson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP server of one answer a connection, which says what a test tells it to, byte by byte.
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Script script;
  private final List<IOException> broken = new CopyOnWriteArrayList<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /// Answers a request.
  interface Script {
    void answer(Asked asked, Out out) throws IOException;
  }

  /// @param headers by names in small letters
  /// @param message a missing node for requests without a body
  record Asked(
      String method, String path, Map<String, String> headers, JsonNode message, String body) {
    String rpc() {
      return message.path("method").asText("");
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String id() {
      return message.path("id").toString();
    }
  }

  /// Writes an answer.
  record Out(OutputStream to, InputStream from) {
    void raw(String text) throws IOException {
      to.write(text.getBytes(UTF_8));
      to.flush();
    }

    void status(int status, String headers, String body) throws IOException {
      raw(
          "HTTP/1.1 %d Said\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
              .formatted(status, headers, body.getBytes(UTF_8).length, body));
    }

    void json(String body) throws IOException {
      status(200, "Content-Type: application/json\r\n", body);
    }

    void result(Asked asked, String result) throws IOException {
      json("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(asked.id(), result));
    }

    void error(Asked asked, int status, int code, String data) throws IOException {
      status(
          status,
          "Content-Type: application/json\r\n",
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"no\",\"data\":%s}}"
              .formatted(asked.id(), code, data));
    }

    /// Begins a stream of events, which ends with the connection.
    void stream() throws IOException {
      raw("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n\r\n");
    }

    void event(String data) throws IOException {
      raw("event: message\ndata: " + data + "\n\n");
    }

    /// Blocks until the client has hung up.
    void untilHangUp() throws IOException {
      from.transferTo(OutputStream.nullOutputStream());
    }
  }

  ScriptedServer(Script script) {
    this.script = script;
    try {
      listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:%d/mcp".formatted(listening.getLocalPort()));
  }

  /// Everything asked so far.
  List<Asked> asked() {
    return asked;
  }

  List<Asked> asked(String rpc) {
    return asked.stream().filter(each -> each.rpc().equals(rpc)).toList();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var request = read(in);
      asked.add(request);
      script.answer(request, new Out(socket.getOutputStream(), in));
    } catch (IOException e) {
      broken.add(e); // the client hung up in the middle, or we are closed
    }
  }

  private static Asked read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) throw new IOException("no request");
      head.append((char) next);
    }
    var lines = head.toString().split("\r\n", -1);
    var headers = new HashMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0)
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = new String(in.readNBytes(length), UTF_8);
    var start = lines[0].split(" ", -1);
    return new Asked(
        start[0], start[1], headers, Jackson.parse(body).orElse(MissingNode.getInstance()), body);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
