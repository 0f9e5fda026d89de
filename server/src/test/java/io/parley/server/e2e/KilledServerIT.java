package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.persistence.embedded.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at the two worst moments. No client asks for the session afterwards: it must finish by
/// itself.
class KilledServerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Caller AGENT = Caller.with(ServerProcess.AGENT_TOKEN);
  // any number that no other lock uses
  private static final long GATE = 4_217;

  @TempDir Path data;

  @Test
  void killed_between_acknowledgement_and_reply_it_replies_once_after_the_restart()
      throws Exception {
    Caller.Session session;
    long said;
    try (var server =
        ServerProcess.start(
            data, Map.of("PARLEY_MODEL", "scripted", "PARLEY_SCRIPTED_DELAY", "10000"))) {
      session = Caller.start(server);
      said = Caller.with(session.token()).say(server, session, "m1", "hello");
      server.kill();
    }
    try (var server = ServerProcess.start(data, Map.of("PARLEY_MODEL", "scripted"))) {
      awaitSeq(server, session, said + 3);
      var events = Caller.with(session.token()).events(server, session);
      assertThat(kinds(events))
          .containsExactly(
              "session-started", "said", "turn-started", "turn-resumed", "reply-completed");
      // the acknowledged message comes again under its id, as from a client that missed the answer
      assertThat(Caller.with(session.token()).say(server, session, "m1", "hello")).isEqualTo(said);
      assertThat(Caller.with(session.token()).events(server, session)).hasSameSizeAs(events);
    }
  }

  @Test
  void killed_between_a_tools_effect_and_its_record_it_keeps_one_ticket() throws Exception {
    Caller.Session session;
    try (var server = ServerProcess.start(data, Map.of("PARLEY_MODEL", "offline"))) {
      session = Caller.start(server);
      try (var database = LocalPostgres.connect(data);
          var gate = database.createStatement()) {
        // blocks the record of a settled call, not the call: a journal that stalls at the worst
        // moment
        gate.execute("SELECT pg_advisory_lock(" + GATE + ")");
        gate.execute(
            """
            CREATE FUNCTION hold_settled() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF convert_from(NEW.event_payload, 'UTF8') LIKE '%tool-call-settled%' THEN
                PERFORM pg_advisory_xact_lock_shared(4217);
              END IF;
              RETURN NEW;
            END $$\
            """);
        gate.execute(
            "CREATE TRIGGER hold_settled BEFORE INSERT ON event_journal FOR EACH ROW EXECUTE"
                + " FUNCTION hold_settled()");
        Caller.with(session.token()).say(server, session, "m1", "I want to talk to a human");
        await().atMost(PATIENCE).until(() -> tickets(database, session) == 1);
        server.kill();
      }
    }
    try (var server = ServerProcess.start(data, Map.of("PARLEY_MODEL", "offline"))) {
      awaitKind(server, session, "reply-completed");
      var events = Caller.with(session.token()).events(server, session);
      assertThat(kinds(events)).containsOnlyOnce("tool-call-settled", "reply-completed");
      assertThat(event(events, "tool-call-settled").get("outcome").asText()).isEqualTo("succeeded");
      assertThat(event(events, "reply-completed").get("text").asText()).containsPattern("T-\\d+");
      try (var database = LocalPostgres.connect(data)) {
        assertThat(tickets(database, session)).isEqualTo(1);
      }
    }
  }

  /// Waits by polling the list of sessions, which wakes no session.
  private static void awaitSeq(ServerProcess server, Caller.Session session, long seq) {
    // it may have been killed before the session was listed
    await().atMost(PATIENCE).until(() -> listedSeq(server, session) >= seq);
  }

  private static void awaitKind(ServerProcess server, Caller.Session session, String kind) {
    await()
        .atMost(PATIENCE)
        .until(() -> kinds(Caller.with(session.token()).events(server, session)).contains(kind));
  }

  private static long listedSeq(ServerProcess server, Caller.Session session)
      throws IOException, InterruptedException {
    for (var listed : AGENT.get(server, "/v1/sessions").get("sessions"))
      if (listed.get("id").asText().equals(session.id())) return listed.get("seq").asLong();
    return 0;
  }

  private static List<String> kinds(List<JsonNode> events) {
    return events.stream().map(event -> event.get("event").get("kind").asText()).toList();
  }

  private static JsonNode event(List<JsonNode> events, String kind) {
    return events.stream()
        .map(event -> event.get("event"))
        .filter(event -> event.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static int tickets(Connection database, Caller.Session session) throws SQLException {
    try (var query = database.prepareStatement("SELECT count(*) FROM ticket WHERE session = ?")) {
      query.setString(1, session.id());
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }
}
