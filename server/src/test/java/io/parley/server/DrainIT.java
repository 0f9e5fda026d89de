package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.http.session.TestSocket;
import io.parley.server.e2e.PreparedData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Readers during a stop of the program, after its next start, and while that drains.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DrainIT {
  @TempDir private static Path data;
  private static HttpClient http;

  /// Whose node is stopped.
  private static TestSocket reader;

  private static String id;
  private static String token;

  /// Started after that on the same data.
  private static Program program;

  private static Program program(String delay) throws IOException {
    PreparedData.at(data.resolve("data"));
    return Program.start(
        Map.of(
            "parley.data",
            data.resolve("data").toString(),
            "parley.http.port",
            0,
            "parley.management.port",
            0,
            "parley.model.name",
            "scripted",
            "parley.model.scripted.chunks",
            5,
            "parley.model.scripted.delay",
            delay));
  }

  @BeforeAll
  static void stopAndStart() throws Exception {
    http = HttpClient.newHttpClient();
    try (var stopped = program("0s")) {
      var addresses = stopped.running().addresses();
      assertThat(Files.readString(data.resolve("data/addresses.json")))
          .contains(addresses.http(), addresses.management());
      var started = started(http, addresses.http());
      id = started.path("id").asText();
      token = started.path("token").asText();
      reader = TestSocket.open(http, uri(stopped, id), token);
      reader.upTo("caught-up");
      reader.send("{\"type\":\"say\",\"id\":\"a\",\"text\":\"hello\"}");
      reader.next("accepted");
    }
    program = program("2s");
  }

  @AfterAll
  static void stop() {
    if (program != null) program.close();
    if (http != null) http.close();
  }

  @Test
  void readers_are_told_to_reconnect_and_then_miss_nothing() {
    assertThat(reader.next("draining").path("reconnectAfterMs").asInt()).isPositive();
    assertThat(reader.next("closing").path("code").asInt()).isEqualTo(1001);
    assertThat(reader.closeCode()).isEqualTo(1001);
    // the token is still valid: its signing key is stored with the data
    try (var socket = TestSocket.open(http, uri(program, id), token)) {
      var frame = socket.next("event");
      while (!frame.at("/event/kind").asText().equals("reply-completed"))
        frame = socket.next("event");
      assertThat(frame.at("/event/turn").asInt()).isEqualTo(1);
    }
  }

  // the last one: it ends the node
  @Test
  @Order(Integer.MAX_VALUE)
  void a_draining_node_finishes_open_replies_and_refuses_new_connections() throws Exception {
    var addresses = program.running().addresses();
    var started = started(http, addresses.http());
    var at = uri(program, started.path("id").asText());
    var own = started.path("token").asText();
    try (var slow = TestSocket.open(http, at, own)) {
      slow.upTo("caught-up");
      slow.send("{\"type\":\"say\",\"id\":\"a\",\"text\":\"hello\"}");
      slow.next("delta");
      // the rest of the reply takes eight seconds, in which all this has to happen
      assertThat(post(http, addresses.management() + "/drain")).isEqualTo(202);
      await().until(() -> get(http, addresses.management() + "/health/ready") == 503);
      assertThatThrownBy(() -> TestSocket.open(http, at, own))
          .hasRootCauseMessage("Unexpected HTTP response status code 503");
      var heard = slow.upTo("draining");
      assertThat(heard.get(heard.size() - 2).at("/event/kind").asText())
          .isEqualTo("reply-completed");
      assertThat(slow.closeCode()).isEqualTo(1001);
    }
    assertThat(program.awaitEnd()).isZero();
  }

  private static JsonNode started(HttpClient http, String address) throws Exception {
    var start =
        HttpRequest.newBuilder(URI.create(address + "/v1/sessions"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return new ObjectMapper()
        .readTree(http.send(start, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static int post(HttpClient http, String address) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.noBody());
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static int get(HttpClient http, String address) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(address)).build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static URI uri(Program program, String id) {
    var http = program.running().addresses().http();
    return URI.create(http.replace("http:", "ws:") + "/v1/sessions/" + id + "/socket");
  }
}
