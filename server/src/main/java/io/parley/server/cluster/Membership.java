package io.parley.server.cluster;

import io.parley.persistence.cluster.ClusterRecords;
import io.parley.persistence.cluster.ClusterRecords.Formed;
import io.parley.persistence.cluster.ClusterRecords.Join;
import io.parley.persistence.cluster.ClusterRecords.Node;
import io.parley.persistence.cluster.ClusterRecords.OtherShards;
import io.parley.persistence.database.DatabaseFailure;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.server.cluster.ClusterSettings.SplitBrain;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's membership in the cluster: it joins the members recorded in the database, or forms a
/// cluster when none is left, and then records a heartbeat every few seconds. All of it runs on a
/// thread of its own, and blocks it.
///
/// Closed after the actor system has ended, so that no node takes this one for dead while its
/// sessions still move.
public final class Membership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  /// Between two looks into the database while no node has answered.
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// Time for nodes with outdated records to answer, before a cluster is formed without them.
  private static final Duration SILENT = Duration.ofSeconds(3);

  /// How long there must be two members before the warning; on the way to three there are two.
  private static final Duration TWO = Duration.ofSeconds(30);

  /// How long after the last heartbeat of a dead node its removal is complete: missed heartbeats,
  /// `stable-after`, the removal, `down-removal-margin` (parley-sessions.conf), and a new shard
  /// coordinator. It must not return under the same address before. Otherwise the next shard
  /// coordinator would mistake the new incarnation's address for the old one, watch a dead
  /// incarnation, and never see it end: sessions would be sought there for ever.
  private static final Duration SETTLED = Duration.ofSeconds(18);

  private final ClusterSettings settings;
  private final int shards;
  private final ClusterRecords records;
  private final Cluster cluster;
  private final Seeds seeds;
  private final Node node;
  private final CompletionStage<Void> removed;
  private final CompletableFuture<Void> up = new CompletableFuture<>();
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  // confined to the membership thread
  private OptionalLong formation = OptionalLong.empty();
  private List<Address> asked = List.of();
  private String found = "";
  private long askedSince;
  // earliest time to ask for admission; the join timeout counts from there
  private long notBefore;
  private long twoSince;
  private boolean warned;

  private Membership(
      ActorSystem<?> system,
      ClusterSettings settings,
      int shards,
      ClusterRecords records,
      String version) {
    this.removed = RemovalWatch.start(system);
    MemberLog.start(system);
    this.settings = settings;
    this.shards = shards;
    this.records = records;
    this.cluster = Cluster.get(system);
    var self = cluster.selfAddress();
    this.seeds = new Seeds(self, settings.seeds(), Seeds::resolved);
    this.node = new Node(text(self), cluster.selfUniqueAddress().longUid(), version);
  }

  /// Begins to join; returns at once.
  ///
  /// @param database with its tables
  /// @param shards the number of shards for sessions; all members must agree
  /// @param version of the program, recorded for operators
  public static Membership start(
      ActorSystem<?> system,
      ClusterSettings settings,
      int shards,
      DatabaseSettings database,
      String version) {
    var records = ClusterRecords.open(database, settings.freshFor());
    var membership = new Membership(system, settings, shards, records, version);
    membership.cluster.registerOnMemberUp(() -> membership.up.complete(null));
    Thread.ofPlatform().daemon().name("cluster-membership").start(membership::run);
    return membership;
  }

  /// Blocks until the node is a member.
  ///
  /// @throws ClusterFailure when it cannot become one, or is closed before
  public void awaitUp() {
    try {
      up.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ClusterFailure failure) throw failure;
      throw e;
    }
  }

  /// Completes as soon as this node knows that the cluster removed it, before its actors end. Its
  /// remaining work is in vain: its sessions live elsewhere.
  public CompletionStage<Void> removed() {
    return removed;
  }

  public boolean isRemoved() {
    return removed.toCompletableFuture().isDone();
  }

  /// `host:port`, as the other nodes reach this one.
  public String address() {
    return node.address();
  }

  private void run() {
    try {
      if (!join()) return;
      // a node without actors is no member, even if its process goes on
      while (!cluster.isTerminated()) {
        live();
        if (closedWithin(settings.seenEvery())) return;
      }
    } catch (ClusterFailure failure) {
      up.completeExceptionally(failure);
    } catch (RuntimeException | Error fault) {
      up.completeExceptionally(fault);
      LOG.error("the membership thread failed; this node downs itself", fault);
      cluster.down(cluster.selfAddress());
    } finally {
      // other waiters would wait for ever
      up.completeExceptionally(
          new ClusterFailure(
              "the node %s was stopped before it became a member".formatted(node.address())));
      ended.complete(null);
    }
  }

  /// @return false if it was closed before it became a member
  private boolean join() {
    notBefore = System.nanoTime();
    while (!up.isDone()) {
      if (isRemoved())
        throw new ClusterFailure(
            "the cluster removed the node %s before it became a member".formatted(node.address()));
      if (System.nanoTime() - notBefore > settings.joinTimeout().toNanos()) throw tooLate();
      if (formation.isEmpty() && !isJoining()) look();
      if (upOrClosedWithin(LOOK)) return false;
    }
    return true;
  }

  private void look() {
    boolean tried = !asked.isEmpty() && System.nanoTime() - askedSince > SILENT.toNanos();
    var decided =
        settled(
            records.decide(node, shards, tried, () -> cluster.join(cluster.selfAddress())),
            "the decision to join");
    switch (decided) {
      case null -> found = "the database does not answer";
      case Formed(var number) -> {
        formation = OptionalLong.of(number);
        LOG.info("{} forms a cluster, number {} on this database", node.address(), number);
      }
      case Join(var fresh, var silent, var former) -> {
        former.ifPresent(this::rest);
        if (!fresh.isEmpty() && System.nanoTime() - notBefore < 0) return;
        found = "none of the members " + (fresh.isEmpty() ? silent : fresh) + " admitted it";
        ask(seeds.toAsk(fresh.isEmpty() ? silent : fresh));
      }
      case OtherShards(var recorded, var members) ->
          throw new ClusterFailure(
              "parley.sessions.shards: %d (expected: %d, with which %s run; stop all nodes to change it)"
                  .formatted(shards, recorded, members));
    }
  }

  /// @param age time since the previous incarnation's last heartbeat
  private void rest(Duration age) {
    var left = SETTLED.minus(age);
    if (!left.isPositive()) return;
    LOG.info(
        "{} was alive {} s ago: it joins in {} s, after its previous incarnation is removed",
        node.address(),
        age.toSeconds(),
        left.toSeconds());
    notBefore = System.nanoTime() + left.toNanos();
  }

  /// Asking the same nodes again would restart the attempt.
  private void ask(List<Address> nodes) {
    if (asked.isEmpty()) askedSince = System.nanoTime();
    if (nodes.equals(asked)) return;
    LOG.info("{} joins {}", node.address(), nodes.stream().map(Membership::text).toList());
    asked = nodes;
    cluster.joinSeedNodes(nodes);
  }

  private boolean isJoining() {
    return !cluster.selfMember().status().equals(MemberStatus.removed());
  }

  private ClusterFailure tooLate() {
    return new ClusterFailure(
        "the node %s is not a member of the cluster after %d s: %s (expected: all nodes reach each other at these addresses; a dead node is forgotten after %d s)"
            .formatted(
                node.address(),
                settings.joinTimeout().toSeconds(),
                found.isEmpty() ? "the other nodes have not agreed yet" : found,
                settings.freshFor().toSeconds()));
  }

  private void live() {
    if (formation.isEmpty()) {
      var belongs = settled(records.joined(node, members()), "this node's joining");
      if (belongs != null) formation = OptionalLong.of(belongs);
    } else {
      var alive = settled(records.seen(node, formation.getAsLong()), "this node's heartbeat");
      if (Boolean.FALSE.equals(alive)) giveUp();
    }
    warnOfTwo();
  }

  /// The other nodes went on without this one after its silence.
  private void giveUp() {
    LOG.error(
        "{} was silent for too long, and another cluster has formed; this node ends",
        node.address());
    closing.complete(null);
    cluster.down(cluster.selfAddress());
  }

  private void warnOfTwo() {
    if (settings.splitBrain() != SplitBrain.KEEP_MAJORITY || warned) return;
    if (members().size() != 2) twoSince = 0;
    else if (twoSince == 0) twoSince = System.nanoTime();
    else if (System.nanoTime() - twoSince > TWO.toNanos()) {
      warned = true;
      LOG.warn(
          "the cluster has two nodes: when one dies, no majority is left, and the other may"
              + " end as well. Run three, or set parley.cluster.split-brain = lease-majority");
    }
  }

  private List<String> members() {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .map(member -> text(member.address()))
        .toList();
  }

  /// The result; null when the database does not answer, which is retried.
  private static <T> T settled(CompletionStage<T> asked, String what) {
    try {
      return asked.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof DatabaseFailure failure)) throw e;
      LOG.warn("the database could not record {}: {}", what, failure.getMessage());
      return null;
    }
  }

  private boolean upOrClosedWithin(Duration pause) {
    CompletableFuture.anyOf(timer(pause), closing, up).join();
    return closing.isDone();
  }

  private boolean closedWithin(Duration pause) {
    CompletableFuture.anyOf(timer(pause), closing).join();
    return closing.isDone();
  }

  private static CompletableFuture<Void> timer(Duration pause) {
    return new CompletableFuture<Void>()
        .completeOnTimeout(null, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// `host:port`.
  static String text(Address address) {
    return address.getHost().orElseThrow() + ":" + address.getPort().orElseThrow();
  }

  /// Deletes the node's record.
  @Override
  public void close() {
    closing.complete(null);
    ended.join();
    settled(records.forget(node), "this node's leaving");
    records.close();
  }
}
