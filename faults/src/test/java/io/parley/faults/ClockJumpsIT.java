package io.parley.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.faults.fleet.Clocks;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The wall clock of one node jumps.
@Tag("faults")
class ClockJumpsIT {
  private static final int NODES = Seed.nodes();

  /// Less than the time after which an idle session is ended.
  private static final int SECONDS_MAX = 20 * 60;

  @Test
  void a_nodes_clock_jumps_forwards_and_back() throws Exception {
    assumeTrue(Clocks.areThere(), "no C compiler, and only root can install one");
    var directory = Runs.directory("clock-jumps");
    var clocks = Clocks.make(directory.resolve("clocks"), NODES);
    try (var fleet = Fleet.start(clocks.on(Fleet.Plan.scripted(NODES, directory)));
        var trial =
            Trial.begin(
                "clock-jumps", fleet, new Load.Plan(12, 1, Manner.PLAIN), Optional.empty())) {
      for (int i = Seed.rounds(5); i > 0; i--) {
        trial.passTime(Duration.ofSeconds(3));
        int node = trial.random().nextInt(NODES);
        int seconds = trial.random().nextInt(-SECONDS_MAX, SECONDS_MAX);
        trial.harm(
            "the clock of node%d jumps by %d s".formatted(node + 1, seconds),
            () -> clocks.jump(node, Duration.ofSeconds(seconds)));
        trial.passTime(Duration.ofSeconds(10));
        trial.harm("and back", () -> clocks.jump(node, Duration.ZERO));
        trial.recovered();
      }
      trial.judge();
    }
  }
}
