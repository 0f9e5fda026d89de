package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.faults.check.Distribution;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.fleet.Node;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How long sessions are silent when a node is lost, by its rank: the oldest member places shards,
/// the second-oldest is its successor, the youngest is neither. Killed in rotation, and each is up
/// again before the next one dies.
@Tag("long")
class KilledRanksIT {
  private static final List<String> RANKS = List.of("oldest", "second-oldest", "youngest");
  private static final Load.Plan PEOPLE = new Load.Plan(60, 0, Manner.PLAIN, 0);
  private static final Duration BETWEEN = Duration.ofSeconds(8);
  private static final Duration USUALLY = Duration.ofSeconds(20);
  private static final Duration AT_WORST = Duration.ofSeconds(30);

  @Test
  void whichever_of_three_nodes_is_lost_all_sessions_answer_again_in_time() throws Exception {
    // a second each: what is tried is the cluster, not how much two cores can do meanwhile
    var plan =
        Fleet.Plan.scripted(RANKS.size(), Runs.directory("killed-ranks"))
            .with("PARLEY_SCRIPTED_CHUNKS", "5")
            .with("PARLEY_SCRIPTED_DELAY", "200");
    var all = new Distribution("any");
    var byRank = RANKS.stream().map(Distribution::new).toList();
    try (var fleet = Fleet.start(plan);
        var trial = Trial.begin("killed-ranks", fleet, PEOPLE, Optional.empty())) {
      var byAge = new ArrayList<Node>(fleet.nodes());
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
      byRank.forEach(rank -> System.out.println("faults: killed-ranks: " + rank));
      System.out.println("faults: killed-ranks: " + all);
    }
    assertThat(all.percentile(95)).as("p95 of %s", all).isLessThanOrEqualTo(USUALLY);
    assertThat(all.worst()).as("the worst of %s", all).isLessThanOrEqualTo(AT_WORST);
  }
}
