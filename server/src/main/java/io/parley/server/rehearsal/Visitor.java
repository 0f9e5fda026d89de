package io.parley.server.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.outbound.http.TextMessages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A simulated customer: opens the page, starts a session, says some words over a WebSocket
/// (docs/PROTOCOL.md) and reads the replies.
final class Visitor implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// Far more than the server sends at once, in UTF-16 units.
  private static final int FRAME_MAX = 16 << 20;

  private static final Set<String> TURN_ENDS =
      Set.of("reply-completed", "turn-failed", "turn-interrupted");

  private final URI server;
  private final HttpClient http = HttpClient.newHttpClient();

  Visitor(URI server) {
    this.server = server;
  }

  /// Whether this address answers with 200 now.
  boolean finds(URI address) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.resolve(address)).timeout(PATIENCE).build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  /// Runs one session that gets a reply to each text, and then ends.
  void chat(List<String> words)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    var session = start();
    var heard = new Heard();
    var socket =
        http.newWebSocketBuilder()
            .subprotocols("parley.v1", "bearer." + session.get("token").asText())
            .buildAsync(socketOf(session), new TextMessages(FRAME_MAX, heard))
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    try {
      for (int i = 0; i < words.size(); i++) {
        say(socket, "{\"type\":\"say\",\"id\":\"m" + i + "\",\"text\":\"" + words.get(i) + "\"}");
        heard.await(TURN_ENDS);
      }
      say(socket, "{\"type\":\"end\",\"id\":\"bye\"}");
      heard.await(Set.of("session-ended"));
    } finally {
      socket.abort();
    }
  }

  /// A server that has just started, on a busy build machine, may answer 503.
  private JsonNode start() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve("/v1/sessions"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() == 201) return JSON.readTree(response.body());
      if (response.statusCode() != 503 || System.nanoTime() > until)
        throw new IOException(
            "POST /v1/sessions: %d (expected: 201)".formatted(response.statusCode()));
    }
  }

  private URI socketOf(JsonNode session) {
    return URI.create(
        "ws://%s:%d/v1/sessions/%s/socket"
            .formatted(server.getHost(), server.getPort(), session.get("id").asText()));
  }

  private static void say(WebSocket socket, String frame)
      throws InterruptedException, ExecutionException, TimeoutException {
    socket.sendText(frame, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// The kinds of the received events, in order.
  private static final class Heard implements TextMessages.Receiver {
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    @Override
    public void received(String frame) {
      try {
        heard.add(JSON.readTree(frame).at("/event/kind").asText());
      } catch (IOException e) {
        failed.completeExceptionally(e);
      }
    }

    @Override
    public void refused(String what) {
      failed.completeExceptionally(new IOException("the server sent " + what));
    }

    @Override
    public void closed(int code) {
      failed.completeExceptionally(new IOException("the server closed the socket: " + code));
    }

    @Override
    public void failed(Throwable failure) {
      failed.completeExceptionally(failure);
    }

    void await(Set<String> kinds)
        throws InterruptedException, ExecutionException, TimeoutException {
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        var next = heard.poll(1, TimeUnit.SECONDS);
        if (next != null && kinds.contains(next)) return;
        // events before the failure count
        if (next == null && failed.isCompletedExceptionally()) failed.get();
        if (next == null && System.nanoTime() > until)
          throw new TimeoutException(
              "%s did not come (expected: within %d s)".formatted(kinds, PATIENCE.toSeconds()));
      }
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
