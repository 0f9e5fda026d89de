package io.parley.server.cluster;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/// Notices that the rest of the cluster declared this node dead. Gossip says so some seconds before
/// Pekko ends its actors, because Pekko first informs other nodes in the same situation. Sessions
/// have stopped by then, so for those seconds every question would go unanswered.
final class RemovalWatch {
  private static final Optional<CoordinatedShutdown.Reason> DOWNED =
      Optional.of(CoordinatedShutdown.clusterDowningReason());

  private RemovalWatch() {}

  /// @return completes when this node is removed, on a thread of the actor system
  static CompletionStage<Void> start(ActorSystem<?> system) {
    var removed = new CompletableFuture<Void>();
    system.systemActorOf(listener(removed), "removal-watch", Props.empty());
    // a missed event: the shutdown then has this reason
    var shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "removal-watch",
        () -> {
          if (DOWNED.equals(shutdown.getShutdownReason())) removed.complete(null);
          return CompletableFuture.completedStage(Done.getInstance());
        });
    return removed;
  }

  private static Behavior<MemberDowned> listener(CompletableFuture<Void> removed) {
    return Behaviors.setup(
        context -> {
          var cluster = Cluster.get(context.getSystem());
          cluster.subscriptions().tell(Subscribe.create(context.getSelf(), MemberDowned.class));
          var self = cluster.selfMember().uniqueAddress();
          return Behaviors.receiveMessage(
              downed -> {
                if (downed.member().uniqueAddress().equals(self)) removed.complete(null);
                return Behaviors.same();
              });
        });
  }
}
