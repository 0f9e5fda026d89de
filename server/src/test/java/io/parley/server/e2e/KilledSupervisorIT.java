package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.server.e2e.LocalNodes.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIGKILL to the process of `parley cluster`, which supervises the nodes, during a reply; then it
/// is started again at once.
@Tag("long")
class KilledSupervisorIT {
  private static final Logger LOG = LoggerFactory.getLogger(KilledSupervisorIT.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path data;

  @Test
  void a_cluster_restarts_on_its_ports_and_finishes_the_open_reply() throws Exception {
    // a reply of half a minute: longer than an unsupervised node takes to end
    var settings =
        LocalNodes.withFreePorts(
            Map.of(
                "PARLEY_MODEL",
                "scripted",
                "PARLEY_SCRIPTED_CHUNKS",
                "60",
                "PARLEY_SCRIPTED_DELAY",
                "500"));
    Caller.Session session;
    Caller customer;
    List<Node> before;
    try (var cluster = LocalNodes.start(data, 3, settings)) {
      before = cluster.nodes();
      session = Caller.start(before.get(0));
      customer = Caller.with(session.token());
      customer.say(before.get(1), session, "m1", "hello");
      await().atMost(PATIENCE).until(() -> customer.events(before.get(2), session).size() > 1);
      cluster.supervisor().kill();
      long killed = System.nanoTime();
      try (var again = LocalNodes.start(data, 3, settings)) {
        LOG.info("the cluster runs again after {} ms", (System.nanoTime() - killed) / 1_000_000);
        assertThat(again.nodes()).isEqualTo(before);
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    customer.events(again.nodes().get(0), session).stream()
                        .anyMatch(e -> e.at("/event/kind").asText().equals("reply-completed")));
      }
    }
  }
}
