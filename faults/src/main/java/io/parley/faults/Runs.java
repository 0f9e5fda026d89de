package io.parley.faults;

import io.parley.bench.server.Home;
import java.nio.file.Path;

/// Directories and files of the runs, on the repository's disk: in memory a commit would cost
/// nothing.
public final class Runs {
  private Runs() {}

  /// Directory of one fleet, which deletes it at the end; the name is unique.
  public static Path directory(String name) {
    return root().resolve(name + "-" + Seed.value() + "-" + ProcessHandle.current().pid());
  }

  public static Path history(String trial) {
    return root().resolve("%s-%d.history".formatted(trial, Seed.value()));
  }

  /// One line for each trial.
  public static Path results() {
    return root().resolve("results.txt");
  }

  private static Path root() {
    return Home.root().resolve("faults/target/runs");
  }
}
