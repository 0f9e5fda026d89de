package io.parley.faults;

import java.util.SplittableRandom;

/// What all choices of a run are drawn from: `-Dfaults.seed=N`, or made up, and printed in either
/// case. The same seed makes the same choices; what comes of them is up to the processes' timing.
public final class Seed {
  private static final int NODES = 3;
  private static final long VALUE =
      Long.getLong("faults.seed", System.currentTimeMillis() % 1_000_000);

  private Seed() {}

  public static long value() {
    return VALUE;
  }

  /// Choices of one trial.
  public static SplittableRandom random(String trial) {
    return new SplittableRandom(VALUE * 31 + trial.hashCode());
  }

  /// Of how many nodes a fleet is: `-Dfaults.nodes=N`.
  public static int nodes() {
    return Integer.getInteger("faults.nodes", NODES);
  }

  /// How often something is done: `-Dfaults.rounds=N`.
  public static int rounds(int usual) {
    return Integer.getInteger("faults.rounds", usual);
  }
}
