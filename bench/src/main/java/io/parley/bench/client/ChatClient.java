package io.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Starts sessions of one server and connects to them. Thread safe.
public final class ChatClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /// A session and the token that opens it.
  public record Session(String id, String token) {}

  /// Fails when the server answers 503.
  public Session start(URI server) throws IOException, InterruptedException {
    return start(server, Optional.empty(), System.nanoTime());
  }

  /// Retries while the server answers 503, as a page does; for sessions whose start is not
  /// measured.
  public Session startPatiently(URI server) throws IOException, InterruptedException {
    return startPatiently(server, Optional.empty());
  }

  /// @param token of an organisation's member; a visitor has none
  public Session startPatiently(URI server, Optional<String> token)
      throws IOException, InterruptedException {
    return start(server, token, System.nanoTime() + PATIENCE.toNanos());
  }

  private Session start(URI server, Optional<String> token, long until)
      throws IOException, InterruptedException {
    var builder =
        HttpRequest.newBuilder(server.resolve("/v1/sessions"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"));
    token.ifPresent(known -> builder.header("Authorization", "Bearer " + known));
    var request = builder.build();
    var response = http.send(request, BodyHandlers.ofString());
    while (response.statusCode() == 503 && System.nanoTime() < until)
      response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 201)
      throw new IOException("POST /v1/sessions: " + response.statusCode());
    var started = Frame.JSON.readTree(response.body());
    return new Session(started.get("id").asText(), started.get("token").asText());
  }

  /// @param after number of the last event received; 0 for all events
  public WireSocket connect(URI server, Session session, long after) throws IOException {
    return WireSocket.connect(
        server,
        "/v1/sessions/" + session.id() + "/socket?after=" + after,
        "parley.v1, bearer." + session.token(),
        Math.toIntExact(PATIENCE.toMillis()));
  }

  /// Waits until all missed events have been received.
  ///
  /// @return the number of the last event
  public static long catchUp(WireSocket socket) throws IOException {
    while (true) if (Frame.of(socket.read()) instanceof Frame.CaughtUp(var seq)) return seq;
  }

  public static String say(String id, String text) {
    return "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
  }

  /// Sends JSON, and returns that of the answer.
  ///
  /// @param expected status; all others fail
  public JsonNode post(URI address, JsonNode body, int expected)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != expected)
      throw new IOException("POST %s: %d".formatted(address.getPath(), response.statusCode()));
    return Frame.JSON.readTree(response.body());
  }

  /// The JSON at an address; empty when it is not found.
  public JsonNode json(URI address) throws IOException, InterruptedException {
    return Frame.JSON.readTree(text(address));
  }

  /// The same, for the holder of a token.
  ///
  /// @throws IOException for every other answer than 200
  public JsonNode json(URI address, String token) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200)
      throw new IOException("GET %s: %d".formatted(address.getPath(), response.statusCode()));
    return Frame.JSON.readTree(response.body());
  }

  public String text(URI address) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString())
        .body();
  }

  public int status(URI address) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.discarding())
        .statusCode();
  }

  /// Whether a server answers `/ready` with 200.
  public boolean isReady(URI server) throws IOException, InterruptedException {
    try {
      return status(server.resolve("/ready")) == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
