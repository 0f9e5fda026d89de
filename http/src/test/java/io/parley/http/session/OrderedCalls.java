package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.json.JsonText;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Orders calls out over HTTP, and reads what becomes of them.
record OrderedCalls(VoiceServer server) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// @param token empty for none; @param key the idempotency key, empty for none
  HttpResponse<String> send(String method, String path, String token, String key, String body) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port.address().getPort() + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    if (!key.isEmpty()) request.header("Idempotency-Key", key);
    return server
        .edge
        .client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .join();
  }

  HttpResponse<String> order(String key, String body) {
    return send("POST", "/v1/calls", EdgeServer.AGENT, key, body);
  }

  /// @param more fields behind the number, with a comma before each
  JsonNode ordered(String number, String more) {
    var answer = order(UUID.randomUUID().toString(), body(number, more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JsonText.object(answer.body());
  }

  static String body(String to, String more) {
    return "{\"to\":\"%s\"%s}".formatted(to, more);
  }

  HttpResponse<String> hangUp(JsonNode ordered) {
    return send("DELETE", "/v1/calls/" + ordered.path("id").asText(), EdgeServer.AGENT, "", "");
  }

  /// As it stands now.
  JsonNode call(JsonNode ordered) {
    var answer =
        send("GET", "/v1/calls/" + ordered.path("id").asText(), EdgeServer.OPERATOR, "", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return JsonText.object(answer.body());
  }

  /// Until the provider's answer is noted: its later reports come after it.
  void awaitPlaced(JsonNode ordered) {
    await().atMost(PATIENCE).until(() -> kinds(call(ordered)).contains("placed"));
  }

  void awaitState(JsonNode ordered, String state) {
    await().atMost(PATIENCE).until(() -> call(ordered).path("state").asText().equals(state));
  }

  /// Its events, each with its detail but the provider's id.
  static List<String> kinds(JsonNode call) {
    return StreamSupport.stream(call.path("events").spliterator(), false)
        .map(
            event ->
                event.path("kind").asText()
                    + (event.has("detail") && !event.path("kind").asText().equals("placed")
                        ? " " + event.path("detail").asText()
                        : ""))
        .toList();
  }
}
