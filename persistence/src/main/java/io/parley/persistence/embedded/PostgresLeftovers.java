package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cleans up after a killed Parley in its database's directory.
///
/// A server that still runs there is stopped, not adopted: it may have other settings or an older
/// build, and a graceful stop ends the dead Parley's work. A `postmaster.pid` whose process is not
/// that server is deleted, because PostgreSQL would refuse to start when another program has that
/// number now. That program is left alone. Deleting the file is safe only when no process uses the
/// directory, which is checked first.
final class PostgresLeftovers {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLeftovers.class);

  /// A server's children end by themselves within moments of its death.
  private static final Duration CHILDREN_TIMEOUT = Duration.ofSeconds(10);

  private final PostgresCluster cluster;

  PostgresLeftovers(PostgresCluster cluster) {
    this.cluster = cluster;
  }

  /// @param stopTimeout how long a server that still runs may take to stop gracefully
  void clear(Duration stopTimeout) throws IOException {
    var postmaster = cluster.postmaster();
    if (!Files.exists(postmaster.pidFile())) return;
    var running = postmaster.running();
    if (running.isPresent()) {
      LOG.warn(
          "PostgreSQL, process {}, was left running; it is being stopped", running.get().pid());
      if (cluster.stop(stopTimeout)) return;
      throw new StartFailure(
          Kind.NOT_UP,
          "PostgreSQL, process %d, was left running on this data directory and does not stop (expected: it stops within %d s; end it with: kill -QUIT %d)"
              .formatted(running.get().pid(), stopTimeout.toSeconds(), running.get().pid()));
    }
    awaitChildren();
    LOG.warn("{} was left behind by a server that has ended; it is deleted", postmaster.pidFile());
    Files.deleteIfExists(postmaster.pidFile());
  }

  private void awaitChildren() {
    var ends =
        cluster.postmaster().processes().stream()
            .map(cluster.postmaster()::end)
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends)
          .orTimeout(CHILDREN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      throw new StartFailure(
          Kind.NOT_UP,
          "processes of a PostgreSQL that died still work on this data directory: %s (expected: they end within %d s)"
              .formatted(
                  cluster.postmaster().processes().stream().map(ProcessHandle::pid).toList(),
                  CHILDREN_TIMEOUT.toSeconds()),
          e);
    }
  }
}
