package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/// A client that talks to the server over HTTP, as the customer of one session or as staff.
final class Caller {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int PAGE = 500;
  private static final Duration VOICE = Duration.ofMinutes(2);

  private final String token;

  private Caller(String token) {
    this.token = token;
  }

  static Caller with(String token) {
    return new Caller(token);
  }

  /// A session and the token that opens it.
  record Session(String id, String token) {}

  static Session start(Served server) throws IOException, InterruptedException {
    return started(server, "/v1/sessions");
  }

  /// Starts a session of an organisation, as its visitor.
  static Session start(Served server, String slug) throws IOException, InterruptedException {
    return started(server, "/v1/sessions?organisation=" + slug);
  }

  private static Session started(Served server, String path)
      throws IOException, InterruptedException {
    var request =
        new Caller("")
            .posting(server, path, "{}")
            .header("Idempotency-Key", UUID.randomUUID().toString());
    var started = patiently(request, 201);
    return new Session(started.get("id").asText(), started.get("token").asText());
  }

  /// Starts a session under an idempotency key.
  JsonNode start(Served server, String body, String key) {
    return patiently(posting(server, "/v1/sessions", body).header("Idempotency-Key", key), 201);
  }

  /// Waits until calls are possible: models of speech load while a server is already running.
  static void awaitVoice(Served server) {
    await()
        .atMost(VOICE)
        .ignoreExceptions()
        .until(() -> with("").get(server, "/v1/voice").get("available").asBoolean());
  }

  JsonNode get(Served server, String path) throws IOException, InterruptedException {
    return patiently(request(server, path).GET(), 200);
  }

  /// @param status expected
  JsonNode get(Served server, String path, int status) throws IOException, InterruptedException {
    return patiently(request(server, path).GET(), status);
  }

  int status(Served server, String path) throws IOException, InterruptedException {
    return HTTP.send(request(server, path).GET().build(), BodyHandlers.discarding()).statusCode();
  }

  JsonNode post(Served server, String path, String body, int status)
      throws IOException, InterruptedException {
    return patiently(posting(server, path, body), status);
  }

  JsonNode put(Served server, String path, String body, int status)
      throws IOException, InterruptedException {
    var put = BodyPublishers.ofString(body);
    return patiently(
        request(server, path).header("Content-Type", "application/json").PUT(put), status);
  }

  JsonNode delete(Served server, String path, int status) throws IOException, InterruptedException {
    return patiently(request(server, path).DELETE(), status);
  }

  /// Deletes a leftover of a test, if there is one, so that the test can be run again.
  void forget(Served server, String path) throws IOException, InterruptedException {
    HTTP.send(request(server, path).DELETE().build(), BodyHandlers.discarding());
  }

  private HttpRequest.Builder posting(Served server, String path, String body) {
    return request(server, path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /// @return the number of the message's event
  long say(Served server, Session session, String id, String text)
      throws IOException, InterruptedException {
    var body = JSON.createObjectNode().put("id", id).put("text", text).toString();
    return patiently(posting(server, "/v1/sessions/" + session.id() + "/messages", body), 202)
        .get("seq")
        .asLong();
  }

  /// Sends a message that must be refused with 503 and a Retry-After.
  boolean refused(ServerProcess server, String path, String body)
      throws IOException, InterruptedException {
    var response = HTTP.send(posting(server, path, body).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(JSON.readTree(response.body()).path("type").asText())
        .isIn("/problems/unavailable", "/problems/overloaded");
    return true;
  }

  /// Says `hello` under that id, with one retry; whether it is stored.
  boolean isTaken(ServerProcess server, Session session, String id)
      throws IOException, InterruptedException {
    var body = JSON.createObjectNode().put("id", id).put("text", "hello").toString();
    var path = "/v1/sessions/" + session.id() + "/messages";
    return HTTP.send(posting(server, path, body).build(), BodyHandlers.ofString()).statusCode()
        == 202;
  }

  /// All events of a session.
  List<JsonNode> events(Served server, Session session) throws IOException, InterruptedException {
    var page = get(server, "/v1/sessions/" + session.id() + "/events?limit=" + PAGE);
    var events = new ArrayList<JsonNode>();
    page.get("events").forEach(events::add);
    return events;
  }

  private HttpRequest.Builder request(Served server, String path) {
    var request = HttpRequest.newBuilder(server.http(path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /// A server that cannot answer now, as on a busy machine, answers 503 with a Retry-After; the
  /// client then repeats the same request, which has no second effect.
  private static JsonNode patiently(HttpRequest.Builder request, int status) {
    var answer = new AtomicReference<HttpResponse<String>>();
    await()
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              answer.set(HTTP.send(request.build(), BodyHandlers.ofString()));
              return status == 503 || !isPutOff(answer.get());
            });
    return read(answer.get(), status);
  }

  private static boolean isPutOff(HttpResponse<String> answer) {
    return answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent();
  }

  private static JsonNode read(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
