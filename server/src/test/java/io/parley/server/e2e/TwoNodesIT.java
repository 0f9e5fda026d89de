package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.server.e2e.LocalNodes.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes, neither of which is a majority: a lease in PostgreSQL decides. Each test stops the
/// node with the lower address, which the majority rule would favour: by that rule the other one
/// would end, too.
@Tag("long")
class TwoNodesIT {
  /// The lease of an earlier decision may have to expire first, 30 s.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir static Path data;
  private static LocalNodes cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster =
        LocalNodes.start(
            data,
            2,
            Map.of(
                "PARLEY_MODEL",
                "scripted",
                "JAVA_TOOL_OPTIONS",
                "-Dparley.cluster.split-brain=lease-majority"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) cluster.close();
  }

  @BeforeEach
  void together() {
    cluster.awaitAllUp();
    // shards move back to a node that has just restarted
    for (var node : cluster.nodes())
      await().atMost(PATIENCE).untilAsserted(() -> Caller.start(node));
  }

  private static int size(Node node) {
    try {
      return node.members().path("members").size();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The remaining node answers all sessions, also those of the other.
  private static void assertThatItGoesOn(Node node, Caller.Session... before)
      throws IOException, InterruptedException {
    for (var session : before) answered(node, session, "m2");
    answered(node, Caller.start(node), "m1");
  }

  private static void answered(Node node, Caller.Session session, String id)
      throws IOException, InterruptedException {
    var caller = Caller.with(session.token());
    var said = new AtomicLong();
    // repeating is safe
    await().atMost(PATIENCE).untilAsserted(() -> said.set(caller.say(node, session, id, "hello")));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                caller.events(node, session).stream()
                    .anyMatch(
                        event ->
                            event.get("seq").asLong() > said.get()
                                && event.at("/event/kind").asText().equals("reply-completed")));
  }

  private static Caller.Session[] talked(Node node) throws IOException, InterruptedException {
    var sessions = new Caller.Session[6];
    for (int i = 0; i < sessions.length; i++) {
      sessions[i] = Caller.start(node);
      answered(node, sessions[i], "m1");
    }
    return sessions;
  }

  private static void supervisor(String signal) throws IOException, InterruptedException {
    long pid = cluster.supervisor().processes().getLast().pid();
    var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }

  /// How often nodes have ended, from the supervisor's log.
  private static long ended(String with) throws IOException {
    return cluster.supervisor().log().lines().filter(line -> line.contains(with)).count();
  }

  @Test
  void a_killed_node_is_removed_and_rejoins() throws Exception {
    var killed = cluster.lowest();
    var left = cluster.others(killed).getFirst();
    var process = left.process();
    var sessions = talked(killed);
    // otherwise it would restart before a decision is needed
    supervisor("STOP");
    try {
      killed.process().destroyForcibly();
      await().atMost(PATIENCE).until(() -> size(left) == 1);
      assertThatItGoesOn(left, sessions);
    } finally {
      supervisor("CONT");
    }
    cluster.awaitAllUp();
    assertThat(process.isAlive()).as("the remaining node").isTrue();
    assertThat(left.process().pid()).isEqualTo(process.pid());
  }

  @Test
  void a_paused_node_ends_itself_and_rejoins() throws Exception {
    var stopped = cluster.lowest();
    var left = cluster.others(stopped).getFirst();
    var slept = stopped.process();
    var stayed = left.process();
    var sessions = talked(stopped);
    long before = ended("ended with 1;");
    stopped.signal("STOP");
    try {
      await().atMost(PATIENCE).until(() -> size(left) == 1);
      assertThatItGoesOn(left, sessions);
    } finally {
      stopped.signal("CONT");
    }
    slept.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    await().atMost(PATIENCE).until(() -> ended("ended with 1;") == before + 1);
    cluster.awaitAllUp();
    assertThat(left.process().pid()).as("the remaining node").isEqualTo(stayed.pid());
  }
}
