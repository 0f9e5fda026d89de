package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.bench.client.ChatClient;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.fleet.Node;
import io.parley.faults.fleet.Proxy;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The object store is unreachable or returns corrupted objects. Sessions still end; only what is
/// stored counts as archived.
@Tag("long")
class StoreFaultsIT {
  private static final int NODES = 3;
  private static final int ENDED = 6;
  private static final Load.Plan PEOPLE = new Load.Plan(6, 1, Manner.PLAIN);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static Fleet fleet;

  @BeforeAll
  static void build() throws Exception {
    fleet = Fleet.start(Fleet.Plan.scripted(NODES, Runs.directory("store-faults")));
  }

  @AfterAll
  static void takeDown() throws Exception {
    fleet.close();
  }

  @Test
  void the_store_is_unreachable_while_sessions_end() throws Exception {
    archivedAfter("store-away", Proxy::cut);
  }

  @Test
  void the_store_accepts_requests_and_does_not_answer() throws Exception {
    archivedAfter("store-silent", Proxy::hold);
  }

  @Test
  void the_store_returns_corrupted_bytes() throws Exception {
    archivedAfter("store-lies", line -> line.tamper(StoreFaultsIT::otherBytes));
  }

  private static void archivedAfter(String name, Consumer<Proxy> harm) throws Exception {
    try (var trial = Trial.begin(name, fleet, PEOPLE, Optional.empty());
        var client = new ChatClient()) {
      trial.passTime(Duration.ofSeconds(4));
      trial.harm(name, () -> lines().forEach(harm));
      var ended = new ArrayList<ChatClient.Session>();
      for (int i = 0; i < ENDED; i++) ended.add(ended(client, fleet.node(i % NODES), "m" + i));
      trial.passTime(Duration.ofSeconds(20));
      for (var session : ended)
        assertThat(kinds(fleet.node(0), session))
            .as("while nothing can be archived")
            .contains("session-ended")
            .doesNotContain("session-archived");
      trial.harm("the object store is healthy again", () -> lines().forEach(Proxy::heal));
      for (var session : ended) {
        await()
            .atMost(PATIENCE)
            .until(() -> kinds(fleet.node(0), session).contains("session-archived"));
        assertThat(kinds(fleet.node(1), session)).containsOnlyOnce("session-archived");
        assertThat(archived(fleet.node(2), session))
            .isEqualTo(events(fleet.node(2), session).subList(0, archivedEvents(session)));
      }
      trial.recovered();
      trial.judge();
    }
  }

  private static List<Proxy> lines() {
    return List.of(fleet.storeLine(0), fleet.storeLine(1), fleet.storeLine(2));
  }

  private static ChatClient.Session ended(ChatClient client, Node node, String id)
      throws IOException, InterruptedException {
    var session = client.start(node.http());
    var path = "/v1/sessions/" + session.id();
    var said = "{\"id\":\"" + id + "\",\"text\":\"Hello and good-bye.\"}";
    assertThat(node.post(path + "/messages", session.token(), said)).isEqualTo(202);
    await().until(() -> kinds(node, session).contains("reply-completed"));
    assertThat(node.post(path + "/end", session.token(), "{}")).isEqualTo(202);
    return session;
  }

  private static List<JsonNode> events(Node node, ChatClient.Session session)
      throws IOException, InterruptedException {
    var events = new ArrayList<JsonNode>();
    node.get("/v1/sessions/" + session.id() + "/events", session.token())
        .get("events")
        .forEach(events::add);
    return events;
  }

  private static List<JsonNode> archived(Node node, ChatClient.Session session)
      throws IOException, InterruptedException {
    var events = new ArrayList<JsonNode>();
    node.get("/v1/sessions/" + session.id() + "/archive", session.token())
        .get("events")
        .forEach(events::add);
    return events;
  }

  /// All events but the one that reports the archive.
  private static int archivedEvents(ChatClient.Session session)
      throws IOException, InterruptedException {
    return kinds(fleet.node(2), session).indexOf("session-archived");
  }

  private static List<String> kinds(Node node, ChatClient.Session session)
      throws IOException, InterruptedException {
    return events(node, session).stream().map(event -> event.at("/event/kind").asText()).toList();
  }

  /// Changes the last byte of every object and its ETag; keeps its length.
  private static byte[] otherBytes(byte[] piece) {
    var text = new String(piece, StandardCharsets.ISO_8859_1);
    var changed =
        text.replaceAll("(?i)(etag: \"?)[0-9a-f]", "$1e").getBytes(StandardCharsets.ISO_8859_1);
    boolean object = text.contains("gzip") || !text.startsWith("HTTP/");
    if (object) changed[changed.length - 1] ^= 1;
    return changed;
  }
}
