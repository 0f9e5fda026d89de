package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The whole life of a session on the built program, with the real database and the real object
/// store.
class SessionLifeIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;

  @Test
  void an_ended_session_is_archived_with_its_conversation() throws Exception {
    var session = Caller.start(SERVER);
    var customer = Caller.with(session.token());
    customer.say(SERVER, session, "m1", "hello");
    await().atMost(PATIENCE).until(() -> customer.events(SERVER, session).size() == 4);
    customer.post(SERVER, "/v1/sessions/" + session.id() + "/end", "{}", 202);
    await()
        .atMost(PATIENCE)
        .until(() -> kinds(customer.events(SERVER, session)).contains("session-archived"));
    var archive = customer.get(SERVER, "/v1/sessions/" + session.id() + "/archive");
    assertThat(archive.toString()).contains("hello", "session-ended");
    try (var files = Files.walk(SERVER.data().resolve("objects"))) {
      assertThat(files.filter(file -> file.toString().contains(session.id())))
          .extracting(file -> file.getFileName().toString())
          .contains("events.ndjson.gz", "manifest.json");
    }
  }

  @Test
  void an_idle_passivated_session_ends_by_itself() throws Exception {
    var settings = data.resolveSibling(data.getFileName() + ".conf");
    Files.writeString(
        settings, "parley.sessions { idle-timeout = 4s, sleep-after = 1s, due.grace = 1s }");
    var arguments = List.of("serve", "--config", settings.toString());
    try (var server = ServerProcess.start(data, Map.of("PARLEY_MODEL", "scripted"), arguments)) {
      var session = Caller.start(server);
      // by the list of sessions, which wakes no session
      var agent = Caller.with(ServerProcess.AGENT_TOKEN);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  agent
                      .get(server, "/v1/sessions?status=archived")
                      .toString()
                      .contains(session.id()));
      var ended = Caller.with(session.token()).events(server, session).get(1).get("event");
      assertThat(ended.get("reason").asText()).isEqualTo("idle-timeout");
      assertThat(ended.get("by").asText()).isEqualTo("system");
    }
  }

  private static List<String> kinds(List<JsonNode> events) {
    return events.stream().map(event -> event.at("/event/kind").asText()).toList();
  }
}
