package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.server.e2e.LocalNodes.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions and the cluster when nodes die, or only seem to. Each test begins with three nodes that
/// see each other; the next one restarts them.
@Tag("long")
class NodeDeathIT {
  /// The promised limit is 20 s. An idle machine takes 14 to 16 s and a reply (docs/OPERATIONS.md);
  /// the test's machine is busy.
  private static final Duration AWAKE = Duration.ofSeconds(60);

  /// Time within which a removed node ends: the time to learn of its removal, and
  /// `shutdown.sent-away-deadline`.
  private static final Duration GONE = Duration.ofSeconds(60);

  private static final Duration TOGETHER = Duration.ofSeconds(90);
  private static final int SESSIONS = 24;

  @TempDir static Path data;
  private static LocalNodes cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster =
        LocalNodes.start(
            data,
            3,
            Map.of(
                "PARLEY_MODEL", "scripted",
                // six seconds to kill the node in
                "PARLEY_SCRIPTED_CHUNKS", "4",
                "PARLEY_SCRIPTED_DELAY", "1500"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) cluster.close();
  }

  @BeforeEach
  void together() {
    cluster.awaitAllUp();
  }

  @Test
  void open_replies_of_a_dead_oldest_node_are_completed_on_other_nodes() throws Exception {
    var oldest = cluster.oldest();
    var survivors = cluster.others(oldest);
    var sessions = new ArrayList<Caller.Session>();
    for (int i = 0; i < SESSIONS; i++)
      sessions.add(Caller.start(survivors.get(i % survivors.size())));
    try (var http = HttpClient.newHttpClient();
        // no client wakes the others
        var reader = read(http, survivors.get(0), sessions.get(0));
        var other = read(http, survivors.get(1), sessions.get(1));
        var database = LocalPostgres.connect(data)) {
      for (var session : sessions)
        Caller.with(session.token()).say(survivors.get(0), session, "m1", "hello");
      oldest.process().destroyForcibly();
      await().atMost(AWAKE).until(() -> countOf(database, "reply-completed") == SESSIONS);
      assertThat(countOf(database, "turn-resumed")).as("its open replies").isPositive();
      assertThat(countOf(database, "turn-failed")).isZero();
      for (var each : List.of(reader, other)) {
        var heard = upToReply(each);
        assertThat(heard).containsExactlyElementsOf(counting(heard.size()));
      }
    }
  }

  @Test
  @Tag("long")
  void nodes_killed_at_once_form_one_cluster_again() throws Exception {
    for (var node : cluster.nodes()) node.process().destroyForcibly();
    await().atMost(TOGETHER).until(() -> cluster.nodes().stream().noneMatch(NodeDeathIT::isReady));
    cluster.awaitAllUp();
    assertThat(cluster.nodes().stream().map(NodeDeathIT::oldest).distinct()).hasSize(1);
  }

  @Test
  @Tag("long")
  void a_node_wrongly_considered_dead_exits_with_1_and_rejoins() throws Exception {
    var stopped = cluster.others(cluster.oldest()).getFirst();
    var others = cluster.others(stopped);
    var process = stopped.process();
    long before = sentAway();
    stopped.signal("STOP");
    try {
      await().atMost(AWAKE).until(() -> others.stream().allMatch(node -> size(node) == 2));
    } finally {
      stopped.signal("CONT");
    }
    process.onExit().orTimeout(GONE.toSeconds(), TimeUnit.SECONDS).join();
    await().until(() -> sentAway() == before + 1);
    cluster.awaitAllUp();
  }

  /// The number of nodes that exited with 1 so far, from the supervisor's log.
  private static long sentAway() throws IOException {
    return cluster
        .supervisor()
        .log()
        .lines()
        .filter(line -> line.contains("ended with 1;"))
        .count();
  }

  private static TestSocket read(HttpClient http, Node node, Caller.Session session) {
    var socket = node.http("/v1/sessions/" + session.id() + "/socket").toString();
    return TestSocket.open(http, URI.create(socket.replace("http:", "ws:")), session.token());
  }

  /// The numbers of the events up to the end of the turn.
  private static List<Long> upToReply(TestSocket reader) {
    var numbers = new ArrayList<Long>();
    JsonNode frame;
    do {
      frame = reader.next("event");
      numbers.add(frame.get("seq").asLong());
    } while (!frame.at("/event/kind").asText().equals("reply-completed"));
    return numbers;
  }

  private static List<Long> counting(int to) {
    return LongStream.rangeClosed(1, to).boxed().toList();
  }

  private static int countOf(Connection database, String kind) throws SQLException {
    try (var query =
        database.prepareStatement(
            "SELECT count(DISTINCT persistence_id) FROM event_journal WHERE"
                + " convert_from(event_payload, 'UTF8') LIKE ?")) {
      query.setString(1, "%\"" + kind + "\"%");
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static boolean isReady(Node node) {
    try {
      return node.isReady();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int size(Node node) {
    try {
      return node.members().path("members").size();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String oldest(Node node) {
    try {
      return node.members().path("oldest").asText();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
