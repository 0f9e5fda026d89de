package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers over the audio socket who stop sending without hanging up.
class VoiceGoneIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;
  private static SpeechServer engines;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    var data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), SpeechModels.fetched());
    engines = new SpeechServer();
    var settings =
        engines.settings()
            + """
            parley.voice.local.voice = flite
            parley.voice.socket.silence-max = 5s
            """;
    var file = Files.writeString(directory.resolve("test.conf"), settings);
    server =
        ServerProcess.start(
            data, Map.of("PARLEY_MODEL", "scripted"), List.of("--config", file.toString()));
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
    if (engines != null) engines.close();
  }

  @Test
  void a_call_that_sends_nothing_ends_as_lost() throws Exception {
    var session = started();
    try (var http = HttpClient.newHttpClient();
        var reader = read(http, session);
        var caller = AudioCaller.call(server, session)) {
      assertThat(reader.next("call").get("call").asText()).isEqualTo(caller.id());
      caller.fallSilent();
      assertThat(end(reader).get("reason").asText()).isEqualTo("lost");
      await().until(() -> caller.ends().size() == 2);
      assertThat(caller.ends().getFirst()).contains("ended");
      assertNoCalls();
    }
  }

  @Test
  void a_call_whose_network_is_down_ends_as_lost() throws Exception {
    var session = started();
    try (var http = HttpClient.newHttpClient();
        var reader = read(http, session);
        var line = DeadLine.to(server);
        var caller = AudioCaller.call(line, session)) {
      assertThat(reader.next("call").get("call").asText()).isEqualTo(caller.id());
      line.die();
      var end = end(reader);
      assertThat(end.get("call").asText()).isEqualTo(caller.id());
      assertThat(end.get("reason").asText()).isEqualTo("lost");
      assertNoCalls();
      assertThat(caller.ends()).as("it got no reason").isEmpty();
    }
  }

  @Test
  void a_call_that_sends_silence_continues() throws Exception {
    var session = started();
    try (var http = HttpClient.newHttpClient();
        var reader = read(http, session);
        var caller = AudioCaller.call(server, session)) {
      // until the silent caller is asked whether they are still there
      await().atMost(PATIENCE).until(() -> engines.spoken().contains("Are you still there?"));
      assertThat(caller.ends()).isEmpty();
      assertThat(reader.next("call").get("phase").asText()).isNotEqualTo("ended");
    }
  }

  private static Caller.Session started() throws Exception {
    Caller.awaitVoice(server);
    return Caller.start(server);
  }

  private static TestSocket read(HttpClient http, Caller.Session session) {
    var socket = server.http("/v1/sessions/" + session.id() + "/socket").toString();
    return TestSocket.open(http, URI.create(socket.replace("http:", "ws:")), session.token());
  }

  private static JsonNode end(TestSocket reader) {
    var shown = reader.next("call");
    while (!shown.get("phase").asText().equals("ended")) shown = reader.next("call");
    return shown;
  }

  private static void assertNoCalls() {
    await().untilAsserted(() -> assertThat(server.metrics().lines()).contains("parley_calls 0.0"));
  }
}
