package io.parley.operations.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.SessionOverview;
import io.parley.core.tenant.SessionKey;
import io.parley.http.node.NodeHealth.Health;
import io.parley.http.node.NodeHealth.Node;
import io.parley.operations.Readiness;
import io.parley.operations.cluster.StagedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ClusterHealthTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String FIRST = "10.0.0.1:17355";
  private static final String SECOND = "10.0.0.2:17355";

  private final Readiness readiness = new Readiness();
  private final StagedCluster cluster = new StagedCluster();
  private final Tables tables = new Tables();
  private final ClusterHealth health =
      // values must not expire while the machine stalls; those that are there are not waited for
      new ClusterHealth(readiness, cluster, tables, () -> NOON, () -> 0, Duration.ofMillis(1));

  private static final class Tables implements SessionOverview {
    private int asked;
    private CompletionStage<Lag> lag =
        CompletableFuture.completedStage(
            new Lag(
                new Backlog(1, Optional.of(NOON)),
                new Backlog(0, Optional.empty()),
                new Backlog(0, Optional.empty()),
                new Backlog(0, Optional.empty()),
                Map.of()));

    @Override
    public CompletionStage<Optional<Known>> find(SessionKey key) {
      throw new AssertionError("unexpected query for a session");
    }

    @Override
    public CompletionStage<Lag> lag(Instant now) {
      asked++;
      return lag;
    }
  }

  private Health look() {
    return health.look().toCompletableFuture().join();
  }

  @Test
  void each_member_is_told_with_its_load_and_the_state_of_the_node_that_answers() {
    readiness.ready();
    readiness.database("larch", false);
    var told = look();
    assertThat(told.self()).isEqualTo(FIRST);
    assertThat(told.state()).isEqualTo("ready");
    assertThat(told.unreachableDatabases()).isEqualTo(1);
    assertThat(told.nodes())
        .containsExactly(
            new Node(FIRST, "up", true, "1.0", OptionalInt.of(3)),
            new Node(SECOND, "up", false, "0.9", OptionalInt.of(0)));
    assertThat(told.lag()).map(lag -> lag.projection().count()).contains(1L);
  }

  @Test
  void what_does_not_arrive_is_left_out() {
    cluster.silent = true;
    tables.lag =
        CompletableFuture.failedStage(new IllegalStateException("the database is unreachable"));
    var told = look();
    assertThat(told.nodes()).hasSize(2).allMatch(node -> node.sessions().isEmpty());
    assertThat(told.lag()).isEmpty();
  }

  @Test
  void many_readers_cause_one_query() {
    for (int i = 0; i < 20; i++) look();
    assertThat(tables.asked).isEqualTo(1);
    assertThat(cluster.asked).containsExactly("holdings");
  }
}
