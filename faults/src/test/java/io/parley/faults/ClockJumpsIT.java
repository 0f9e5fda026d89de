package io.parley.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.faults.fleet.Debian;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The time of day of one node jumps, as after a correction by hand; what the kernel counts since
/// its start (by which timers run) does not. libfaketime stands between the JVM and the C library.
@Tag("long")
class ClockJumpsIT {
  private static final Path LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
  private static final int NODES = Seed.nodes();

  /// Less than after which an idle session is ended.
  private static final int SECONDS_MAX = 20 * 60;

  @Test
  void a_nodes_clock_jumps_forwards_and_back() throws Exception {
    assumeTrue(
        Files.exists(LIBRARY) || Debian.isRoot(), "faketime is missing, and root's to install");
    Debian.install(LIBRARY, "faketime");
    var directory = Runs.directory("clock-jumps");
    var clocks = Files.createDirectories(directory.resolve("clocks"));
    for (int node = 0; node < NODES; node++) jump(clocks, node, 0);
    var plan =
        Fleet.Plan.scripted(NODES, directory)
            .with("LD_PRELOAD", LIBRARY.toString())
            .with("FAKETIME_TIMESTAMP_FILE", clocks.resolve("{node}").toString())
            .with("FAKETIME_CACHE_DURATION", "1")
            .with("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    try (var fleet = Fleet.start(plan);
        var trial =
            Trial.begin(
                "clock-jumps", fleet, new Load.Plan(12, 1, Manner.PLAIN), Optional.empty())) {
      for (int i = Seed.rounds(5); i > 0; i--) {
        trial.passTime(Duration.ofSeconds(3));
        int node = trial.random().nextInt(NODES);
        int seconds = trial.random().nextInt(-SECONDS_MAX, SECONDS_MAX);
        trial.harm(
            "the clock of node%d jumps by %d s".formatted(node + 1, seconds),
            () -> jump(clocks, node, seconds));
        trial.passTime(Duration.ofSeconds(10));
        trial.harm("and back", () -> jump(clocks, node, 0));
        trial.recovered();
      }
      trial.judge();
    }
  }

  private static void jump(Path clocks, int node, int seconds) throws IOException {
    var beside = clocks.resolve("new");
    Files.writeString(beside, "%+d".formatted(seconds));
    Files.move(
        beside,
        clocks.resolve("node" + (node + 1)),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
