package io.parley.sessions.entity;

import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Collaborators;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.fault.Contained;
import io.parley.sessions.fault.Contained.Extent;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;

/// Creates the shards of sessions on this node.
public final class SessionShards {
  private SessionShards() {}

  /// Makes this node ready to hold sessions.
  ///
  /// @param awake counts the sessions in memory; @param shared by the sessions of this node
  public static void init(
      ActorSystem<?> system,
      SessionSettings settings,
      Collaborators collaborators,
      AwakeSessions awake,
      NodeShared shared) {
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    SessionEntity.TYPE_KEY,
                    entity ->
                        awake.counted(
                            stash -> {
                              var key = SessionKey.parse(entity.getEntityId());
                              var faults = new Faults(key, collaborators.watch());
                              return Contained.of(
                                  Extent.SURVIVABLE,
                                  faults.of("session"),
                                  SessionEntity.create(
                                      key,
                                      entity.getShard(),
                                      settings,
                                      collaborators,
                                      shared,
                                      stash));
                            }))
                .withStopMessage(new SessionEntity.Sleep())
                .withAllocationStrategy(ShardPlacement.of(system, SessionEntity.TYPE_KEY.name())));
  }
}
