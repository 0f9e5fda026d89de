package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
    var session = Caller.start(SERVER, TwoCompanies.on(SERVER).getFirst());
    var customer = Caller.with(session.token());
    customer.say(SERVER, session, "m1", "hello");
    await().atMost(PATIENCE).until(() -> customer.events(SERVER, session).size() == 4);
    customer.post(SERVER, "/v1/sessions/" + session.id() + "/end", "{}", 202);
    await()
        .atMost(PATIENCE)
        .until(() -> kinds(customer.events(SERVER, session)).contains("session-archived"));
    var archive = customer.get(SERVER, "/v1/sessions/" + session.id() + "/archive");
    assertThat(archive.toString()).contains("hello", "session-ended");
    assertThat(objects(session)).contains("events.ndjson.gz", "manifest.json");
  }

  @Test
  void an_ended_session_is_erased_by_order_and_then_looks_like_one_that_never_was()
      throws Exception {
    var session = Caller.start(SERVER);
    var path = "/v1/sessions/" + session.id();
    var customer = Caller.with(session.token());
    customer.post(SERVER, path + "/end", "{}", 202);
    await()
        .atMost(PATIENCE)
        .until(() -> kinds(customer.events(SERVER, session)).contains("session-archived"));
    var operator = Caller.with(ServerProcess.OPERATOR_TOKEN);
    operator.delete(SERVER, path, 202);
    await().atMost(PATIENCE).until(() -> operator.status(SERVER, path) == 404);
    assertThat(customer.status(SERVER, path + "/events")).isEqualTo(404);
    assertThat(operator.get(SERVER, "/v1/sessions?limit=200").toString())
        .doesNotContain(session.id());
    // a directory may vanish under the look
    await().atMost(PATIENCE).ignoreExceptions().until(() -> objects(session).isEmpty());
  }

  /// Their names in the object store.
  private static List<String> objects(Caller.Session session) throws IOException {
    try (var files = Files.walk(SERVER.data().resolve("objects"))) {
      return files
          .filter(file -> file.toString().contains(session.id()))
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .toList();
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
