package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.server.e2e.LocalNodes.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Operators see and change a cluster of two nodes from either of them.
final class OperatorsOfNodes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WORDS = "xylophones are what nobody else may read about";

  private OperatorsOfNodes() {}

  private static JsonNode get(Node node, String path) throws IOException, InterruptedException {
    return call(node, "GET", path, 200);
  }

  private static JsonNode call(Node node, String method, String path, int status)
      throws IOException, InterruptedException {
    var answer = ManagementIT.send(node.management(), method, path, Optional.empty(), "");
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  /// In the end the second node leaves; its supervisor starts it again.
  static void seeAndChange(LocalNodes cluster) throws Exception {
    var one = cluster.nodes().get(0);
    var two = cluster.nodes().get(1);
    var members = get(one, "/cluster").get("members");
    assertThat(members.findValuesAsText("address"))
        .containsExactlyInAnyOrder(one.cluster(), two.cluster());
    assertThat(members.findValuesAsText("status")).containsOnly("up");

    var homes = new HashSet<String>();
    var sessions = talking(one, homes);
    assertThat(homes).as("both nodes have sessions").hasSize(2);
    for (var session : sessions) seenFromBoth(cluster, session);

    await().atMost(PATIENCE).untilAsserted(() -> breakersOfBoth(one, two));
    var ended = sessions.getFirst();
    call(two, "POST", path(ended) + "/end", 202);
    await()
        .atMost(PATIENCE)
        .until(() -> !get(one, path(ended)).get("status").asText().equals("active"));
    call(two, "POST", path(ended) + "/end", 409);
    call(one, "POST", path(sessions.getLast()) + "/wake", 202);
    call(one, "POST", "/sessions/default/nobody/wake", 404);
    call(one, "POST", "/cluster/members/" + two.cluster() + "/down", 409);

    revokedOnBoth(one, two, sessions.getLast());

    var left = two.process();
    call(one, "POST", "/cluster/members/" + two.cluster() + "/leave", 202);
    left.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    // idle sessions are passivated until they are needed
    for (var session : List.of(sessions.get(1), sessions.getLast()))
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                call(one, "POST", path(session) + "/wake", 202);
                assertThat(get(one, path(session)).at("/where/awake").asBoolean()).isTrue();
              });
  }

  /// A token revoked on one node is refused by the other within a few seconds.
  private static void revokedOnBoth(Node one, Node two, Caller.Session session) throws Exception {
    var customer = Caller.with(session.token());
    var path = "/v1/sessions/" + session.id();
    assertThat(customer.status(two, path)).isEqualTo(200);
    var agent = Optional.of(ServerProcess.AGENT_TOKEN);
    var revoked = ManagementIT.send(one.http("/"), "DELETE", path + "/tokens", agent, "");
    assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(204);
    assertThat(customer.status(one, path)).isEqualTo(401);
    await().atMost(PATIENCE).until(() -> customer.status(two, path) == 401);
    var fresh = ManagementIT.send(two.http("/"), "POST", path + "/token", agent, "");
    var token = JSON.readTree(fresh.body()).path("token").asText();
    assertThat(Caller.with(token).status(one, path)).isEqualTo(200);
  }

  /// Sessions on both nodes.
  private static List<Caller.Session> talking(Node one, Set<String> homes) throws Exception {
    var sessions = new ArrayList<Caller.Session>();
    for (int i = 0; i < 30 && homes.size() < 2; i++) {
      var session = Caller.start(one);
      Caller.with(session.token()).say(one, session, "m", WORDS);
      homes.add(get(one, path(session) + "/where").get("node").asText());
      sessions.add(session);
    }
    return sessions;
  }

  /// Polls: a slow node is left out, and the list of sessions lags behind.
  private static void knowsOfBoth(Node node) throws Exception {
    var live = get(node, "/live");
    assertThat(live.at("/cluster/self").asText()).isEqualTo(node.cluster());
    assertThat(live.path("nodes")).hasSize(2);
    assertThat(live.toString()).doesNotContain("xylophones");
    assertThat(get(node, "/lag").at("/projection/more").asBoolean(true)).isFalse();
  }

  /// Each node lists and resets the other's breakers. A node that takes a second to answer counts
  /// as silent.
  private static void breakersOfBoth(Node one, Node two) throws Exception {
    for (var asked : List.of(one, two)) {
      var nodes = get(asked, "/breakers").get("nodes");
      assertThat(nodes.findValuesAsText("node"))
          .containsExactlyInAnyOrder(one.cluster(), two.cluster());
      assertThat(nodes.findValuesAsText("silent")).containsOnly("false");
      assertThat(nodes.findValuesAsText("name")).filteredOn("provider:offline"::equals).hasSize(2);
    }
    var there = call(one, "POST", "/breakers/provider:offline/reset?node=" + two.cluster(), 200);
    assertThat(there.at("/nodes")).hasSize(1);
    assertThat(there.at("/nodes/0/node").asText()).isEqualTo(two.cluster());
    var everywhere = call(two, "POST", "/breakers/provider:offline/reset", 200).get("nodes");
    assertThat(everywhere.findValuesAsText("outcome")).containsExactly("closed", "closed");
    call(one, "POST", "/breakers/provider:nobody/reset", 404);
    call(one, "POST", "/breakers/provider:offline/reset?node=127.0.0.1:1", 404);
  }

  private static String path(Caller.Session session) {
    return "/sessions/default/" + session.id();
  }

  private static void seenFromBoth(LocalNodes cluster, Caller.Session session) throws Exception {
    for (var node : cluster.nodes()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var told = get(node, path(session));
                assertThat(told.get("status").asText()).isEqualTo("active");
                assertThat(told.get("turns").asInt()).isEqualTo(1);
                // the session itself reports it, on any node
                assertThat(told.at("/where/awake").asBoolean()).isTrue();
                assertThat(told.has("epoch")).isTrue();
                assertThat(told.at("/calls/inDoubt").asInt(-1)).isZero();
                assertThat(told.toString()).doesNotContain("xylophones");
                var listed = get(node, "/sessions?state=active&limit=200");
                assertThat(listed.get("sessions").findValuesAsText("id")).contains(session.id());
                assertThat(listed.toString()).doesNotContain("xylophones");
              });
      await().atMost(PATIENCE).untilAsserted(() -> knowsOfBoth(node));
    }
  }
}
