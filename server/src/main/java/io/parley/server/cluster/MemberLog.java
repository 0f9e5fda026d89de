package io.parley.server.cluster;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberExited;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs membership changes that this node sees, a line each: their times document the loss of a
/// node step by step (`docs/OPERATIONS.md`). Pekko's own lines are many, and switched off.
final class MemberLog {
  private static final Logger LOG = LoggerFactory.getLogger(MemberLog.class);

  private MemberLog() {}

  static void start(ActorSystem<?> system) {
    system.systemActorOf(listener(), "member-log", Props.empty());
  }

  private static Behavior<ClusterDomainEvent> listener() {
    return Behaviors.setup(
        context -> {
          Cluster.get(context.getSystem())
              .subscriptions()
              .tell(Subscribe.create(context.getSelf(), ClusterDomainEvent.class));
          return Behaviors.receiveMessage(
              event -> {
                log(event);
                return Behaviors.same();
              });
        });
  }

  private static void log(ClusterDomainEvent event) {
    switch (event) {
      case MemberUp up -> LOG.info("{} is a member", name(up.member()));
      case UnreachableMember lost -> LOG.info("{} is unreachable", name(lost.member()));
      case ReachableMember found -> LOG.info("{} is reachable again", name(found.member()));
      case MemberDowned downed -> LOG.info("{} is declared dead", name(downed.member()));
      case MemberExited exited -> LOG.info("{} is leaving", name(exited.member()));
      case MemberRemoved removed ->
          LOG.info(
              "{} was removed from the cluster, previous status {}",
              name(removed.member()),
              removed.previousStatus());
      default -> LOG.debug("{}", event);
    }
  }

  private static String name(Member member) {
    return Membership.text(member.address());
  }
}
