package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.server.e2e.LocalNodes.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three nodes started by one command, a fourth by another, and no processes left afterwards. They
/// share sessions, knowledge, agents and people's sign-ins.
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TERMINATED = 143;

  /// Set in the environment.
  private static final String MARK = "m4rked";

  @TempDir Path data;

  @Test
  void three_nodes_share_sessions_knowledge_and_agents_a_fourth_joins_and_all_shut_down_cleanly()
      throws Exception {
    List<ProcessHandle> processes;
    // the supervisor starts the object store, too
    var settings =
        Map.ofEntries(
            SharedStore.OWN, Map.entry("JAVA_TOOL_OPTIONS", "-Dparley.agent.company=" + MARK));
    try (var cluster = LocalNodes.start(data, 3, settings)) {
      assertThat(cluster.nodes()).extracting(Node::base).doesNotHaveDuplicates();

      // started on one node, continued on another, read in the same order on all
      var session = Caller.start(cluster.nodes().get(0));
      var customer = Caller.with(session.token());
      customer.say(cluster.nodes().get(1), session, "m1", "hello");
      await()
          .atMost(PATIENCE)
          .until(() -> KnowledgeOfNodes.replies(cluster.nodes().get(2), session).size() == 1);
      var order = customer.events(cluster.nodes().get(2), session);
      for (var node : cluster.nodes()) assertThat(customer.events(node, session)).isEqualTo(order);

      KnowledgeOfNodes.anArticleIsFoundAndForgottenEverywhere(cluster.nodes());
      AgentsOfNodes.aChangeReachesEveryNode(cluster.nodes());
      SignInsOfNodes.oneThatEndedIsGoneOnEveryNode(cluster);

      var joined = join();
      try {
        var fourth = awaitJoined();
        await().atMost(PATIENCE).until(() -> fourth.up().size() == 4 && fourth.isReady());
        // each node learns of it at its own time
        for (var node : cluster.nodes())
          await().atMost(PATIENCE).untilAsserted(() -> assertThat(node.up()).hasSize(4));
        assertThat(customer.events(fourth, session)).isEqualTo(order);
      } finally {
        joined.destroy();
      }
      assertThat(joined.onExit().join().exitValue()).isEqualTo(TERMINATED);
      cluster.awaitAllUp();

      processes = cluster.supervisor().processes();
      // PostgreSQL is a daemon
      assertThat(processes).as("itself, three nodes, the object store").hasSize(5);
      showNoSecretOnTheirCommandLines(processes);
      assertThat(cluster.supervisor().stop()).isEqualTo(TERMINATED);
      assertThat(cluster.supervisor().log()).doesNotContain("it is killed", "ERROR");
    }
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    assertThat(data.resolve("joining.json")).doesNotExist();
    try (var logs = Stream.of("1.log", "2.log", "3.log")) {
      assertThat(logs.map(data.resolve("nodes")::resolve)).allMatch(Files::isRegularFile);
    }
    var said = new ArrayList<String>();
    for (int node = 1; node <= 3; node++)
      said.addAll(Files.readAllLines(data.resolve("nodes/" + node + ".log")));
    assertThat(said)
        .filteredOn(line -> line.contains("forms a cluster"))
        .hasSize(1)
        .allMatch(line -> line.contains("number 1 on this database"));
    assertThat(said)
        .as("it ran until the end")
        .noneMatch(line -> line.contains("the process that started this node has ended"));
  }

  private Process join() throws Exception {
    var log = Files.createTempFile("parley-joined-", ".log");
    return ServerProcess.launch(data, Map.of(), log, List.of("join"));
  }

  private Node awaitJoined() throws Exception {
    var directory = data.resolve("nodes/joined-1");
    var addresses = directory.resolve("addresses.json");
    await().atMost(PATIENCE).until(() -> Files.exists(addresses));
    return Node.at(new ObjectMapper().readTree(Files.readAllBytes(addresses)), directory);
  }

  /// Nodes read their common settings from standard input.
  private void showNoSecretOnTheirCommandLines(List<ProcessHandle> processes) throws IOException {
    var secrets = new ArrayList<>(List.of(MARK));
    try (var files = Files.list(data.resolve("secrets"))) {
      for (var file : files.toList()) secrets.add(Files.readString(file).strip());
    }
    for (var process : processes) {
      var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      assertThat(line).isNotEmpty().doesNotContain(secrets);
    }
  }
}
