package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.faults.check.Resources;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// SIGKILL, again and again. With a reply of 200 ms and a fifth of all messages asking for a
/// ticket, kills at random moments fall between commit and acknowledgement, between a tool's effect
/// and its record, and into the middle of sentences.
@Tag("long")
class KilledNodesIT {
  private static final int NODES = Seed.nodes();
  private static final Load.Plan PEOPLE = new Load.Plan(12, 1, Manner.PLAIN);
  private static final Duration BETWEEN = Duration.ofSeconds(6);

  private static Fleet fleet;
  private static List<Resources> baseline;

  @BeforeAll
  static void build() throws Exception {
    fleet = Fleet.start(Fleet.Plan.scripted(NODES, Runs.directory("killed-nodes")));
    baseline = Trial.baseline(fleet, PEOPLE);
  }

  @AfterAll
  static void takeDown() throws Exception {
    fleet.close();
  }

  @Test
  void one_node_is_killed_twenty_times() throws Exception {
    try (var trial = Trial.begin("kill-one", fleet, PEOPLE, Optional.of(baseline))) {
      for (int i = Seed.rounds(20); i > 0; i--) {
        trial.passTime(BETWEEN);
        var victim = fleet.node(trial.random().nextInt(NODES));
        trial.harm("SIGKILL to " + victim, victim::kill);
        trial.recovered();
        fleet.awaitReady();
      }
      var evidence = trial.judge();
      assertThat(evidence.effects()).as("tickets that were opened").isNotEmpty();
    }
  }

  @Test
  void all_nodes_and_the_database_are_killed_at_once() throws Exception {
    try (var trial = Trial.begin("kill-all", fleet, PEOPLE, Optional.of(baseline))) {
      for (int i = Seed.rounds(3); i > 0; i--) {
        trial.passTime(BETWEEN);
        trial.harm("SIGKILL to all nodes and PostgreSQL", fleet::killEverything);
        trial.recovered();
        fleet.awaitReady();
      }
      trial.judge();
    }
  }

  @Test
  void a_node_is_killed_while_every_message_is_doubled_and_reordered_over_all_nodes()
      throws Exception {
    var people = new Load.Plan(8, 2, Manner.SCATTERED);
    try (var trial = Trial.begin("kill-scattered", fleet, people, Optional.of(baseline))) {
      for (int i = Seed.rounds(5); i > 0; i--) {
        trial.passTime(BETWEEN);
        var victim = fleet.node(trial.random().nextInt(NODES));
        trial.harm("SIGKILL to " + victim, victim::kill);
        trial.recovered();
        fleet.awaitReady();
      }
      trial.judge();
    }
  }
}
