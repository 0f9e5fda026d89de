package io.parley.server.e2e;

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

/// A client that speaks HTTP/1.1 over one connection, from an address in 127.0.0.0/8 of its choice.
final class HonestVisitor implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Socket socket = new Socket();
  private final InputStream in;
  private long workedNanos;
  private long waitedNanos;

  record Reply(int status, JsonNode body) {}

  /// @param from such as 127.9.1.1
  HonestVisitor(URI server, String from) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    long began = System.nanoTime();
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), PATIENCE_MILLIS);
    waitedNanos = System.nanoTime() - began;
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
    return ask(request.toByteArray());
  }

  private Reply ask(byte[] request) throws IOException {
    long began = System.nanoTime();
    socket.getOutputStream().write(request);
    var status = line();
    waitedNanos += System.nanoTime() - began;
    return reply(status);
  }

  /// Starts a silent call over this connection, which then belongs to the call.
  ///
  /// @return whether the call was admitted
  boolean call(Reply session) throws IOException {
    var request =
        """
        GET /v1/sessions/%s/voice/socket?codec=pcm&language=en HTTP/1.1\r
        Host: test\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Protocol: parley.audio.v1, bearer.%s\r
        \r
        """
            .formatted(session.body().path("id").asText(), session.body().path("token").asText());
    return ask(request.getBytes(StandardCharsets.US_ASCII)).status() == 101;
  }

  /// Starts a session, and solves a challenge if it is required.
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

  /// A visit: a session, a few messages, and optionally a call.
  ///
  /// @param waitedNanos for the server, from requests to the first lines of their answers, without
  ///   the visitor's own work such as challenges
  /// @param granted whether every request succeeded
  record Visit(long waitedNanos, long workedNanos, boolean granted) {}

  static Visit visit(URI server, String from, boolean calling) throws IOException {
    try (var visitor = new HonestVisitor(server, from)) {
      var started = visitor.start();
      boolean granted = visitor.talks(started) && (!calling || visitor.call(started));
      return new Visit(visitor.waitedNanos, visitor.workedNanos, granted);
    }
  }

  private boolean talks(Reply started) throws IOException {
    if (started.status() != 201) return false;
    var path = "/v1/sessions/" + started.body().path("id").asText() + "/messages";
    var token = "Authorization: Bearer " + started.body().path("token").asText() + "\r\n";
    return post(path, token, "{\"id\":\"m1\",\"text\":\"thank you\"}").status() == 202;
  }

  private Reply reply(String statusLine) throws IOException {
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
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
