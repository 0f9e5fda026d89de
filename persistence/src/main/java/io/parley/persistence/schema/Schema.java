package io.parley.persistence.schema;

import io.parley.core.fault.Doubling;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.schema.SchemaFailure.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.internal.exception.sqlExceptions.FlywaySqlUnableToConnectToDbException;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Migrates a database to this program's schema.
public final class Schema {
  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  /// PostgreSQL's `deadlock_detected`, and a lock that was not available in time.
  private static final Set<String> IN_THE_WAY = Set.of("40P01", Enforcement.LOCKED);

  /// A migration that changes many tables waits for long transactions, such as a dump's, and all
  /// work on the table waits behind it. So it gives up soon, and is repeated. Not a part of any
  /// migration: their checksums stay.
  private static final String SOON = "SET lock_timeout = '3s'";

  /// Four minutes in all.
  private static final int ATTEMPTS = 12;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private Schema() {}

  /// Applies missing migrations, blocking until it is done. Several nodes may do this at once: one
  /// works, the others wait. Not through the pool: this needs two connections, must not be
  /// cancelled by the limit for statements, and leaves settings of its own behind. It works as the
  /// tables' owner, in connections that see the rows of all tenants ([Maintenance]).
  ///
  /// @throws SchemaFailure with a sentence for the user
  public static void migrate(DatabaseSettings settings) {
    try {
      var flyway =
          Flyway.configure(Schema.class.getClassLoader())
              .dataSource(new Source(settings))
              .locations("classpath:db/migration")
              .failOnMissingLocations(true)
              .load();
      refuseNewer(flyway);
      try (var connection = Maintenance.connect(settings)) {
        Roles.ensure(connection);
        RolesHere.refuseStrangers(connection);
      }
      apply(flyway::migrate, Schema::pause);
      try (var connection = Maintenance.connect(settings)) {
        RolesHere.requireSchema(connection);
        var left = Enforcement.ensure(connection);
        if (left.tables() > 0)
          LOG.info("{} tables are not forced to row security: {}", left.tables(), left.reason());
      }
      mendMoved(settings);
    } catch (FlywaySqlUnableToConnectToDbException e) {
      throw new SchemaFailure(Kind.UNREACHABLE, "the database cannot be reached: " + reason(e), e);
    } catch (FlywayException | SQLException e) {
      if (isInTheWay(e))
        throw new SchemaFailure(
            Kind.IN_USE,
            "the database cannot be migrated: its tables were in use all the time (expected: no"
                + " long transaction, such as a dump; start again when it has ended)",
            e);
      throw new SchemaFailure(Kind.NOT_OURS, "the database cannot be migrated: " + reason(e), e);
    }
  }

  /// A migration that changes many tables may deadlock with the work of running nodes, or find one
  /// of them in use. Nothing of it is stored then, and work goes on during the pauses, which grow.
  ///
  /// @param migrate throws Flyway's exceptions
  /// @param pause blocks for so long
  static void apply(Runnable migrate, Consumer<Duration> pause) {
    for (int attempt = 1; ; attempt++) {
      try {
        migrate.run();
        return;
      } catch (FlywayException e) {
        if (attempt == ATTEMPTS || !isInTheWay(e)) throw e;
        var wait = Doubling.after(attempt, FIRST_PAUSE, LONGEST_PAUSE);
        LOG.warn("tables are in use: their migration is tried again in {} s", wait.toSeconds());
        pause.accept(wait);
      }
    }
  }

  private static boolean isInTheWay(Exception e) {
    return sql(e).map(SQLException::getSQLState).filter(IN_THE_WAY::contains).isPresent();
  }

  private static void pause(Duration wait) {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /// Flyway by itself would let a program work on tables of a later version.
  private static void refuseNewer(Flyway flyway) {
    var all = flyway.info().all();
    var applied = newest(all, true);
    var known = newest(all, false);
    if (applied > known)
      throw new SchemaFailure(
          Kind.TOO_NEW,
          ("the database was migrated to version %d by a newer Parley (expected: at most %d; start"
                  + " the newer program, or restore a backup from before)")
              .formatted(applied, known),
          null);
  }

  private static int newest(MigrationInfo[] all, boolean applied) {
    return Arrays.stream(all)
        .filter(info -> applied ? info.getState().isApplied() : info.getState().isResolved())
        .filter(info -> info.getVersion() != null)
        .mapToInt(info -> Integer.parseInt(info.getVersion().getVersion()))
        .max()
        .orElse(0);
  }

  /// Transaction ids belong to one PostgreSQL installation. After a dump was restored into another
  /// one, the journal may contain ids from that installation's future: its projections would wait
  /// for them, and skip events written meanwhile. All old events then get one transaction, older
  /// than any new one, and projections restart; they skip known events.
  private static void mendMoved(DatabaseSettings settings) throws SQLException {
    try (var connection = Maintenance.connect(settings)) {
      if (!movedHere(connection)) return;
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.executeUpdate("UPDATE event_journal SET xact = '1'");
        statement.executeUpdate("UPDATE projection_offset SET xact = '0', ordering = 0");
      }
      connection.commit();
    }
  }

  private static boolean movedHere(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                SELECT xact >= pg_snapshot_xmax(pg_current_snapshot())
                FROM event_journal ORDER BY xact DESC, ordering DESC LIMIT 1\
                """)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /// PostgreSQL's own message if there is one: Flyway wraps it, over several lines.
  private static String reason(Throwable thrown) {
    var told = sql(thrown).map(SQLException::getMessage).orElse(thrown.getMessage());
    return String.valueOf(told).lines().limit(2).collect(Collectors.joining("; "));
  }

  private static Optional<SQLException> sql(Throwable thrown) {
    SQLException found = null;
    for (var cause = thrown; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql) found = sql;
    return Optional.ofNullable(found);
  }

  /// Flyway's connections: its own way to prepare them is deprecated. Never serialised.
  @SuppressWarnings("serial")
  private static final class Source extends PGSimpleDataSource {
    private final transient DatabaseSettings settings;

    Source(DatabaseSettings settings) {
      this.settings = settings;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return Maintenance.connect(settings, SOON);
    }
  }
}
