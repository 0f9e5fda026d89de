package io.parley.operations.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.json.JsonText;
import io.parley.http.ops.breaker.BreakerControls.Breaker;
import io.parley.http.ops.breaker.BreakerControls.State;
import io.parley.http.route.ManagedPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerEndpointsTest {
  private final List<String> reset = new ArrayList<>();
  private List<ClusterBreakers.Reset> outcomes = List.of();
  private final ManagedPort port = new ManagedPort(BreakerEndpoints.of(new Three()));

  @AfterEach
  void close() {
    port.close();
  }

  /// Three nodes: one with breakers, one without any so far, and one silent.
  private final class Three implements ClusterBreakers {
    @Override
    public CompletionStage<List<Node>> all() {
      return CompletableFuture.completedStage(
          List.of(
              new Node(
                  "n:1",
                  Optional.of(
                      List.of(
                          new Breaker("provider:main/1", State.CLOSED, 0, Optional.empty()),
                          new Breaker(
                              "tool:postgresql",
                              State.HALF_OPEN,
                              5,
                              Optional.of(Instant.parse("2026-01-01T12:00:00Z")))))),
              new Node("n:2", Optional.of(List.of())),
              new Node("n:3", Optional.empty())));
    }

    @Override
    public CompletionStage<List<Reset>> reset(String name, Optional<String> node) {
      reset.add(name + " on " + node.orElse("all"));
      return CompletableFuture.completedStage(outcomes);
    }
  }

  private void outcomes(ClusterBreakers.Outcome... wanted) {
    var listed = new ArrayList<ClusterBreakers.Reset>();
    for (var outcome : wanted)
      listed.add(new ClusterBreakers.Reset("n:" + (listed.size() + 1), outcome));
    outcomes = listed;
  }

  @Test
  void breakers_are_listed_by_node_with_silent_nodes() {
    assertThat(port.get("/breakers", 200))
        .isEqualTo(
            JsonText.object(
                """
                {"nodes":[
                  {"node":"n:1","silent":false,"breakers":[
                    {"name":"provider:main/1","state":"closed","failures":0},
                    {"name":"tool:postgresql","state":"half-open","failures":5,
                     "since":"2026-01-01T12:00:00.000Z"}]},
                  {"node":"n:2","silent":false,"breakers":[]},
                  {"node":"n:3","silent":true}]}\
                """));
  }

  @Test
  void a_breaker_is_reset_by_name_with_slashes_on_one_node_or_all() {
    outcomes(
        ClusterBreakers.Outcome.CLOSED,
        ClusterBreakers.Outcome.UNKNOWN,
        ClusterBreakers.Outcome.SILENT);
    assertThat(port.post("/breakers/tool:postgresql/reset", 200))
        .isEqualTo(
            JsonText.object(
                """
                {"nodes":[{"node":"n:1","outcome":"closed"},{"node":"n:2","outcome":"unknown"},
                  {"node":"n:3","outcome":"silent"}]}\
                """));
    port.post("/breakers/provider%3Amain%2F1/reset?node=n:1", 200);
    assertThat(reset).containsExactly("tool:postgresql on all", "provider:main/1 on n:1");
  }

  @Test
  void resetting_nothing_is_not_found() {
    outcomes(ClusterBreakers.Outcome.UNKNOWN, ClusterBreakers.Outcome.UNKNOWN);
    port.post("/breakers/tool:nobody/reset", 404);
    outcomes(ClusterBreakers.Outcome.UNKNOWN, ClusterBreakers.Outcome.SILENT);
    port.post("/breakers/tool:maybe/reset", 503);
    // an unknown node
    outcomes();
    port.post("/breakers/tool:postgresql/reset?node=n:9", 404);
  }
}
