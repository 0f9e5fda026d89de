package io.parley.faults;

import io.parley.faults.fleet.Fleet;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The short form of the fault tests, in every build: one of three nodes is killed under load.
class OneKillIT {
  private static final int NODES = Seed.nodes();

  @Test
  void a_node_is_killed_under_load_and_every_promise_holds() throws Exception {
    var plan = Fleet.Plan.scripted(NODES, Runs.directory("one-kill"));
    var people = new Load.Plan(6, 1, Manner.SCATTERED);
    try (var fleet = Fleet.start(plan);
        var trial = Trial.begin("one-kill", fleet, people, Optional.empty())) {
      trial.load().awaitTurns(30, Trial.ANSWERS);
      var victim = fleet.node(trial.random().nextInt(NODES));
      trial.passTime(Duration.ofSeconds(2));
      trial.harm("SIGKILL to " + victim, victim::kill);
      trial.recovered();
      trial.judge();
    }
  }
}
