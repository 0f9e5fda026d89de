package io.parley.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.faults.check.Resources;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.fleet.Network;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Nodes that do not reach each other, while clients, PostgreSQL and the object store reach all of
/// them. Skipped, with the reason, without network namespaces.
@Tag("faults")
class PartitionsIT {
  private static final int NODES = 3;
  private static final Load.Plan PEOPLE = new Load.Plan(12, 1, Manner.PLAIN);
  private static final Duration BEFORE = Duration.ofSeconds(5);

  /// Longer than the cluster takes to decide which side leaves.
  private static final Duration APART = Duration.ofSeconds(60);

  private static Network network;
  private static Fleet fleet;
  private static List<Resources> baseline;

  @BeforeAll
  static void build() throws Exception {
    var reason = Network.impossible();
    assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
    network = Network.lay(NODES);
    fleet = Fleet.start(Fleet.Plan.scripted(NODES, Runs.directory("partitions")).on(network));
    baseline = Trial.baseline(fleet, PEOPLE);
  }

  @AfterAll
  static void takeDown() throws Exception {
    if (fleet != null) fleet.close();
  }

  @Test
  void one_node_is_partitioned_from_two() throws Exception {
    try (var trial = begin("partition-two-one")) {
      trial.passTime(BEFORE);
      int alone = trial.random().nextInt(NODES);
      trial.harm("node%d is isolated".formatted(alone + 1), () -> network.isolate(alone));
      trial.passTime(APART);
      healed(trial);
    }
  }

  @Test
  void a_partition_in_one_direction() throws Exception {
    try (var trial = begin("partition-one-way")) {
      trial.passTime(BEFORE);
      int mute = trial.random().nextInt(NODES);
      int deaf = (mute + 1 + trial.random().nextInt(NODES - 1)) % NODES;
      trial.harm(
          "packets of node%d to node%d are dropped".formatted(mute + 1, deaf + 1),
          () -> network.mute(mute, deaf));
      trial.passTime(APART);
      healed(trial);
    }
  }

  @Test
  void flapping() throws Exception {
    try (var trial = begin("partition-flapping")) {
      trial.passTime(BEFORE);
      for (int i = Seed.rounds(12); i > 0; i--) {
        int alone = trial.random().nextInt(NODES);
        trial.harm("node%d is isolated".formatted(alone + 1), () -> network.isolate(alone));
        trial.passTime(Duration.ofSeconds(4));
        trial.harm("the network is restored", PartitionsIT::heal);
        trial.passTime(Duration.ofSeconds(4));
      }
      healed(trial);
    }
  }

  private static Trial begin(String name) throws Exception {
    return Trial.begin(name, fleet, PEOPLE, Optional.of(baseline));
  }

  private static void heal() throws IOException, InterruptedException {
    network.heal();
  }

  private static void healed(Trial trial) throws Exception {
    trial.harm("the network is restored", PartitionsIT::heal);
    trial.recovered();
    trial.judge();
  }
}
