package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the process ends on request.
class DrainedServerIT {
  private static final int OVERDUE = 1;
  private static final int SIGTERM = 143;
  private static final Map<String, String> SCRIPTED =
      Map.of("PARLEY_MODEL", "scripted", "PARLEY_SCRIPTED_DELAY", "50");

  @TempDir Path data;

  @Test
  void a_drain_finishes_the_turn_and_an_overdue_shutdown_is_cut_short_and_recovered()
      throws Exception {
    var config = Files.writeString(data.resolve("short.conf"), "parley.shutdown.deadline = 1ms");
    var place = data.resolve("data");
    Caller.Session session;
    try (var server = ServerProcess.start(place, SCRIPTED);
        var http = HttpClient.newHttpClient()) {
      session = Caller.start(server);
      Caller.with(session.token()).say(server, session, "m1", "hello");
      var drain =
          HttpRequest.newBuilder(server.management("/drain"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(http.send(drain, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(202);
      assertThat(server.awaitEnd()).as(server.log()).isZero();
    }
    try (var server =
        ServerProcess.start(place, SCRIPTED, List.of("--config", config.toString()))) {
      var events = Caller.with(session.token()).events(server, session);
      assertThat(events)
          .extracting(event -> event.at("/event/kind").asText())
          .containsExactly("session-started", "said", "turn-started", "reply-completed");
      assertThat(server.stop()).as(server.log()).isEqualTo(OVERDUE);
      assertThat(server.log()).contains("takes longer than parley.shutdown.deadline allows");
    }
    // its PostgreSQL kept running: the next start finds it and stops it cleanly
    try (var server = ServerProcess.start(place, SCRIPTED)) {
      assertThat(server.stop()).as(server.log()).isEqualTo(SIGTERM);
    }
  }
}
