package io.parley.faults.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Debian packages that only the fault tests need.
public final class Debian {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Debian() {}

  /// Installs packages when one of their files is missing. Needs root.
  public static void install(Path file, String... packages)
      throws IOException, InterruptedException {
    if (Files.exists(file)) return;
    Shell.run(PATIENCE, List.of("apt-get", "update"));
    var command = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
    command.addAll(List.of(packages));
    Shell.run(PATIENCE, command);
  }

  public static boolean isRoot() throws IOException {
    return Shell.isRoot();
  }
}
