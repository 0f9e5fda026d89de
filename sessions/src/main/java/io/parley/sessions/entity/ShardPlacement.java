package io.parley.sessions.entity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$RegionStopped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/// Decides which node gets a shard: the one with the fewest, as Pekko's own strategy does. It also
/// frees the shards that were moving from a node that died.
///
/// Before a shard moves, every region acknowledges it; then its old region is asked to hand it
/// over. The coordinator's worker takes a region's death for its acknowledgement, once. If the dead
/// region was also the shard's old region, the worker then waits for a hand-over that cannot come
/// until `handoff-timeout` (30 s), and so do the shard's sessions. So the coordinator is notified
/// once more that the region has terminated; that ends the wait
/// (`docs/decisions/0053-a-lost-node-holds-up-no-shard.md`).
///
/// Called by the coordinator alone, in its thread.
final class ShardPlacement implements ShardCoordinator.ActorSystemDependentAllocationStrategy {
  private static final Logger LOG = LoggerFactory.getLogger(ShardPlacement.class);

  private final ShardCoordinator.ShardAllocationStrategy fewest;
  private final Consumer<ActorRef> tellGone;

  /// The region of each shard at the last look, including shards that move and have none.
  private Map<String, ActorRef> homes = Map.of();

  private ShardPlacement(
      ShardCoordinator.ShardAllocationStrategy fewest, Consumer<ActorRef> tellGone) {
    this.fewest = fewest;
    this.tellGone = tellGone;
  }

  /// @param type name of the sharded entity
  static ShardPlacement of(org.apache.pekko.actor.typed.ActorSystem<?> system, String type) {
    var classic = Adapter.toClassic(system);
    return over(
        ClusterSharding.get(classic)
            .defaultShardAllocationStrategy(ClusterShardingSettings.create(classic)),
        classic,
        type);
  }

  /// @param fewest chooses regions for shards
  static ShardPlacement over(
      ShardCoordinator.ShardAllocationStrategy fewest, ActorSystem system, String type) {
    // only the coordinator calls us, so it is on this node
    var coordinator =
        system.actorSelection(
            "/system/sharding/%sCoordinator/singleton/coordinator".formatted(type));
    return new ShardPlacement(
        fewest,
        region ->
            coordinator.tell(
                new ShardCoordinator$Internal$RegionStopped(region), ActorRef.noSender()));
  }

  @Override
  public void start(ActorSystem system) {
    if (fewest instanceof ShardCoordinator.ActorSystemDependentAllocationStrategy dependent)
      dependent.start(system);
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester,
      String shard,
      scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> regions) {
    return fewest.allocateShard(requester, shard, regions);
  }

  @Override
  public Future<scala.collection.immutable.Set<String>> rebalance(
      scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> regions,
      scala.collection.immutable.Set<String> moving) {
    gone(CollectionConverters.asJava(regions), CollectionConverters.asJava(moving))
        .forEach(
            region -> {
              LOG.info(
                  "shards were about to move from {}, which has left: they can start elsewhere now",
                  region);
              tellGone.accept(region);
            });
    return fewest.rebalance(regions, moving);
  }

  /// @param regions all that the coordinator knows, with their shards. A dead one is among them
  ///   until its removal is stored
  /// @param moving shards whose move has begun
  /// @return the removed regions from which a shard still moves
  private Set<ActorRef> gone(Map<ActorRef, IndexedSeq<String>> regions, Set<String> moving) {
    var now = new HashMap<String, ActorRef>();
    regions.forEach(
        (region, shards) ->
            CollectionConverters.asJava(shards).forEach(shard -> now.put(shard, region)));
    var gone = new HashSet<ActorRef>();
    for (var shard : moving) {
      var last = homes.get(shard);
      if (last == null || now.putIfAbsent(shard, last) != null) continue;
      if (!regions.containsKey(last)) gone.add(last);
    }
    homes = now;
    return gone;
  }
}
