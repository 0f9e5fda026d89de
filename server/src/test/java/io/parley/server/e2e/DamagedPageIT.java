package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.persistence.embedded.LocalPostgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A byte of a page of the journal flips on the disk while the server is down. PostgreSQL refuses
/// that page; the sessions whose events are on it report the damage, and all others continue.
@Tag("long")
class DamagedPageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> SETTINGS = Map.of("PARLEY_MODEL", "scripted");
  private static final String ALARM = "a session is damaged and closed";
  private static final int SESSIONS = 40;
  private static final int PAGE_BYTES = 8192;
  private static final int DAMAGED_PAGE = 2;

  @TempDir Path data;

  @Test
  void only_sessions_with_events_on_the_damaged_page_are_closed() throws Exception {
    var sessions = new ArrayList<Caller.Session>();
    Map<String, Long> firstOnPage;
    Path file;
    try (var server = ServerProcess.start(data, SETTINGS)) {
      for (int i = 0; i < SESSIONS; i++) {
        var session = Caller.start(server);
        answered(server, session, "m1");
        sessions.add(session);
      }
      try (var database = LocalPostgres.connect(data)) {
        firstOnPage = onPage(database);
        file = data.resolve("postgres").resolve(journalFile(database));
      }
      // a clean stop: all data is then in the file
      server.stop();
    }
    assertThat(firstOnPage).hasSizeBetween(2, SESSIONS / 2);
    flip(file);
    try (var server = ServerProcess.start(data, SETTINGS)) {
      for (var session : sessions)
        if (firstOnPage.containsKey(session.id())) assertThatItIsClosed(server, session);
        else answered(server, session, "m2");
      answered(server, Caller.start(server), "m1");
      await().atMost(PATIENCE).until(() -> damaged(server).equals(firstOnPage));
      // a session is logged before it is listed
      await().atMost(PATIENCE).until(() -> count(server.log(), ALARM) >= firstOnPage.size());
      assertThat(count(server.log(), ALARM)).as("one alarm for each").isEqualTo(firstOnPage.size());
      assertThat(server.log()).as("no restart loop").doesNotContain("JournalFailure");
      // the index continues, too
      for (var session : sessions)
        if (!firstOnPage.containsKey(session.id()))
          await().atMost(PATIENCE).until(() -> listedSeq(server, session) >= 7);
    }
  }

  private static void answered(ServerProcess server, Caller.Session session, String id)
      throws IOException, InterruptedException {
    var caller = Caller.with(session.token());
    long said = caller.say(server, session, id, "hello");
    await()
        .atMost(PATIENCE)
        .until(() -> caller.events(server, session).getLast().get("seq").asLong() == said + 2);
  }

  private static void assertThatItIsClosed(ServerProcess server, Caller.Session session)
      throws IOException, InterruptedException {
    var problem = Caller.with(session.token()).get(server, "/v1/sessions/" + session.id(), 500);
    assertThat(problem.get("type").asText()).isEqualTo("/problems/session-damaged");
  }

  /// The number of the first damaged event by session, as operators see it.
  private static Map<String, Long> damaged(ServerProcess server)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(server.management("/damaged-sessions")).build();
      var listed = new HashMap<String, Long>();
      var body = http.send(request, BodyHandlers.ofString()).body();
      for (var session : new ObjectMapper().readTree(body).get("sessions"))
        listed.put(session.get("id").asText(), session.get("seq").asLong());
      return listed;
    }
  }

  private static long listedSeq(ServerProcess server, Caller.Session session)
      throws IOException, InterruptedException {
    var agent = Caller.with(ServerProcess.AGENT_TOKEN);
    for (JsonNode listed : agent.get(server, "/v1/sessions?limit=100").get("sessions"))
      if (listed.get("id").asText().equals(session.id())) return listed.get("seq").asLong();
    return 0;
  }

  private static long count(String log, String sentence) {
    return log.lines().filter(line -> line.contains(sentence)).count();
  }

  /// The first event of each session on the page.
  private static Map<String, Long> onPage(Connection database) throws SQLException {
    var sql =
        """
        SELECT split_part(persistence_id, ':', 2), min(sequence_number) FROM event_journal
        WHERE (ctid::text::point)[0] = %d GROUP BY persistence_id\
        """
            .formatted(DAMAGED_PAGE);
    var first = new HashMap<String, Long>();
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) first.put(rows.getString(1), rows.getLong(2));
    }
    return first;
  }

  private static String journalFile(Connection database) throws SQLException {
    try (var statement = database.createStatement();
        var row = statement.executeQuery("SELECT pg_relation_filepath('event_journal')")) {
      row.next();
      return row.getString(1);
    }
  }

  private static void flip(Path file) throws IOException {
    try (var table = new RandomAccessFile(file.toFile(), "rw")) {
      long at = (long) DAMAGED_PAGE * PAGE_BYTES + PAGE_BYTES / 2;
      table.seek(at);
      int was = table.read();
      table.seek(at);
      table.write(was ^ 0x10);
    }
  }
}
