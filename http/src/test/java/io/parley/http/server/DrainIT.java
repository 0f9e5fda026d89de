package io.parley.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.http.session.TestSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What readers hear when the program stops, and what is there when it starts again.
class DrainIT {
  @TempDir Path data;

  private Program program() {
    return Program.start(
        Map.of(
            "parley.data", data.resolve("data").toString(),
            "parley.http.port", 0,
            "parley.management.port", 0,
            "parley.model.name", "scripted",
            "parley.model.scripted.chunks", 5));
  }

  @Test
  void readers_are_told_to_come_back_and_find_everything_when_they_do() throws Exception {
    String id;
    String token;
    TestSocket reader;
    try (var http = HttpClient.newHttpClient()) {
      try (var program = program()) {
        var addresses = program.running().addresses();
        assertThat(Files.readString(data.resolve("data/addresses.json")))
            .contains(addresses.http(), addresses.management());
        var started =
            new ObjectMapper()
                .readTree(
                    http.send(
                            HttpRequest.newBuilder(URI.create(addresses.http() + "/v1/sessions"))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                            HttpResponse.BodyHandlers.ofString())
                        .body());
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
      // the token is still good: the key that signed it lies with the data
      try (var program = program();
          var socket = TestSocket.open(http, uri(program, id), token)) {
        var frame = socket.next("event");
        while (!frame.at("/event/kind").asText().equals("reply-completed"))
          frame = socket.next("event");
        assertThat(frame.at("/event/turn").asInt()).isEqualTo(1);
      }
    }
  }

  private static URI uri(Program program, String id) {
    var http = program.running().addresses().http();
    return URI.create(http.replace("http:", "ws:") + "/v1/sessions/" + id + "/socket");
  }
}
