package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.faults.fleet.Fleet;
import io.parley.faults.fleet.SmallDisk;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The disk under PostgreSQL is full. It panics when it cannot write its log, and its supervisor
/// starts it again when there is space.
@Tag("long")
class DiskFullIT {
  private static final int NODES = Seed.nodes();
  private static final int MEBIBYTES = 400;

  @Test
  void nothing_is_acknowledged_on_a_full_disk() throws Exception {
    assumeTrue(SmallDisk.isPossible(), "only root can mount a small file system");
    var directory = Runs.directory("disk-full");
    try (var disk =
            SmallDisk.mount(
                directory.resolveSibling(directory.getFileName() + "-disk"), MEBIBYTES);
        var fleet =
            Fleet.start(
                Fleet.Plan.scripted(NODES, directory)
                    .databaseIn(disk.directory().resolve("data")));
        var trial =
            Trial.begin("disk-full", fleet, new Load.Plan(12, 1, Manner.PLAIN), Optional.empty())) {
      for (int i = Seed.rounds(2); i > 0; i--) {
        trial.passTime(Duration.ofSeconds(5));
        trial.harm("the disk is filled", disk::fill);
        trial.passTime(Duration.ofSeconds(20));
        assertThat(standsStill(trial)).as("no turn on a full disk").isTrue();
        trial.harm("there is space again", disk::free);
        if (!fleet.database().isRunning())
          trial.harm("PostgreSQL is started", fleet.database()::start);
        trial.recovered();
      }
      trial.judge();
    }
  }

  /// Whether five seconds pass without a turn. A busy machine may count late what was acknowledged
  /// before.
  private static boolean standsStill(Trial trial) {
    for (int tries = 6; tries > 0; tries--) {
      int turns = trial.load().turns();
      trial.passTime(Duration.ofSeconds(5));
      if (trial.load().turns() == turns) return true;
    }
    return false;
  }
}
