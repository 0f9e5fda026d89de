package io.parley.http.server.cluster;

import io.parley.http.server.cluster.ClusterSettings.SplitBrain;
import io.parley.persistence.cluster.ClusterRecords;
import io.parley.persistence.cluster.ClusterRecords.Formed;
import io.parley.persistence.cluster.ClusterRecords.Join;
import io.parley.persistence.cluster.ClusterRecords.Node;
import io.parley.persistence.cluster.ClusterRecords.OtherShards;
import io.parley.persistence.database.DatabaseFailure;
import io.parley.persistence.database.DatabaseSettings;
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

/// This node's place in the cluster: it joins the members that the database knows, or forms a
/// cluster when none is left, and then says every few seconds that it is alive. All of it happens
/// on a thread of its own, and blocks it.
///
/// Closed after the actor system has ended, so that nobody takes the node for gone while its
/// sessions still move.
public final class Membership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  /// Between two looks into the database while nobody has answered.
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// What those get to answer whose records are too old, before a cluster is formed without them.
  private static final Duration SILENT = Duration.ofSeconds(3);

  /// So long there must be two members, before somebody is told; on the way to three there are two.
  private static final Duration TWO = Duration.ofSeconds(30);

  /// So long after a node that died was last seen, its death is settled: heartbeats missed,
  /// `stable-after`, the removal and `down-removal-margin` (parley-sessions.conf), and whoever
  /// places shards has begun anew. It must not come back under the same address before. The next
  /// one that places shards would take the new incarnation's address for the old one's life, watch
  /// what is dead, and never hear of its end: sessions would be sought there for ever.
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

  // of the thread alone
  private OptionalLong formation = OptionalLong.empty();
  private List<Address> asked = List.of();
  private String found = "";
  private long askedSince;
  // when it may ask to be taken in; what joining may take counts from there
  private long notBefore;
  private long twoSince;
  private boolean told;

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
  /// @param database whose tables are there
  /// @param shards over how many sessions are spread; all members must agree
  /// @param version of the program, for whoever looks into the database
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
  /// @throws ClusterFailure when it cannot be, or was closed before it was
  public void awaitUp() {
    try {
      up.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ClusterFailure failure) throw failure;
      throw e;
    }
  }

  /// Completes as soon as this node knows that the others took it for dead, and before its actors
  /// end. What it still does is in vain: its sessions live elsewhere.
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
      // one whose actors have ended is no member, whatever its process still does
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
      // whoever still waits would wait for ever
      up.completeExceptionally(
          new ClusterFailure(
              "the node %s was stopped before it became a member".formatted(node.address())));
      ended.complete(null);
    }
  }

  /// @return false when it was closed before it was a member
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

  /// @param age how long ago the former incarnation was seen
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

  /// Asking the same ones again would begin their asking anew.
  private void ask(List<Address> whom) {
    if (asked.isEmpty()) askedSince = System.nanoTime();
    if (whom.equals(asked)) return;
    LOG.info("{} joins {}", node.address(), whom.stream().map(Membership::text).toList());
    asked = whom;
    cluster.joinSeedNodes(whom);
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
    tellOfTwo();
  }

  /// Others found this node silent for so long that they went on without it.
  private void giveUp() {
    LOG.error(
        "{} was silent for too long, and another cluster has formed; this node ends",
        node.address());
    closing.complete(null);
    cluster.down(cluster.selfAddress());
  }

  private void tellOfTwo() {
    if (settings.splitBrain() != SplitBrain.KEEP_MAJORITY || told) return;
    if (members().size() != 2) twoSince = 0;
    else if (twoSince == 0) twoSince = System.nanoTime();
    else if (System.nanoTime() - twoSince > TWO.toNanos()) {
      told = true;
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

  /// What came of it; null when the database does not answer, which is tried again.
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

  /// Takes the node's record away.
  @Override
  public void close() {
    closing.complete(null);
    ended.join();
    settled(records.forget(node), "this node's leaving");
    records.close();
  }
}
