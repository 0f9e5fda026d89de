package io.parley.faults;

import io.parley.bench.server.Home;
import java.nio.file.Path;

/// Where runs keep what they leave behind: on the repository's disk, since on memory a commit costs
/// nothing.
public final class Runs {
  private Runs() {}

  /// For one fleet; a name of its own, as it is deleted in the end.
  public static Path directory(String name) {
    return root().resolve(name + "-" + Seed.value() + "-" + ProcessHandle.current().pid());
  }

  public static Path history(String trial) {
    return root().resolve("%s-%d.history".formatted(trial, Seed.value()));
  }

  /// One line for each trial that was run.
  public static Path results() {
    return root().resolve("results.txt");
  }

  private static Path root() {
    return Home.root().resolve("faults/target/runs");
  }
}
