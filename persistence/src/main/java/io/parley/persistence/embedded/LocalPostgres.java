package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import io.parley.persistence.schema.Maintenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL that belongs to this process: started on its data directory, restarted on the same
/// port when it dies, and stopped by [#close]. Nothing else stops it: no shutdown hook, and no
/// Ctrl-C on the terminal.
///
/// Committed data is on disk (`fsync`, `synchronous_commit` and `full_page_writes` are on). It
/// listens on 127.0.0.1 only and requires a password.
public final class LocalPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);

  private final PostgresCluster cluster;
  private final PostgresSettings settings;
  private final Secrets secrets;
  private final Restarter restarter;

  private LocalPostgres(
      PostgresCluster cluster, PostgresSettings settings, Secrets secrets, ProcessHandle server) {
    this.cluster = cluster;
    this.settings = settings;
    this.secrets = secrets;
    this.restarter =
        Restarter.of(
            "PostgreSQL",
            cluster.postmaster().end(server),
            this::startAgain,
            Restarter.Pauses.USUAL);
  }

  /// Starts it, which takes a second or two more the first time. A server left running on this
  /// directory by an earlier Parley is stopped first. Throws `StartFailure` when it does not come
  /// up.
  public static LocalPostgres start(DataDirectory data, PostgresSettings settings) {
    try {
      var cluster = new PostgresCluster(PostgresBinaries.in(data.cache()), data.postgres());
      cluster.prepare(data.secrets().postgresPasswordFile());
      var server = cluster.start(settings);
      return ready(cluster, settings, data.secrets(), server);
    } catch (IOException e) {
      throw new StartFailure(
          Kind.NOT_UP, "PostgreSQL cannot be started on %s: %s".formatted(data.postgres(), e), e);
    }
  }

  /// A server that turns out to be unusable is not left running.
  private static LocalPostgres ready(
      PostgresCluster cluster, PostgresSettings settings, Secrets secrets, ProcessHandle server)
      throws IOException {
    boolean ready = false;
    try {
      int port = cluster.postmaster().port().orElseThrow();
      PostgresRoles.ensure(port, secrets.postgresPassword(), secrets.postgresPasswordFile());
      ready = true;
      LOG.info("PostgreSQL, process {}, listens on 127.0.0.1:{}", server.pid(), port);
      return new LocalPostgres(cluster, settings.withPort(port), secrets, server);
    } finally {
      if (!ready) cluster.stop(settings.stopTimeout());
    }
  }

  /// Connects to the database of a data directory that another process has locked, as an operator
  /// on the machine would: as the tables' owner, for rows of all tenants.
  ///
  /// @param data the data directory
  /// @throws IOException when no PostgreSQL runs there
  public static Connection connect(Path data) throws IOException, SQLException {
    int port =
        new Postmaster(data.resolve("postgres"))
            .port()
            .orElseThrow(() -> new IOException("no PostgreSQL runs on " + data));
    var password = Files.readString(data.resolve("secrets/postgres")).strip();
    return Maintenance.connect(
        PostgresRoles.url(port, PostgresRoles.DATABASE), PostgresRoles.ROLE, password);
  }

  private CompletionStage<?> startAgain() {
    try {
      return cluster.postmaster().end(cluster.start(settings));
    } catch (IOException e) {
      throw new StartFailure(Kind.NOT_UP, "PostgreSQL cannot be started again: " + e, e);
    }
  }

  /// The JDBC URL of the database `parley`, which exists and belongs to [#user].
  public String url() {
    return url(PostgresRoles.DATABASE);
  }

  /// The JDBC URL of another database. The user may create databases.
  public String url(String database) {
    return PostgresRoles.url(settings.port(), database);
  }

  /// A role that owns the database and is not a superuser.
  public String user() {
    return PostgresRoles.ROLE;
  }

  public String password() {
    return secrets.postgresPassword();
  }

  /// The port on 127.0.0.1, the same for as long as this object lives.
  public int port() {
    return settings.port();
  }

  /// Stops it gracefully and waits until it has ended: connections are closed, committed data is
  /// written. Calling it again does nothing.
  @Override
  public void close() {
    restarter.close();
    try {
      if (!cluster.stop(settings.stopTimeout())) {
        LOG.error("PostgreSQL does not stop; the next start will find it and try again");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot be stopped", e);
    }
  }
}
