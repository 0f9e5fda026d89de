package io.parley.faults.fleet;

import io.parley.bench.load.Pace;
import io.parley.bench.measure.ProcessUse;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.PostgresSettings;
import io.parley.persistence.schema.Maintenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The PostgreSQL of a fleet: Parley's own programs and settings (`fsync` on), without a supervisor
/// that restarts it. On 127.0.0.1.
public final class Database implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int CONNECTIONS = 200;

  private final Path directory;
  private final Path control;
  private final int port;
  private final String user;
  private final String password;

  private Database(Path directory, Path control, int port, String user, String password) {
    this.directory = directory;
    this.control = control;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  /// Creates and starts a database. Its port stays the same.
  static Database start(DataDirectory data) throws IOException, InterruptedException {
    var made = LocalPostgres.start(data, new PostgresSettings(0, CONNECTIONS, PATIENCE, PATIENCE));
    made.close();
    var database =
        new Database(
            data.postgres(), control(data.cache()), made.port(), made.user(), made.password());
    // PostgreSQL is a daemon, which Ctrl-C does not reach
    Runtime.getRuntime().addShutdownHook(new Thread(database::dropDead));
    database.start();
    return database;
  }

  private void dropDead() {
    try {
      if (Files.exists(directory)) kill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path control(Path cache) throws IOException {
    try (var files = Files.walk(cache)) {
      return files
          .filter(file -> file.endsWith("bin/pg_ctl"))
          .findFirst()
          .orElseThrow(() -> new IOException("no pg_ctl in " + cache));
    }
  }

  public void start() throws IOException, InterruptedException {
    var log = directory.resolve("log/start.txt").toString();
    control(PATIENCE, "start", "--log=" + log, "--timeout=" + PATIENCE.toSeconds());
  }

  /// Stops like a crash: nothing more is flushed, and the next start replays the log.
  public void stopImmediately() throws IOException, InterruptedException {
    control(PATIENCE, "stop", "--mode=immediate");
  }

  /// SIGKILL to all of its processes, as in a power cut. Returns when they are reaped, too: the
  /// next server mistakes a zombie for a running server and does not start.
  public void kill() throws IOException {
    var killed = new HashSet<ProcessHandle>();
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    do {
      var left = processes();
      left.forEach(ProcessHandle::destroyForcibly);
      killed.addAll(left);
      if (System.nanoTime() > giveUp)
        throw new IOException("no process reaps the killed ones: " + killed);
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    } while (killed.stream().anyMatch(ProcessHandle::isAlive) || isRunning());
  }

  public boolean isRunning() throws IOException {
    return processes().stream().anyMatch(ProcessHandle::isAlive);
  }

  private List<ProcessHandle> processes() throws IOException {
    return ProcessUse.worksIn(directory);
  }

  private void control(Duration patience, String action, String... options)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.addAll(List.of("setsid", "--wait"));
    // PostgreSQL refuses to run as root: in a user namespace it is `nobody` and still owns its
    // files
    if (Shell.isRoot()) command.addAll(List.of("unshare", "--user"));
    command.addAll(List.of(control.toString(), action, "--pgdata=" + directory, "--wait"));
    command.addAll(List.of(options));
    Shell.run(patience.plusSeconds(10), command);
  }

  /// Its port on 127.0.0.1.
  int port() {
    return port;
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  public Path directory() {
    return directory;
  }

  /// Connects directly, without proxies, with the user of the nodes, for rows of all tenants.
  public Connection connect() throws SQLException {
    return Maintenance.connect(
        "jdbc:postgresql://127.0.0.1:%d/parley".formatted(port), user, password);
  }

  /// Kills it; its data is deleted with the fleet's.
  @Override
  public void close() throws IOException {
    kill();
  }
}
