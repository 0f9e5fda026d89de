package io.parley.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Several Pekko nodes in one JVM, on a real PostgreSQL. A node dies here when its actors end
/// without notice.
class MembershipIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SHARDS = 100;
  private static final String QUICK =
      """
      parley.cluster { seen-every = 300ms, fresh-for = 3s, join-timeout = 60s }
      pekko {
        remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
        cluster {
          failure-detector.acceptable-heartbeat-pause = 3s
          split-brain-resolver {
            stable-after = 1s, lease-majority.acquire-lease-delay-for-minority = 1s
          }
          down-removal-margin = 100ms
        }
      }\
      """;

  private final List<Started> nodes = new ArrayList<>();
  private MigratedDatabase db;

  /// A node with the parts of the program that make it a member.
  private record Started(ActorSystem<Void> system, Membership membership) {
    Set<String> up() {
      return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
          .filter(member -> member.status().equals(MemberStatus.up()))
          .map(member -> member.address().toString())
          .collect(Collectors.toSet());
    }

    Address address() {
      return Cluster.get(system).selfAddress();
    }

    /// As after SIGKILL, but other nodes have to remove its record.
    void die() {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }

    boolean hasEnded() {
      return system.getWhenTerminated().toCompletableFuture().isDone();
    }
  }

  @BeforeEach
  void migrate() {
    db = MigratedDatabase.create();
  }

  @AfterEach
  void close() {
    for (var node : nodes) {
      node.die();
      node.membership().close();
    }
    db.close();
  }

  private Started start(String overrides) {
    return start(overrides, SHARDS);
  }

  private Started start(String overrides, int shards) {
    var config = config(overrides);
    var settings = ClusterSettings.from(config, false);
    var system =
        ActorSystem.<Void>create(
            Behaviors.empty(),
            "parley",
            settings.pekko(db.settings()).withFallback(config).resolve());
    var node =
        new Started(system, Membership.start(system, settings, shards, db.settings(), "test"));
    nodes.add(node);
    return node;
  }

  private static Config config(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(ConfigFactory.parseString(QUICK))
        .withFallback(ConfigFactory.parseResources("application.conf"))
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }

  private static void awaitTogether(Started... nodes) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (var node : nodes) assertThat(node.up()).hasSize(nodes.length);
            });
  }

  @Test
  void three_nodes_started_at_once_form_one_cluster_and_leave_no_record() {
    var a = start("");
    var b = start("");
    var c = start("");
    for (var node : nodes) node.membership().awaitUp();
    awaitTogether(a, b, c);
    await().until(() -> db.count("cluster_node") == 3);
    assertThat(db.count("cluster_agreement WHERE formation = 1")).isEqualTo(1);
    for (var node : nodes) {
      node.die();
      node.membership().close();
    }
    nodes.clear();
    assertThat(db.count("cluster_node")).isZero();
  }

  @Test
  void a_later_node_joins_and_a_node_that_finds_only_dead_members_forms_a_new_cluster() {
    var a = start("");
    a.membership().awaitUp();
    var b = start("");
    awaitTogether(a, b);
    // both are gone without notice; their records are recent for a while
    a.die();
    b.die();
    db.execute("UPDATE cluster_node SET seen_at = now()");
    var c = start("");
    c.membership().awaitUp();
    await().untilAsserted(() -> assertThat(c.up()).containsExactly(c.address().toString()));
    assertThat(db.count("cluster_agreement WHERE formation = 2")).isEqualTo(1);
  }

  @Test
  void no_cluster_is_formed_while_a_recent_member_is_silent() {
    db.execute(
        "INSERT INTO cluster_node VALUES ('127.0.0.1:1', 7, 1, 'test', now(), now() + interval '1"
            + " hour')");
    var alone = start("parley.cluster.join-timeout = 5s");
    assertThatThrownBy(() -> alone.membership().awaitUp())
        .isInstanceOf(ClusterFailure.class)
        .hasMessageContaining(
            "is not a member of the cluster after 5 s: none of the members [127.0.0.1:1]");
    assertThat(alone.up()).isEmpty();
  }

  @Test
  void a_node_stopped_while_it_joins_does_not_block_others() {
    db.execute(
        "INSERT INTO cluster_node VALUES ('127.0.0.1:1', 7, 1, 'test', now(), now() + interval '1"
            + " hour')");
    var alone = start("");
    var waiting = CompletableFuture.runAsync(alone.membership()::awaitUp);
    alone.membership().close();
    assertThatThrownBy(() -> waiting.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
        .hasRootCauseInstanceOf(ClusterFailure.class)
        .hasMessageEndingWith("was stopped before it became a member");
  }

  @Test
  void a_member_of_a_superseded_formation_ends() {
    var slept = start("");
    slept.membership().awaitUp();
    await().until(() -> db.count("cluster_node") == 1);
    db.execute("UPDATE cluster_agreement SET formation = formation + 1");
    await().atMost(PATIENCE).until(slept::hasEnded);
  }

  @Test
  void with_a_lease_either_survivor_of_two_stays_up() {
    var lease = "parley.cluster.split-brain = lease-majority";
    var a = start(lease);
    a.membership().awaitUp();
    var b = start(lease);
    awaitTogether(a, b);
    // the node that the majority rule for two would have kept
    boolean isFirst = a.address().getPort().orElseThrow() < b.address().getPort().orElseThrow();
    var lower = isFirst ? a : b;
    var higher = isFirst ? b : a;
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger(MemberLog.class);
    logger.addAppender(log);
    var level = logger.getLevel();
    logger.setLevel(Level.INFO);
    lower.die();
    await().atMost(PATIENCE).until(() -> higher.up().size() == 1);
    assertThat(higher.hasEnded()).isFalse();
    assertThat(db.count("cluster_lease")).isEqualTo(1);

    // operators read what happened when
    var dead =
        lower.address().getHost().orElseThrow() + ":" + lower.address().getPort().orElseThrow();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(told(log))
                    .containsSubsequence(
                        dead + " is unreachable",
                        dead + " is declared dead",
                        dead + " was removed from the cluster, previous status Down"));
    logger.detachAppender(log);
    logger.setLevel(level);
  }

  @Test
  void without_a_lease_the_death_of_the_lower_address_ends_the_other_node() {
    var a = start("");
    a.membership().awaitUp();
    var b = start("");
    awaitTogether(a, b);
    boolean isFirst = a.address().getPort().orElseThrow() < b.address().getPort().orElseThrow();
    (isFirst ? a : b).die();
    await().atMost(PATIENCE).until((isFirst ? b : a)::hasEnded);
  }

  @Test
  void another_number_of_shards_is_refused() {
    start("").membership().awaitUp();
    var other = start("", SHARDS / 2);
    assertThatThrownBy(() -> other.membership().awaitUp())
        .isInstanceOf(ClusterFailure.class)
        .hasMessageStartingWith(
            "parley.sessions.shards: 50 (expected: 100, with which [127.0.0.1:");
  }

  private static List<String> told(ListAppender<ILoggingEvent> log) {
    // entries are added under its own lock
    synchronized (log) {
      return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
  }
}
