package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.persistence.embedded.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at three bad moments, each in a session of its own. No client asks for the first session
/// afterwards: it must finish by itself.
class KilledServerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Caller AGENT = Caller.with(ServerProcess.AGENT_TOKEN);
  // any number that no other lock uses
  private static final long GATE = 4_217;

  private static final String TICKET =
      """
      { when = "human", tool = create_ticket, text = "Here it is: {result}"
        arguments = { subject = "A call", description = "They want to talk to a human" } }
      """;

  /// No reply comes before the kill.
  private static final String SILENCE = "{ when = hello, fail = silence }\n";

  @TempDir static Path directory;
  private static ServerProcess server;

  /// Waits for its reply when the server is killed.
  private static Caller.Session waiting;

  private static long said;

  /// Its ticket is open, and not recorded, when the server is killed.
  private static Caller.Session served;

  /// Not there when the server is killed.
  private static LateAnswer late;

  @BeforeAll
  static void kill() throws Exception {
    late = LateAnswer.receive();
    try (var killed = start(SILENCE + TICKET)) {
      late.ask(killed);
      waiting = Caller.start(killed);
      said = Caller.with(waiting.token()).say(killed, waiting, "m1", "hello");
      served = Caller.start(killed);
      try (var database = LocalPostgres.connect(killed.data());
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
        Caller.with(served.token()).say(killed, served, "m1", "I want to talk to a human");
        await().atMost(PATIENCE).until(() -> tickets(database, served) == 1);
        killed.kill();
      }
    }
    server = start(TICKET);
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
    if (late != null) late.close();
  }

  /// @param scenes of the scripted model
  private static ServerProcess start(String scenes) throws IOException {
    var config =
        Files.writeString(
            directory.resolve("parley.conf"),
            "parley.model.scripted.script = [\n%s]\n%s"
                .formatted(scenes + LateAnswer.SCENE, late.settings()));
    return ServerProcess.start(
        directory.resolve("data"),
        Map.of("PARLEY_MODEL", "scripted"),
        List.of("--config", config.toString()));
  }

  @Test
  void killed_between_acknowledgement_and_reply_it_replies_once_after_the_restart()
      throws Exception {
    awaitSeq(waiting, said + 3);
    var customer = Caller.with(waiting.token());
    var events = customer.events(server, waiting);
    assertThat(kinds(events))
        .containsExactly(
            "session-started", "said", "turn-started", "turn-resumed", "reply-completed");
    // the acknowledged message comes again under its id, as from a client that missed the answer
    assertThat(customer.say(server, waiting, "m1", "hello")).isEqualTo(said);
    assertThat(customer.events(server, waiting)).hasSameSizeAs(events);
  }

  @Test
  void killed_between_a_tools_effect_and_its_record_it_keeps_one_ticket() throws Exception {
    var customer = Caller.with(served.token());
    await()
        .atMost(PATIENCE)
        .until(() -> kinds(customer.events(server, served)).contains("reply-completed"));
    var events = customer.events(server, served);
    assertThat(kinds(events)).containsOnlyOnce("tool-call-settled", "reply-completed");
    assertThat(event(events, "tool-call-settled").get("outcome").asText()).isEqualTo("succeeded");
    assertThat(event(events, "reply-completed").get("text").asText()).containsPattern("T-\\d+");
    try (var database = LocalPostgres.connect(server.data())) {
      assertThat(tickets(database, served)).isEqualTo(1);
    }
  }

  @Test
  void an_answer_after_the_death_of_the_server_reaches_the_customer_once() throws Exception {
    late.reachesTheCustomerOnce(server);
  }

  /// Waits by polling the list of sessions, which wakes no session.
  private static void awaitSeq(Caller.Session session, long seq) {
    // it may have been killed before the session was listed
    await().atMost(PATIENCE).until(() -> listedSeq(session) >= seq);
  }

  private static long listedSeq(Caller.Session session) throws IOException, InterruptedException {
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
