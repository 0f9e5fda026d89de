package io.parley.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The supervision of nodes, with shell scripts as nodes.
class NodeProcessIT {
  @TempDir Path directory;

  private NodePlan plan(String script) {
    return plan(script, Duration.ofSeconds(60));
  }

  private NodePlan plan(String script, Duration stopWithin) {
    return new NodePlan(
        "node 1",
        List.of("sh", "-c", script),
        Map.of("parley.http.port", 1, "parley.tokens.agent", "secret"),
        directory.resolve("nodes/1.log"),
        directory.resolve("addresses.json"),
        stopWithin);
  }

  @Test
  void a_node_gets_its_settings_on_standard_input_and_is_restarted_when_it_ends() throws Exception {
    // it is ready when its file is complete
    var script =
        "read told; echo \"$told\" >> told; echo $$ > its-pid; mv its-pid pid;"
            + " touch addresses.json; cat";
    try (var node = NodeProcess.start(plan("cd " + directory + "; " + script))) {
      node.awaitReady();
      var first = pid();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      await().until(() -> pid() != first);
      assertThat(Files.readAllLines(directory.resolve("told")))
          .hasSize(2)
          .allMatch(line -> line.contains("\"agent\":\"secret\""));
    }
    assertThat(ProcessHandle.of(pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_node_that_fails_to_start_is_not_restarted_and_its_message_is_reported() throws Exception {
    var script =
        "echo once >> " + directory.resolve("starts") + "; echo 'parley: no space'; exit 2";
    try (var node = NodeProcess.start(plan(script))) {
      assertThatThrownBy(node::awaitReady)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(NodeFailure.class)
          .hasMessageContaining("node 1 ended with 2 while it started: no space");
    }
    assertThat(Files.readAllLines(directory.resolve("starts"))).hasSize(1);
  }

  @Test
  void a_stopping_node_keeps_its_standard_input_open() throws Exception {
    var script =
        """
        cd %s
        exec 3<&0
        (cat <&3 > /dev/null; touch closed) &
        trap 'sleep 0.5; test -e closed && touch orphaned; touch stopped; exit 0' TERM
        touch addresses.json
        wait\
        """
            .formatted(directory);
    try (var node = NodeProcess.start(plan(script))) {
      node.awaitReady();
    }
    assertThat(directory.resolve("stopped")).exists();
    assertThat(directory.resolve("orphaned")).doesNotExist();
    await().until(() -> Files.exists(directory.resolve("closed")));
  }

  @Test
  void a_node_that_does_not_stop_is_killed() throws Exception {
    // it ignores the signal and the end of its input
    var script = "trap '' TERM; echo $$ > pid; touch addresses.json; while :; do sleep 1; done";
    var node = NodeProcess.start(plan("cd " + directory + "; " + script, Duration.ofSeconds(2)));
    node.awaitReady();
    node.close();
    assertThat(ProcessHandle.of(pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_plan_in_text_form_shows_no_secret() {
    assertThat(plan("true").toString()).doesNotContain("secret");
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(directory.resolve("pid")).strip());
  }
}
