package io.parley.persistence.embedded;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Identifies the PostgreSQL that runs on a data directory, by its `postmaster.pid` checked against
/// the living processes. The file alone proves nothing: it outlives a SIGKILL, and by then its
/// process number may belong to another program.
///
/// The file's lines: process number, data directory, start time, port, and four more (PostgreSQL
/// 18, `miscinit.c`).
final class Postmaster {
  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final int PORT_LINE = 3;
  private static final Executor LATER = CompletableFuture.delayedExecutor(250, MILLISECONDS);

  private final Path directory;

  /// @param directory the database's data directory
  Postmaster(Path directory) {
    this.directory = directory;
  }

  Path pidFile() {
    return directory.resolve("postmaster.pid");
  }

  /// The server that runs on our directory, whichever process started it.
  Optional<ProcessHandle> running() throws IOException {
    return number(0).flatMap(ProcessHandle::of).filter(this::isOurs);
  }

  /// The port in the server's file.
  Optional<Integer> port() throws IOException {
    return number(PORT_LINE).map(Math::toIntExact);
  }

  /// Every PostgreSQL process that works in our directory, the server's own children included.
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  /// Completes when that process has ended. `ProcessHandle.onExit` is not enough: the server is an
  /// orphan, and where orphans are not reaped (in a container whose first process is this JVM) a
  /// dead one stays in the process table.
  CompletableFuture<Void> end(ProcessHandle process) {
    var end = new CompletableFuture<Void>();
    look(process, end);
    return end;
  }

  private void look(ProcessHandle process, CompletableFuture<Void> end) {
    if (isOurs(process)) {
      LATER.execute(() -> look(process, end));
    } else {
      end.complete(null);
    }
  }

  private Optional<Long> number(int line) throws IOException {
    if (!Files.exists(pidFile())) return Optional.empty();
    // a server that has just started may not have written all of it
    return Files.readString(pidFile())
        .lines()
        .skip(line)
        .findFirst()
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Long::valueOf);
  }

  /// A PostgreSQL process changes into its data directory first, so its working directory
  /// identifies it. The kernel follows the directory even after a rename.
  private boolean isOurs(ProcessHandle process) {
    if (!process.isAlive() || !isPostgres(process)) return false;
    try {
      return Path.of("/proc", Long.toString(process.pid()), "cwd")
          .toRealPath()
          .equals(directory.toRealPath());
    } catch (IOException e) {
      // it has just ended, or belongs to another user: neither can be working in our private
      // directory
      LOG.debug("process {} is not ours", process.pid(), e);
      return false;
    }
  }

  /// `/proc/…/exe` of a program whose file was deleted meanwhile ends in " (deleted)".
  private static boolean isPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString())
        .filter(name -> name.equals("postgres") || name.equals("postgres (deleted)"))
        .isPresent();
  }
}
