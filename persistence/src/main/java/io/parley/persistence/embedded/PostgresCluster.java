package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One PostgreSQL data directory and its programs: creates it, starts a server on it, stops the
/// server. `pg_ctl` gives the server a session of its own.
final class PostgresCluster {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);

  /// A free port can be taken by another program before PostgreSQL binds it.
  private static final int START_ATTEMPTS = 3;

  private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(2);

  /// How long an immediate shutdown may take.
  private static final Duration IMMEDIATE_STOP_TIMEOUT = Duration.ofSeconds(10);

  /// `pg_ctl` obeys its timeout; this is for the unlikely case that it does not.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final PostgresBinaries binaries;
  private final Path directory;
  private final Postmaster postmaster;

  PostgresCluster(PostgresBinaries binaries, Path directory) {
    this.binaries = binaries;
    this.directory = directory;
    this.postmaster = new Postmaster(directory);
  }

  Postmaster postmaster() {
    return postmaster;
  }

  /// Creates the data directory if it does not exist, and refuses one that these programs cannot
  /// open.
  void prepare(Path passwordFile) throws IOException {
    if (Files.exists(directory)) {
      requireOurVersion();
    } else {
      initialise(passwordFile);
    }
  }

  private void requireOurVersion() throws IOException {
    var file = directory.resolve("PG_VERSION");
    if (!Files.exists(file)) {
      throw new StartFailure(
          Kind.DATA_NOT_OURS,
          "%s holds no PG_VERSION (expected: a data directory of PostgreSQL %d, or none)"
              .formatted(directory, PostgresBinaries.MAJOR));
    }
    var found = Files.readString(file).strip();
    if (!found.equals(Integer.toString(PostgresBinaries.MAJOR))) {
      throw new StartFailure(
          Kind.OTHER_POSTGRES,
          "%s was made by PostgreSQL %s (expected: PostgreSQL %d, which comes with this Parley; start the Parley that made it, and move its data with pg_dump)"
              .formatted(directory, found, PostgresBinaries.MAJOR));
    }
  }

  /// Under another name first, so that a start killed here leaves no directory that looks like a
  /// database. The collation is PostgreSQL's own: a newer C library cannot change the order of an
  /// index.
  private void initialise(Path passwordFile) throws IOException {
    var beside = directory.resolveSibling(directory.getFileName() + ".new");
    UnpackedArchive.delete(beside);
    DatabaseSpace.on(directory.getParent()).require();
    var result =
        run(
            INITDB_TIMEOUT,
            "initdb",
            "--pgdata=" + beside,
            "--username=" + PostgresRoles.SUPERUSER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions");
    if (!result.succeeded()) throw DatabaseSpace.on(directory.getParent()).failure(result.output());
    Files.move(beside, directory);
    AtomicFile.forceDirectory(directory.getParent());
  }

  /// Starts the server on the port of the settings and returns its process.
  ProcessHandle start(PostgresSettings settings) throws IOException {
    for (int attempt = 1; ; attempt++) {
      new PostgresLeftovers(this).clear(settings.stopTimeout());
      int port = settings.port() == 0 ? freePort() : requireFree(settings.port());
      PostgresConfiguration.write(directory, port, settings.connectionsMax());
      var log = PostgresLog.begin(directory.resolve("log"));
      var result = pgCtl(settings.startTimeout(), "start", "--log=" + log.startFile());
      var server = postmaster.running();
      if (result.succeeded() && server.isPresent()) return server.get();
      if (!log.saysPortTaken() || attempt == START_ATTEMPTS) throw notStarted(settings, log);
      LOG.warn("port {} was taken before PostgreSQL could bind it; trying another one", port);
    }
  }

  private StartFailure notStarted(PostgresSettings settings, PostgresLog log) throws IOException {
    var reason = log.reason();
    if (!stop(settings.stopTimeout())) LOG.error("PostgreSQL neither comes up nor stops");
    return new StartFailure(
        Kind.NOT_UP,
        "PostgreSQL did not come up: %s (expected: it answers within %d s; its log is in %s)"
            .formatted(reason, settings.startTimeout().toSeconds(), directory.resolve("log")));
  }

  /// Stops the server, if one runs: first gracefully, which ends clients' work and writes a
  /// checkpoint; then immediately, from which the next start recovers. Returns whether no server
  /// runs any more.
  boolean stop(Duration timeout) throws IOException {
    if (postmaster.running().isEmpty()) return true;
    if (pgCtl(timeout, "stop", "--mode=fast").succeeded()) return true;
    LOG.warn(
        "PostgreSQL did not stop within {} s; it is now stopped immediately", timeout.toSeconds());
    return pgCtl(IMMEDIATE_STOP_TIMEOUT, "stop", "--mode=immediate").succeeded()
        || postmaster.running().isEmpty();
  }

  private SystemCommand.Result pgCtl(Duration timeout, String action, String option) {
    return run(
        timeout.plus(GRACE),
        "pg_ctl",
        action,
        "--pgdata=" + directory,
        "--wait",
        "--timeout=" + timeout.toSeconds(),
        option);
  }

  private SystemCommand.Result run(Duration timeout, String program, String... arguments) {
    var command = new ArrayList<>(List.of(binaries.program(program)));
    command.addAll(List.of(arguments));
    return SystemCommand.run(command, binaries.home(), timeout);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static int requireFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return port;
    } catch (IOException e) {
      throw new StartFailure(
          Kind.PORT_IN_USE,
          "port %d on 127.0.0.1 is not available for PostgreSQL: %s (expected: a free port, or 0 for any)"
              .formatted(port, e.getMessage()),
          e);
    }
  }
}
