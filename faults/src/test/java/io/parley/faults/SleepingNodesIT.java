package io.parley.faults;

import io.parley.bench.load.Pace;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SIGSTOP and, after a while, SIGCONT: a node is paused, like a virtual machine during migration,
/// and resumes in the middle of its work.
@Tag("faults")
class SleepingNodesIT {
  private static final int NODES = Seed.nodes();
  private static final Load.Plan PEOPLE = new Load.Plan(12, 1, Manner.PLAIN);

  private static Fleet fleet;
  private static List<Resources> baseline;

  @BeforeAll
  static void build() throws Exception {
    fleet = Fleet.start(Fleet.Plan.scripted(NODES, Runs.directory("sleeping-nodes")));
    baseline = Trial.baseline(fleet, PEOPLE);
  }

  @AfterAll
  static void takeDown() throws Exception {
    fleet.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 20, 60})
  void a_node_sleeps_for_seconds_and_wakes(int seconds) throws Exception {
    try (var trial = Trial.begin("sleep-" + seconds, fleet, PEOPLE, Optional.of(baseline))) {
      for (int i = Seed.rounds(1); i > 0; i--) {
        trial.passTime(Duration.ofSeconds(6));
        var sleeper = fleet.node(trial.random().nextInt(NODES));
        trial.harm("SIGSTOP to " + sleeper, sleeper::pause);
        Pace.awaitDue(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
        trial.harm("SIGCONT to " + sleeper, sleeper::resume);
        trial.recovered();
        fleet.awaitReady();
      }
      trial.judge();
    }
  }
}
