package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.voice.flite.FliteSettings;
import io.parley.voice.flite.FliteSpeech;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.work.Workers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that is stopped in order while somebody talks to it on the telephone: the call comes to
/// its end first. The voice detector is real; recognition and voice are doubles.
@Tag("long")
class DrainedCallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int RATE = 8_000;
  private static final String QUESTION = "Where is the parcel that I ordered?";

  @TempDir Path directory;

  private static byte[] spoken(ModelDirectory models) throws Exception {
    try (var processes = new Workers("speaker", 1, 1)) {
      var flite = models.find(DebianProgram.FLITE).orElseThrow();
      var voice =
          new FliteSpeech(flite, processes, new FliteSettings("slt", Duration.ofSeconds(10)));
      return SpokenWave.spoken(voice, QUESTION, RATE);
    }
  }

  private static List<String> texts(List<JsonNode> events, String kind) {
    return events.stream()
        .filter(event -> event.get("kind").asText().equals(kind))
        .map(event -> event.path("text").asText())
        .toList();
  }

  private ServerProcess start(SpeechServer engines, Path models) throws Exception {
    var data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), models);
    var settings =
        Files.writeString(
            directory.resolve("test.conf"),
            engines.settings()
                + """
                parley.voice.local.voice = flite
                parley.shutdown { calls-grace = 10m, deadline = 12m }
                """);
    return ServerProcess.start(
        data, Map.of("PARLEY_MODEL", "scripted"), List.of("--config", settings.toString()));
  }

  @Test
  void a_caller_is_answered_by_a_node_that_drains_until_they_hang_up() throws Exception {
    var models = SpeechModels.fetched();
    var words = spoken(new ModelDirectory(models));
    try (var engines = new SpeechServer();
        var server = start(engines, models);
        var sound = new PhoneSound();
        var phone = new DatagramPhone("+4930123456");
        var http = HttpClient.newHttpClient()) {
      Caller.awaitVoice(server);
      var sessions = PhoneSessions.from(server);
      phone.call(server.sip(), sound.port());
      var session = sessions.awaitOne();
      await().atMost(PATIENCE).until(() -> sound.loud() > 20);

      var drain =
          HttpRequest.newBuilder(server.management("/drain"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(http.send(drain, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
      await().atMost(PATIENCE).until(() -> server.readiness() == 503);

      engines.willHear(QUESTION);
      sound.say(words);
      await()
          .atMost(PATIENCE)
          .until(() -> texts(sessions.events(session), "said").contains(QUESTION));
      await()
          .atMost(PATIENCE)
          .until(() -> texts(sessions.events(session), "reply-completed").size() == 1);
      int heard = sound.loud();
      await().atMost(PATIENCE).until(() -> sound.loud() > heard + 20);
      assertThat(phone.ask("BYE", server.sip())).isEqualTo(200);
      assertThat(server.awaitEnd()).as(server.log()).isZero();
    }
  }
}
