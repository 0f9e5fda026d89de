package io.parley.faults;

import java.util.SplittableRandom;

/// Seed of all random choices of a run: `-Dfaults.seed=N`, or random, and printed in either case.
/// The same seed makes the same choices; their effects depend on the processes' timing.
public final class Seed {
  private static final int NODES = 3;
  private static final long VALUE =
      Long.getLong("faults.seed", System.currentTimeMillis() % 1_000_000);

  private Seed() {}

  public static long value() {
    return VALUE;
  }

  /// Random choices of one trial.
  public static SplittableRandom random(String trial) {
    return new SplittableRandom(VALUE * 31 + trial.hashCode());
  }

  /// Number of nodes of a fleet: `-Dfaults.nodes=N`.
  public static int nodes() {
    return Integer.getInteger("faults.nodes", NODES);
  }

  /// How often a fault is repeated: `-Dfaults.rounds=N`.
  public static int rounds(int usual) {
    return Integer.getInteger("faults.rounds", usual);
  }
}
