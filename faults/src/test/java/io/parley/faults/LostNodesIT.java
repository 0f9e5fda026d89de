package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.faults.check.Distribution;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.fleet.Node;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import io.parley.faults.record.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// How long sessions are silent when nodes are lost, or stopped cleanly one after the other.
///
/// The longest trial kills nodes by their rank, in rotation: the oldest member places shards, the
/// second-oldest is its successor, the youngest is neither. The others are up again and shards are
/// moving back to the last victim when the next one dies.
@Tag("faults")
class LostNodesIT {
  private static final List<String> RANKS = List.of("oldest", "second-oldest", "youngest");
  private static final Load.Plan PEOPLE = new Load.Plan(60, 0, Manner.PLAIN, 0);
  private static final Duration BETWEEN = Duration.ofSeconds(8);
  // the time between a ready node and the next restart in the manifests (minReadySeconds)
  private static final Duration WARM = Duration.ofSeconds(20);
  private static final Duration USUALLY = Duration.ofSeconds(20);
  private static final Duration AT_WORST = Duration.ofSeconds(30);
  private static final Duration TWO_OF_THREE = Duration.ofSeconds(40);
  private static final Duration ACKNOWLEDGED = Duration.ofSeconds(1);

  private Fleet fleet;

  /// A fleet for each trial, so that the oldest node is known.
  @BeforeEach
  void build(TestInfo test) throws Exception {
    // a reply of a second: the subject is the cluster, not the throughput of two cores
    fleet =
        Fleet.start(
            Fleet.Plan.scripted(
                    RANKS.size(), Runs.directory(test.getTestMethod().orElseThrow().getName()))
                .with("PARLEY_SCRIPTED_CHUNKS", "5")
                .with("PARLEY_SCRIPTED_DELAY", "200"));
  }

  @AfterEach
  void takeDown() throws Exception {
    if (fleet != null) fleet.close();
  }

  @Test
  void whichever_of_three_nodes_is_lost_all_sessions_answer_again_in_time() throws Exception {
    var all = new Distribution("any of three is killed");
    var byRank = RANKS.stream().map(Distribution::new).toList();
    try (var trial = Trial.begin("lost-node", fleet, PEOPLE, Optional.empty())) {
      // oldest first; a restarted node goes to the end
      var byAge = new ArrayList<>(fleet.nodes());
      for (int i = 0; i < Seed.rounds(100); i++) {
        trial.passTime(BETWEEN);
        int rank = Integer.getInteger("faults.rank", i % RANKS.size());
        var victim = byAge.remove(rank);
        long killed = System.nanoTime();
        trial.harm("SIGKILL to the %s, %s".formatted(RANKS.get(rank), victim), victim::kill);
        var took = trial.recovered(killed);
        all.add(took);
        byRank.get(rank).add(took);
        System.out.printf("faults: %s (%s): %d ms%n", RANKS.get(rank), victim, took.toMillis());
        fleet.awaitReady();
        byAge.add(victim);
      }
      trial.judge();
    } finally {
      byRank.forEach(LostNodesIT::show);
      show(all);
    }
    assertThat(all.percentile(95)).as("p95 of %s", all).isLessThanOrEqualTo(USUALLY);
    assertThat(all.worst()).as("the worst of %s", all).isLessThanOrEqualTo(AT_WORST);
  }

  @Test
  void when_two_of_three_nodes_are_lost_at_once_all_sessions_answer_again_in_time()
      throws Exception {
    var all = new Distribution("two of three are killed");
    try (var trial = Trial.begin("lost-two", fleet, PEOPLE, Optional.empty())) {
      for (int i = 0; i < Seed.rounds(10); i++) {
        trial.passTime(BETWEEN);
        var spared = fleet.node(i % RANKS.size());
        long killed = System.nanoTime();
        trial.harm(
            "SIGKILL to all but " + spared,
            () -> fleet.nodes().stream().filter(node -> node != spared).forEach(Node::kill));
        all.add(trial.recovered(killed));
        fleet.awaitReady();
      }
      trial.judge();
    } finally {
      show(all);
    }
    assertThat(all.worst()).as("the worst of %s", all).isLessThanOrEqualTo(TWO_OF_THREE);
  }

  @Test
  void in_a_rolling_restart_nothing_is_refused_and_acknowledgements_come_within_a_second()
      throws Exception {
    try (var trial = Trial.begin("rolling-restart", fleet, PEOPLE, Optional.empty())) {
      trial.passTime(WARM);
      // excludes the warm-up of three new processes
      long begun = System.nanoTime();
      for (int i = 0; i < Seed.rounds(2); i++)
        for (var node : fleet.nodes()) {
          int before = node.starts();
          trial.harm("SIGTERM to " + node, node::terminate);
          node.awaitStart(before);
          trial.passTime(WARM);
        }
      trial.recovered();
      var acknowledged =
          new Distribution("acknowledgements", trial.load().acknowledgedSince(begun));
      show(acknowledged);
      var evidence = trial.judge();
      assertThat(evidence.entries())
          .filteredOn(Entry.Unanswered.class::isInstance)
          .as("refused commands")
          .isEmpty();
      assertThat(acknowledged.percentile(99)).as("%s", acknowledged).isLessThan(ACKNOWLEDGED);
    }
  }

  private static void show(Distribution distribution) {
    System.out.println("faults: " + distribution);
  }
}
