package io.parley.voice.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody else's server on a real socket, as low as bytes, so that a test can have it do what
/// real ones do on bad days. One request for each connection.
public final class ServerDouble implements AutoCloseable {
  private final ServerSocket socket;
  private final Script script;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /// Clients that left in the middle: some tests are about that.
  private final List<IOException> left = new CopyOnWriteArrayList<>();

  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  /// @param line such as `POST /v1 HTTP/1.1`; @param headers by names in any case
  /// @param body as ISO 8859-1 has it, a character a byte
  public record Request(String line, Map<String, String> headers, String body) {
    public byte[] bytes() {
      return body.getBytes(ISO_8859_1);
    }
  }

  /// The reaction to a request. The connection is closed when it returns.
  @FunctionalInterface
  public interface Script {
    void play(Request request, Exchange exchange) throws IOException, InterruptedException;
  }

  public record Exchange(InputStream in, OutputStream out) {
    public void head(int status, String... headers) throws IOException {
      write("HTTP/1.1 %d Said\r\n".formatted(status));
      for (var header : headers) write(header + "\r\n");
      write("\r\n");
    }

    /// An answer, whole.
    public void answer(int status, String type, byte[] body) throws IOException {
      head(status, "Content-Type: " + type, "Content-Length: " + body.length, "Connection: close");
      out.write(body);
      out.flush();
    }

    public void answer(int status, String type, String body) throws IOException {
      answer(status, type, body.getBytes(UTF_8));
    }

    /// Begins an answer that comes in pieces.
    public void begin(String type) throws IOException {
      head(200, "Content-Type: " + type, "Transfer-Encoding: chunked", "Connection: close");
    }

    public void piece(byte[] bytes) throws IOException {
      write(Integer.toHexString(bytes.length) + "\r\n");
      out.write(bytes);
      write("\r\n");
    }

    public void piece(String text) throws IOException {
      piece(text.getBytes(UTF_8));
    }

    public void end() throws IOException {
      write("0\r\n\r\n");
    }

    /// Reads on, to no end, until the client goes.
    public void untilGone() throws IOException {
      in.transferTo(OutputStream.nullOutputStream());
    }

    public void write(String text) throws IOException {
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
    }
  }

  private ServerDouble(ServerSocket socket, Script script) {
    this.socket = socket;
    this.script = script;
  }

  public static ServerDouble playing(Script script) {
    try {
      var server =
          new ServerDouble(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
      Thread.ofVirtual().start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where nobody listens.
  public static int deadPort() {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return taken.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RemoteSettings at(int port, String path, String model, String voice) {
    return new RemoteSettings(
        "theirs",
        URI.create("http://127.0.0.1:" + port + path),
        Optional.of("a-key"),
        model,
        voice,
        Duration.ofSeconds(5));
  }

  public int port() {
    return socket.getLocalPort();
  }

  public List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (var connection : connections) connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var connection = socket.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        if (!socket.isClosed()) throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = new BufferedInputStream(connection.getInputStream());
      var request = read(in);
      requests.add(request);
      script.play(request, new Exchange(in, connection.getOutputStream()));
    } catch (IOException e) {
      left.add(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in) throws IOException {
    var line = line(in);
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    var body = in.readNBytes(length);
    if (body.length < length) throw new EOFException("the client left within its request");
    return new Request(line, headers, new String(body, ISO_8859_1));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read())
      if (b != '\r') line.append((char) b);
    return line.toString();
  }
}
