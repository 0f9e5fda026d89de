package io.parley.http.server.cluster;

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

/// Notices that the rest of the cluster took this node for dead. It is told so by gossip some
/// seconds before Pekko ends its actors, for it first tells others who are in the same case.
/// Sessions have stopped by then, so those are seconds in which every question would get no answer.
final class RemovalWatch {
  private static final Optional<CoordinatedShutdown.Reason> DOWNED =
      Optional.of(CoordinatedShutdown.clusterDowningReason());

  private RemovalWatch() {}

  /// @return completes when that is so, on a thread of the actor system
  static CompletionStage<Void> start(ActorSystem<?> system) {
    var removed = new CompletableFuture<Void>();
    system.systemActorOf(hearing(removed), "sent-away", Props.empty());
    // whatever was not heard: a shutdown for this reason is the same
    var shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "sent-away",
        () -> {
          if (DOWNED.equals(shutdown.getShutdownReason())) removed.complete(null);
          return CompletableFuture.completedStage(Done.getInstance());
        });
    return removed;
  }

  private static Behavior<MemberDowned> hearing(CompletableFuture<Void> removed) {
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
