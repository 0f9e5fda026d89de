package io.parley.operations.cluster;

import io.parley.core.tenant.SessionKey;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.sessions.entity.SessionEntity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.RootActorPath;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.sharding.ShardRegion.ClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.HashCodeNoEnvelopeMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.pattern.Patterns;

/// The cluster through Pekko's API.
public final class PekkoCluster implements ClusterControls {
  /// Time for regions to count; a person waits for the answer.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final Shards shards;

  /// The shard of a session.
  private static final class Shards extends HashCodeNoEnvelopeMessageExtractor<Object> {
    Shards(int number) {
      super(number);
    }

    @Override
    public String entityId(Object message) {
      throw new IllegalStateException("unexpected message");
    }
  }

  /// @param shards the number of shards for sessions
  public PekkoCluster(ActorSystem<?> system, int shards) {
    this.system = system;
    this.cluster = Cluster.get(system);
    this.shards = new Shards(shards);
  }

  @Override
  public View view() {
    var state = cluster.state();
    var unreachable = state.getUnreachable();
    var members =
        StreamSupport.stream(state.getMembers().spliterator(), false)
            .sorted(PekkoCluster::byAge)
            .map(member -> member(member, !unreachable.contains(member)))
            .toList();
    return new View(
        text(cluster.selfAddress()),
        members,
        Optional.ofNullable(state.getLeader()).map(PekkoCluster::text),
        members.stream()
            .filter(member -> member.status().equals("up"))
            .map(ClusterControls.Member::address)
            .findFirst());
  }

  /// The oldest first.
  private static int byAge(
      org.apache.pekko.cluster.Member one, org.apache.pekko.cluster.Member other) {
    if (one.equals(other)) return 0;
    return one.isOlderThan(other) ? -1 : 1;
  }

  private static ClusterControls.Member member(
      org.apache.pekko.cluster.Member member, boolean reachable) {
    return new ClusterControls.Member(
        text(member.address()),
        member.status().toString().toLowerCase(Locale.ROOT),
        // Pekko's own roles include the data center
        member.getRoles().stream().filter(role -> !role.startsWith("dc-")).sorted().toList(),
        member.appVersion().toString(),
        reachable);
  }

  @Override
  public CompletionStage<List<Holding>> holdings() {
    return AskPattern
        .<org.apache.pekko.cluster.sharding.typed.ClusterShardingQuery, ClusterShardingStats>ask(
            ClusterSharding.get(system).shardState(),
            (ActorRef<ClusterShardingStats> replyTo) ->
                new GetClusterShardingStats(SessionEntity.TYPE_KEY, PATIENCE, replyTo),
            PATIENCE.multipliedBy(2),
            system.scheduler())
        .thenApply(this::holdings)
        // the region of this node may be on its way, too
        .exceptionally(
            _ -> {
              throw new ProblemException(ProblemType.UNAVAILABLE);
            });
  }

  private List<Holding> holdings(ClusterShardingStats stats) {
    return stats.getRegions().entrySet().stream()
        .map(
            region ->
                new Holding(
                    text(whole(region.getKey())),
                    region.getValue().getStats().entrySet().stream()
                        .map(shard -> new Shard(shard.getKey(), (Integer) shard.getValue()))
                        .sorted(Comparator.comparing(Shard::id))
                        .toList()))
        .sorted(Comparator.comparing(Holding::address))
        .toList();
  }

  /// A region of this node has an address without host and port.
  private Address whole(Address address) {
    return address.hasLocalScope() ? cluster.selfAddress() : address;
  }

  @Override
  public CompletionStage<Place> place(SessionKey key) {
    var shard = shards.shardId(key.toString());
    return holdings()
        .thenCompose(
            holdings -> {
              var node =
                  holdings.stream()
                      .filter(
                          holding -> holding.shards().stream().anyMatch(s -> s.id().equals(shard)))
                      .map(Holding::address)
                      .findFirst();
              if (node.isEmpty())
                return CompletableFuture.completedStage(new Place(shard, node, Optional.of(false)));
              return isAwake(node.get(), shard, key)
                  .thenApply(awake -> new Place(shard, node, awake));
            });
  }

  /// Sends an Identify to the actor's path: a live actor answers by itself, and a missing one is
  /// not created.
  private CompletionStage<Optional<Boolean>> isAwake(String node, String shard, SessionKey key) {
    var address = address(node);
    if (address.isEmpty()) return CompletableFuture.completedStage(Optional.empty());
    var place =
        new RootActorPath(address.get(), "/")
            .child("system")
            .child("sharding")
            .child(SessionEntity.TYPE_KEY.name())
            .child(encoded(shard))
            .child(encoded(key.toString()));
    return Patterns.ask(
            Adapter.toClassic(system).actorSelection(place), new Identify(key.toString()), PATIENCE)
        .<Optional<Boolean>>thenApply(
            answer -> Optional.of(((ActorIdentity) answer).getActorRef().isPresent()))
        .exceptionally(_ -> Optional.empty());
  }

  /// As shards name their children.
  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  @Override
  public void leave(String address) {
    address(address).ifPresent(cluster::leave);
  }

  @Override
  public void down(String address) {
    address(address).ifPresent(cluster::down);
  }

  private Optional<Address> address(String text) {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .map(org.apache.pekko.cluster.Member::address)
        .filter(address -> text(address).equals(text))
        .findFirst();
  }

  private static String text(Address address) {
    return address.getHost().orElse("?") + ":" + address.getPort().orElse(0);
  }
}
