package io.parley.persistence.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Starts child processes: in a session of their own, so that a terminal's Ctrl-C (which goes to
/// every process in the foreground group) does not stop them before we do, and with a minimal
/// environment: no keys of model providers, no `JAVA_TOOL_OPTIONS` with a debugger's port, no
/// `PGDATA`.
final class OwnSession {
  private static final Set<String> ENVIRONMENT_KEPT = Set.of("PATH", "HOME", "TMPDIR", "TZ");

  private OwnSession() {}

  static ProcessBuilder of(List<String> command) {
    var full = new ArrayList<>(List.of("setsid", "--wait"));
    full.addAll(command);
    var builder = new ProcessBuilder(full).redirectErrorStream(true);
    builder.environment().keySet().retainAll(ENVIRONMENT_KEPT);
    // we parse the programs' output; and Java takes file names as UTF-8, so objects may have any
    // name
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  /// The same for a program that refuses to run as root, as PostgreSQL does. In a user namespace of
  /// its own, with no user mapped, it sees itself as "nobody", has no privileges, and still owns
  /// its files.
  static ProcessBuilder unprivileged(List<String> command) throws IOException {
    if (!isRoot()) return of(command);
    var full = new ArrayList<>(List.of("unshare", "--user"));
    full.addAll(command);
    return of(full);
  }

  static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }
}
