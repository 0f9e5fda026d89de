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
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Readers during a stop of the program, and after its next start.
class DrainIT {
  @TempDir Path data;

  private Program program() throws IOException {
    return program(Map.of());
  }

  private Program program(Map<String, ?> more) throws IOException {
    PreparedData.at(data.resolve("data"));
    var settings = new HashMap<String, Object>(more);
    settings.put("parley.data", data.resolve("data").toString());
    settings.put("parley.http.port", 0);
    settings.put("parley.management.port", 0);
    settings.put("parley.model.name", "scripted");
    settings.put("parley.model.scripted.chunks", 5);
    return Program.start(settings);
  }

  @Test
  void readers_are_told_to_reconnect_and_then_miss_nothing() throws Exception {
    String id;
    String token;
    TestSocket reader;
    try (var http = HttpClient.newHttpClient()) {
      try (var program = program()) {
        var addresses = program.running().addresses();
        assertThat(Files.readString(data.resolve("data/addresses.json")))
            .contains(addresses.http(), addresses.management());
        var started = started(http, addresses.http());
        id = started.path("id").asText();
        token = started.path("token").asText();
        reader = TestSocket.open(http, uri(program, id), token);
        reader.upTo("caught-up");
        reader.send("{\"type\":\"say\",\"id\":\"a\",\"text\":\"hello\"}");
        reader.next("accepted");
      }
      assertThat(reader.next("draining").path("reconnectAfterMs").asInt()).isPositive();
      assertThat(reader.next("closing").path("code").asInt()).isEqualTo(1001);
      assertThat(reader.closeCode()).isEqualTo(1001);
      // the token is still valid: its signing key is stored with the data
      try (var program = program();
          var socket = TestSocket.open(http, uri(program, id), token)) {
        var frame = socket.next("event");
        while (!frame.at("/event/kind").asText().equals("reply-completed"))
          frame = socket.next("event");
        assertThat(frame.at("/event/turn").asInt()).isEqualTo(1);
      }
    }
  }

  @Test
  void a_draining_node_finishes_open_replies_and_refuses_new_connections() throws Exception {
    try (var http = HttpClient.newHttpClient();
        var program = program(Map.of("parley.model.scripted.delay", "2s"))) {
      var addresses = program.running().addresses();
      var started = started(http, addresses.http());
      var id = started.path("id").asText();
      var token = started.path("token").asText();
      try (var reader = TestSocket.open(http, uri(program, id), token)) {
        reader.upTo("caught-up");
        reader.send("{\"type\":\"say\",\"id\":\"a\",\"text\":\"hello\"}");
        reader.next("delta");
        // the rest of the reply takes eight seconds, in which all this has to happen
        assertThat(post(http, addresses.management() + "/drain")).isEqualTo(202);
        await().until(() -> get(http, addresses.management() + "/health/ready") == 503);
        assertThatThrownBy(() -> TestSocket.open(http, uri(program, id), token))
            .hasRootCauseMessage("Unexpected HTTP response status code 503");
        var heard = reader.upTo("draining");
        assertThat(heard.get(heard.size() - 2).at("/event/kind").asText())
            .isEqualTo("reply-completed");
        assertThat(reader.closeCode()).isEqualTo(1001);
      }
      assertThat(program.awaitEnd()).isZero();
    }
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
