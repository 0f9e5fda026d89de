package io.parley.operations.breaker;

import io.parley.http.ops.breaker.BreakerControls;
import io.parley.http.ops.breaker.BreakerControls.Breaker;
import io.parley.http.ops.breaker.BreakerKeeper;
import io.parley.operations.cluster.ClusterControls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/// Asks the [BreakerKeeper] of each member. Another node counts as silent if its keeper cannot be
/// found (it is cut off, has just started, or runs an older build), and any if it does not answer
/// in time. This node's keeper is known from the start: nobody has to find it.
public final class PekkoBreakers implements ClusterBreakers {
  /// The nodes' time to answer. Shorter than the live page's timeout, or the page would show no
  /// node's breakers.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final ClusterControls cluster;
  private final ActorRef<BreakerKeeper.Message> own;

  private PekkoBreakers(
      ActorSystem<?> system, ClusterControls cluster, ActorRef<BreakerKeeper.Message> own) {
    this.system = system;
    this.cluster = cluster;
    this.own = own;
  }

  /// Also starts this node's own keeper.
  ///
  /// @param own breakers of this node; @param cluster knows the members
  public static ClusterBreakers start(
      ActorSystem<?> system, BreakerControls own, ClusterControls cluster) {
    var keeper = system.systemActorOf(BreakerKeeper.create(own), "breakers", Props.empty());
    return new PekkoBreakers(system, cluster, keeper);
  }

  @Override
  public CompletionStage<List<Node>> all() {
    return each(
        cluster.view().members(),
        keeper ->
            this.<BreakerKeeper.Told>ask(keeper, BreakerKeeper.Tell::new)
                .thenApply(answer -> Optional.of(answer.breakers()))
                .exceptionally(_ -> Optional.empty()),
        Optional.<List<Breaker>>empty(),
        Node::new);
  }

  @Override
  public CompletionStage<List<Reset>> reset(String name, Optional<String> node) {
    var members =
        cluster.view().members().stream()
            .filter(member -> node.isEmpty() || node.get().equals(member.address()))
            .toList();
    return each(
        members,
        keeper ->
            this.<BreakerKeeper.WasReset>ask(
                    keeper, replyTo -> new BreakerKeeper.Reset(name, replyTo))
                .thenApply(was -> was.known() ? Outcome.CLOSED : Outcome.UNKNOWN)
                .exceptionally(_ -> Outcome.SILENT),
        Outcome.SILENT,
        Reset::new);
  }

  @FunctionalInterface
  private interface Question<T> {
    CompletionStage<T> of(ActorRef<BreakerKeeper.Message> keeper);
  }

  /// Asks all members at once; results in their order.
  ///
  /// @param silence the result for a member without an answer
  private <T, R> CompletionStage<List<R>> each(
      List<ClusterControls.Member> members,
      Question<T> question,
      T silence,
      BiFunction<String, T, R> result) {
    return keepers()
        .thenCompose(
            keepers -> {
              CompletionStage<List<R>> all = CompletableFuture.completedStage(new ArrayList<>());
              for (var member : members) {
                var keeper = Optional.ofNullable(keepers.get(member.address()));
                // all are asked before the first answer is awaited
                var answer =
                    keeper
                        .map(question::of)
                        .orElseGet(() -> CompletableFuture.completedStage(silence));
                all =
                    all.thenCombine(
                        answer,
                        (list, one) -> {
                          list.add(result.apply(member.address(), one));
                          return list;
                        });
              }
              return all;
            });
  }

  /// Keepers of the reachable nodes, by address.
  private CompletionStage<Map<String, ActorRef<BreakerKeeper.Message>>> keepers() {
    return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
            system.receptionist(),
            replyTo -> Receptionist.find(BreakerKeeper.KEY, replyTo),
            PATIENCE,
            system.scheduler())
        .thenApply(listing -> listing.getServiceInstances(BreakerKeeper.KEY))
        .exceptionally(_ -> Set.of())
        .thenApply(
            others -> {
              Map<String, ActorRef<BreakerKeeper.Message>> keepers = new HashMap<>();
              for (var keeper : others) {
                var at = keeper.path().address();
                if (!at.hasLocalScope())
                  keepers.put(at.getHost().orElse("?") + ":" + at.getPort().orElse(0), keeper);
              }
              keepers.put(cluster.view().self(), own);
              return keepers;
            });
  }

  private <T> CompletionStage<T> ask(
      ActorRef<BreakerKeeper.Message> keeper,
      Function<ActorRef<T>, BreakerKeeper.Message> question) {
    return AskPattern.ask(keeper, question::apply, PATIENCE, system.scheduler());
  }
}
