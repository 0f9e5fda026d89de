package io.parley.faults;

import io.parley.faults.fleet.Fleet;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The short form of the fault tests: one of three nodes is killed under load.
@Tag("long")
class OneKillIT {
  private static final int NODES = Seed.nodes();

  private static Fleet fleet;

  @BeforeAll
  static void build() throws Exception {
    fleet = Fleet.start(Fleet.Plan.scripted(NODES, Runs.directory("one-kill")));
  }

  @AfterAll
  static void takeDown() throws Exception {
    if (fleet != null) fleet.close();
  }

  @Test
  void a_node_is_killed_under_load_and_every_promise_holds() throws Exception {
    var people = new Load.Plan(6, 1, Manner.SCATTERED);
    try (var trial = Trial.begin("one-kill", fleet, people, Optional.empty())) {
      trial.load().awaitTurns(30, Trial.ANSWERS);
      var victim = fleet.node(trial.random().nextInt(NODES));
      trial.passTime(Duration.ofSeconds(2));
      trial.harm("SIGKILL to " + victim, victim::kill);
      trial.recovered();
      trial.judge();
    }
  }
}
