package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Each node has an index of its own and asks the database for changes, so that no message between
/// nodes can be lost.
final class KnowledgeOfNodes {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final String REF = "theodolite-rental";
  private static final String DOCUMENT = "/v1/knowledge/documents/" + REF;
  private static final String SEARCH = "/v1/knowledge/search?limit=3&q=theodolite%20rental";
  private static final String QUESTION = "What does the rental of a theodolite cost?";

  private KnowledgeOfNodes() {}

  /// Written at the first node, asked on the last, deleted at the second.
  static void anArticleIsFoundAndForgottenEverywhere(List<? extends Served> nodes)
      throws IOException, InterruptedException {
    for (var node : nodes)
      await().atMost(PATIENCE).until(() -> searchable(node) == version(node) && version(node) > 0);
    var body = "The rental of a theodolite costs nine euros a day.";
    var text = "{\"title\":\"Theodolite rental\",\"body\":\"%s\"}".formatted(body);
    var written = OPERATOR.put(nodes.getFirst(), DOCUMENT, text, 200);
    report("found after an upload", eachNode(nodes, written, true));

    var last = nodes.getLast();
    var session = Caller.start(last);
    assertThat(cited(last, session, "m1")).contains(REF);

    var deleted = OPERATOR.delete(nodes.get(1), DOCUMENT, 200);
    report("gone after a deletion", eachNode(nodes, deleted, false));
    for (var node : nodes)
      assertThat(OPERATOR.status(node, "/v1/knowledge/passages/" + REF)).isEqualTo(404);
    assertThat(cited(last, session, "m2")).doesNotContain(REF);
    assertThat(cited(last, Caller.start(last), "m1")).doesNotContain(REF);
  }

  /// Waits until each node's searches find the article, or find it no longer.
  ///
  /// @return seconds since the change was answered, by the node's number
  private static Map<Integer, Double> eachNode(
      List<? extends Served> nodes, JsonNode changed, boolean found)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    var seconds = new HashMap<Integer, Double>();
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_EVERY)
        .until(
            () -> {
              for (int i = 0; i < nodes.size(); i++)
                if (!seconds.containsKey(i + 1) && shows(nodes.get(i), changed, found))
                  seconds.put(i + 1, (System.nanoTime() - begin) / 1e9);
              return seconds.size() == nodes.size();
            });
    // a node never goes back to an earlier state
    for (var node : nodes) assertThat(shows(node, changed, found)).isTrue();
    return seconds;
  }

  /// Whether the node's searches know the change, and the node says so, which comes a moment later.
  private static boolean shows(Served node, JsonNode changed, boolean found)
      throws IOException, InterruptedException {
    return finds(node) == found && searchable(node) >= changed.path("knowledge").asLong();
  }

  /// For docs/KNOWLEDGE.md; not asserted, since the machine of a test may be busy.
  private static void report(String what, Map<Integer, Double> seconds) {
    seconds.forEach(
        (node, after) ->
            System.out.println(
                String.format(Locale.ROOT, "node %d: %s %.1f s", node, what, after)));
  }

  private static boolean finds(Served node) throws IOException, InterruptedException {
    return OPERATOR.get(node, SEARCH).path("passages").findValuesAsText("ref").contains(REF);
  }

  private static long searchable(Served node) throws IOException, InterruptedException {
    return OPERATOR.get(node, "/v1/knowledge").path("searchable").asLong();
  }

  private static long version(Served node) throws IOException, InterruptedException {
    return OPERATOR.get(node, "/v1/knowledge").path("version").asLong();
  }

  /// The refs that the next reply names as its sources.
  private static List<String> cited(Served node, Caller.Session session, String id)
      throws IOException, InterruptedException {
    int before = replies(node, session).size();
    Caller.with(session.token()).say(node, session, id, QUESTION);
    await().atMost(PATIENCE).until(() -> replies(node, session).size() > before);
    return replies(node, session).getLast().at("/event/sources").findValuesAsText("ref");
  }

  static List<JsonNode> replies(Served node, Caller.Session session)
      throws IOException, InterruptedException {
    return Caller.with(session.token()).events(node, session).stream()
        .filter(event -> event.at("/event/kind").asText().equals("reply-completed"))
        .toList();
  }
}
