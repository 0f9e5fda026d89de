package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Each node has the agents of organisations in memory, and asks the database for changes.
final class AgentsOfNodes {
  private static final Logger LOG = LoggerFactory.getLogger(AgentsOfNodes.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final Caller STRANGER = Caller.with("");
  private static final String SUPPORT = "/v1/organisation/agents/support";

  private static final String AGENT =
      """
      {"company": "Alder & Ash", "languages": ["en"],
       "texts": {"en": {"greeting": "Welcome to all nodes!", "title": "How can we help?"}},
       "theme": {"accent": "#2f6f4f", "accentDark": "#7fd1a5"}}\
      """;

  private AgentsOfNodes() {}

  /// Written at the first node, used on all, retired at the second.
  static void aChangeReachesEveryNode(List<? extends Served> nodes)
      throws IOException, InterruptedException {
    var last = nodes.getLast();
    int before = version(last);
    var written = OPERATOR.put(nodes.getFirst(), SUPPORT, AGENT, 200).get("version").asInt();
    // the answer comes when its own node uses it
    assertThat(version(nodes.getFirst())).isEqualTo(written);
    everywhere(nodes, written);
    var session = Caller.start(last);
    var events = Caller.with(session.token()).events(last, session).toString();
    assertThat(events).contains("Welcome to all nodes!");

    OPERATOR.delete(nodes.get(1), SUPPORT, 204);
    everywhere(nodes, before);
    assertThat(pinned(nodes.get(1), session).at("/agent/version").asInt()).isEqualTo(written);
  }

  private static JsonNode pinned(Served node, Caller.Session session)
      throws IOException, InterruptedException {
    return OPERATOR.get(node, "/v1/sessions/" + session.id());
  }

  private static int version(Served node) throws IOException, InterruptedException {
    return STRANGER.get(node, "/v1/agents/default").get("version").asInt();
  }

  /// A second on a machine that is not busy.
  private static void everywhere(List<? extends Served> nodes, int version) {
    long begin = System.nanoTime();
    for (var node : nodes)
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(LOOK_EVERY)
          .until(() -> version(node) == version);
    LOG.info(
        "version {} of an agent was on all nodes after {} ms",
        version,
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }
}
