package io.parley.sessions.entity;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$BeginHandOff;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$HostShard;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$Register;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$RegisterAck;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/// Uses Pekko's own coordinator in a cluster of one; the region that dies belongs to the test.
class ShardPlacementTest {
  private static final EntityTypeKey<String> ECHO = EntityTypeKey.create(String.class, "Echo");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ActorTestKit kit =
      ActorTestKit.create(
          "parley",
          ConfigFactory.parseString(
                  """
                  pekko.cluster.sharding {
                    rebalance-interval = 200ms
                    # longer than the test waits
                    handoff-timeout = 10m
                  }
                  """)
              .withFallback(ConfigFactory.load())
              .resolve());
  private final ActorSystem system = Adapter.toClassic(kit.system());
  private final Told told = new Told();

  @AfterEach
  void close() {
    kit.shutdownTestKit();
  }

  @Test
  void a_shard_is_placed_again_when_its_node_dies_before_acknowledging_the_move() {
    var cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    var heard = kit.<String>createTestProbe();
    var here =
        ClusterSharding.get(kit.system())
            .init(
                Entity.of(ECHO, _ -> repeating(heard))
                    .withAllocationStrategy(ShardPlacement.over(told, system, ECHO.name())));
    here.tell(new ShardingEnvelope<>("a", "somebody coordinates"));
    heard.expectMessage(PATIENCE, "somebody coordinates");

    var there = new TestKit(system);
    system
        .actorSelection("/system/sharding/EchoCoordinator/singleton/coordinator")
        .tell(new ShardCoordinator$Internal$Register(there.getRef()), there.getRef());
    there.fishForMessage(
        PATIENCE, "registered", ShardCoordinator$Internal$RegisterAck.class::isInstance);
    told.target.set(Optional.of(there.getRef()));
    here.tell(new ShardingEnvelope<>("b", "for the other region"));
    var hosted =
        (ShardCoordinator$Internal$HostShard)
            there.fishForMessage(
                PATIENCE, "a shard", ShardCoordinator$Internal$HostShard.class::isInstance);
    told.move.set(Set.of(hosted.shard()));
    there.fishForMessage(
        PATIENCE, "the move begins", ShardCoordinator$Internal$BeginHandOff.class::isInstance);

    told.target.set(Optional.empty());
    system.stop(there.getRef());
    here.tell(new ShardingEnvelope<>("b", "for the remaining region"));
    heard.expectMessage(PATIENCE, "for the remaining region");
  }

  private static Behavior<String> repeating(TestProbe<String> heard) {
    return Behaviors.receiveMessage(
        message -> {
          heard.getRef().tell(message);
          return Behaviors.same();
        });
  }

  /// Places shards as the test says, by default where they are asked for, and moves each once.
  private static final class Told implements ShardCoordinator.ShardAllocationStrategy {
    final AtomicReference<Optional<ActorRef>> target = new AtomicReference<>(Optional.empty());
    final AtomicReference<Set<String>> move = new AtomicReference<>(Set.of());

    @Override
    public Future<ActorRef> allocateShard(
        ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> regions) {
      return Future.successful(
          target
              .get()
              .orElseGet(() -> CollectionConverters.asJava(regions).keySet().iterator().next()));
    }

    @Override
    public Future<scala.collection.immutable.Set<String>> rebalance(
        Map<ActorRef, IndexedSeq<String>> regions, scala.collection.immutable.Set<String> moving) {
      return Future.successful(CollectionConverters.asScala(move.getAndSet(Set.of())).toSet());
    }
  }
}
