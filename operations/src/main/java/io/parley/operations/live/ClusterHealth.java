package io.parley.operations.live;

import io.parley.core.journal.SessionOverview;
import io.parley.core.journal.SessionOverview.Lag;
import io.parley.http.json.JsonText;
import io.parley.http.node.NodeHealth;
import io.parley.operations.Readiness;
import io.parley.operations.cluster.ClusterControls;
import io.parley.operations.cluster.ClusterControls.Holding;
import io.parley.operations.cluster.ClusterControls.Member;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/// The health of the cluster's nodes for the console: members, their load, and the work that waits.
/// As on the live page, remote data is fetched once for all readers, and left out when it does not
/// arrive.
public final class ClusterHealth implements NodeHealth {
  private final Readiness readiness;
  private final ClusterControls cluster;
  private final Kept<List<Holding>> holdings;
  private final Kept<Lag> lag;
  private final Duration patience;

  public ClusterHealth(
      Readiness readiness, ClusterControls cluster, SessionOverview overview, InstantSource clock) {
    this(readiness, cluster, overview, clock, System::nanoTime, LiveEndpoint.PATIENCE);
  }

  /// @param nanos the clock of the caches; @param patience with remote data
  ClusterHealth(
      Readiness readiness,
      ClusterControls cluster,
      SessionOverview overview,
      InstantSource clock,
      LongSupplier nanos,
      Duration patience) {
    this.readiness = readiness;
    this.cluster = cluster;
    this.patience = patience;
    this.holdings = new Kept<>(LiveEndpoint.NODES_FRESH, nanos, cluster::holdings);
    this.lag = new Kept<>(LiveEndpoint.LAG_FRESH, nanos, () -> overview.lag(clock.instant()));
  }

  @Override
  public CompletionStage<Health> look() {
    var behind = lag.soon(patience);
    return holdings.soon(patience).thenCombine(behind, this::health);
  }

  private Health health(Optional<List<Holding>> held, Optional<Lag> behind) {
    var view = cluster.view();
    return new Health(
        view.self(),
        JsonText.word(readiness.state()),
        readiness.unreachable(),
        view.members().stream().map(member -> node(member, held.orElse(List.of()))).toList(),
        behind);
  }

  private static Node node(Member member, List<Holding> held) {
    var sessions =
        held.stream()
            .filter(holding -> holding.address().equals(member.address()))
            .mapToInt(Holding::sessions)
            .findFirst();
    return new Node(
        member.address(), member.status(), member.reachable(), member.version(), sessions);
  }
}
