package io.parley.http.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.limit.ProofOfWork;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A client that speaks HTTP/1.1 from an address of its own choice out of 127.0.0.0/8, over one
/// connection.
final class HonestVisitor implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Socket socket = new Socket();
  private final InputStream in;
  private long workedNanos;

  record Reply(int status, JsonNode body) {}

  /// @param from such as 127.9.1.1
  HonestVisitor(URI server, String from) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  Reply post(String path, String header, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var head =
        "POST %s HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(path, header, bytes.length);
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(bytes);
    socket.getOutputStream().write(request.toByteArray());
    return reply();
  }

  /// Starts a session, and works for it where that is asked.
  Reply start() throws IOException {
    var reply = post("/v1/sessions", "", "{}");
    if (reply.status() != 429 || !reply.body().has("challenge")) return reply;
    var challenge = reply.body().path("challenge").asText();
    int bits = Integer.parseInt(challenge.split("\\.", 3)[1]);
    long began = System.nanoTime();
    long nonce = 0;
    while (!ProofOfWork.isSolved(challenge + ":" + nonce, bits)) nonce++;
    workedNanos = System.nanoTime() - began;
    return post("/v1/sessions", "Challenge-Answer: " + challenge + ":" + nonce + "\r\n", "{}");
  }

  /// A visit: a session, and a few words in it.
  ///
  /// @param waitedNanos for the server; what a proof of work took is the visitor's own time
  /// @param granted whether everything was
  record Visit(long waitedNanos, long workedNanos, boolean granted) {}

  static Visit visit(URI server, String from) throws IOException {
    long began = System.nanoTime();
    try (var visitor = new HonestVisitor(server, from)) {
      boolean granted = visitor.talks();
      long waited = System.nanoTime() - began - visitor.workedNanos;
      return new Visit(waited, visitor.workedNanos, granted);
    }
  }

  private boolean talks() throws IOException {
    var started = start();
    if (started.status() != 201) return false;
    var path = "/v1/sessions/" + started.body().path("id").asText() + "/messages";
    var token = "Authorization: Bearer " + started.body().path("token").asText() + "\r\n";
    return post(path, token, "{\"id\":\"m1\",\"text\":\"thank you\"}").status() == 202;
  }

  private Reply reply() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    for (var line = line(); !line.isEmpty(); line = line())
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15))
        length = Integer.parseInt(line.substring(15).strip());
    return new Reply(status, JSON.readTree(in.readNBytes(length)));
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) throw new EOFException("the server hung up");
      if (next != '\r') line.append((char) next);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
