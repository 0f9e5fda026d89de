package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.persistence.embedded.LocalPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Journals are damaged, one in each possible way. The server starts, those sessions report the
/// damage, all others work, and repaired sessions work again without a restart.
class DamagedJournalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Caller AGENT = Caller.with(ServerProcess.AGENT_TOKEN);
  private static final int CALLS = 10;
  private static final String ALARM = "a session is damaged and closed";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "PARLEY_MODEL",
          "scripted",
          "JAVA_TOOL_OPTIONS",
          "-Dparley.sessions.damage.interval=1s -Dparley.sessions.damage.pause=1s");

  @TempDir Path data;

  @Test
  void a_damaged_session_closes_alone_and_works_again_after_repair() throws Exception {
    Caller.Session flipped;
    Caller.Session future;
    Caller.Session gap;
    Caller.Session poison;
    Caller.Session torn;
    Caller.Session foreign;
    Caller.Session whole;
    try (var server = ServerProcess.start(data, SETTINGS)) {
      flipped = talked(server);
      future = talked(server);
      gap = talked(server);
      poison = talked(server);
      torn = talked(server);
      foreign = talked(server);
      whole = talked(server);
      try (var database = LocalPostgres.connect(data)) {
        execute(database, "CREATE TABLE kept AS SELECT * FROM event_journal");
        execute(
            database,
            "UPDATE event_journal SET event_payload = set_byte(event_payload, 0, 0) WHERE "
                + row(flipped, 2));
        execute(
            database,
            "UPDATE event_journal SET event_ser_manifest = 'turn-danced' WHERE " + row(future, 4));
        execute(database, "DELETE FROM event_journal WHERE " + row(gap, 3));
        execute(
            database,
            """
            INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
              adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
            SELECT persistence_id, 5, writer, write_timestamp, adapter_manifest, event_ser_id,
              event_ser_manifest, event_payload
            FROM event_journal WHERE %s\
            """
                .formatted(row(poison, 4)));
        execute(database, "UPDATE event_journal SET adapter_manifest = NULL WHERE " + row(torn, 3));
        execute(database, "UPDATE event_journal SET event_ser_id = 7 WHERE " + row(foreign, 2));
        // the whole journal is read again at the start
        execute(database, "UPDATE projection_offset SET xact = '0', ordering = 0");
        execute(database, "DELETE FROM session_index");
      }
      server.kill();
    }
    var damaged = List.of(flipped, future, gap, poison, torn, foreign);
    try (var server = ServerProcess.start(data, SETTINGS)) {
      for (int i = 0; i < CALLS; i++)
        for (var session : damaged) assertThatItSaysSo(server, session);
      answered(server, whole, "m2");
      answered(server, talked(server), "m2");
      await().atMost(PATIENCE).until(() -> listedSeq(server, whole) >= 7);
      await().atMost(PATIENCE).until(() -> count(server.log(), ALARM) >= damaged.size());
      var log = server.log();
      for (var session : damaged)
        assertThat(log.lines().filter(line -> line.contains(ALARM)))
            .as("one alarm for each")
            .filteredOn(line -> line.contains(session.id()))
            .hasSize(1);
      assertThat(log).as("no restart loop").doesNotContain("JournalFailure");
      await().atMost(PATIENCE).until(() -> metrics().contains("parley_sessions_damaged 6.0"));
      assertThat(metrics())
          .contains("found_total{category=\"unreadable\"} 3.0")
          .contains("found_total{category=\"unknown\"} 1.0")
          .contains("found_total{category=\"missing\"} 1.0")
          .contains("found_total{category=\"impossible\"} 1.0");

      assertThat(managed(HttpRequest.newBuilder(), "/damaged-sessions").get("sessions"))
          .extracting(listed -> listed.get("id").asText())
          .containsExactlyInAnyOrderElementsOf(damaged.stream().map(Caller.Session::id).toList());

      mend(damaged);
      for (var session : damaged) {
        await().atMost(PATIENCE).until(() -> works(server, session));
        answered(server, session, "m2");
      }
      await()
          .atMost(PATIENCE)
          .until(() -> count(server.log(), "a damaged session is whole again") == damaged.size());
      assertThat(count(server.log(), ALARM)).isEqualTo(damaged.size());
      for (var session : damaged)
        await().atMost(PATIENCE).until(() -> listedSeq(server, session) >= 7);
    }
  }

  private void mend(List<Caller.Session> damaged)
      throws IOException, InterruptedException, SQLException {
    try (var database = LocalPostgres.connect(data)) {
      for (var session : damaged) {
        var rows = "persistence_id = 'Session|default:" + session.id() + "'";
        execute(database, "DELETE FROM event_journal WHERE " + rows);
        execute(database, "INSERT INTO event_journal SELECT * FROM kept WHERE " + rows);
      }
    }
    // as docs/OPERATIONS.md has it
    for (var session : damaged)
      managed(
          HttpRequest.newBuilder().POST(BodyPublishers.noBody()),
          "/damaged-sessions/default/" + session.id() + "/retry");
  }

  private JsonNode managed(HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var response = http.send(request.uri(management(path)).build(), BodyHandlers.ofString());
      // a session that was checked meanwhile is not damaged any more
      assertThat(response.statusCode()).isIn(200, 202, 404);
      return new ObjectMapper().readTree(response.body());
    }
  }

  /// A session of four events: started, said, turn started, replied.
  private static Caller.Session talked(ServerProcess server)
      throws IOException, InterruptedException {
    var session = Caller.start(server);
    answered(server, session, "m1");
    return session;
  }

  private static void answered(ServerProcess server, Caller.Session session, String id)
      throws IOException, InterruptedException {
    var caller = Caller.with(session.token());
    long said = caller.say(server, session, id, "hello");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                caller.events(server, session).stream()
                    .anyMatch(
                        event ->
                            event.get("seq").asLong() > said
                                && event
                                    .get("event")
                                    .get("kind")
                                    .asText()
                                    .equals("reply-completed")));
  }

  private static void assertThatItSaysSo(ServerProcess server, Caller.Session session)
      throws IOException, InterruptedException {
    var caller = Caller.with(session.token());
    var path = "/v1/sessions/" + session.id();
    for (var problem :
        List.of(
            caller.get(server, path, 500),
            caller.get(server, path + "/events", 500),
            caller.post(server, path + "/messages", "{\"id\":\"x\",\"text\":\"hello\"}", 500)))
      assertThat(problem.get("type").asText()).isEqualTo("/problems/session-damaged");
  }

  private static boolean works(ServerProcess server, Caller.Session session)
      throws IOException, InterruptedException {
    return Caller.with(session.token()).status(server, "/v1/sessions/" + session.id()) == 200;
  }

  private static long listedSeq(ServerProcess server, Caller.Session session)
      throws IOException, InterruptedException {
    for (JsonNode listed : AGENT.get(server, "/v1/sessions").get("sessions"))
      if (listed.get("id").asText().equals(session.id())) return listed.get("seq").asLong();
    return 0;
  }

  private static long count(String log, String sentence) {
    return log.lines().filter(line -> line.contains(sentence)).count();
  }

  private String metrics() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(management("/metrics")).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  private URI management(String path) throws IOException {
    var addresses = new ObjectMapper().readTree(Files.readAllBytes(data.resolve("addresses.json")));
    return URI.create(addresses.get("management").asText()).resolve(path);
  }

  private static String row(Caller.Session session, int seq) {
    return "persistence_id = 'Session|default:%s' AND sequence_number = %d"
        .formatted(session.id(), seq);
  }

  private static void execute(Connection database, String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
