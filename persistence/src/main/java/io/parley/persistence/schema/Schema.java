package io.parley.persistence.schema;

import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.schema.SchemaFailure.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.internal.exception.sqlExceptions.FlywaySqlUnableToConnectToDbException;

/// Migrates a database to this program's schema.
public final class Schema {
  /// PostgreSQL's `deadlock_detected`.
  private static final String DEADLOCK = "40P01";

  private static final int ATTEMPTS = 5;

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
              .dataSource(settings.url(), named(settings.user()), named(settings.password()))
              .initSql(Maintenance.SQL)
              .locations("classpath:db/migration")
              .failOnMissingLocations(true)
              .load();
      refuseNewer(flyway);
      try (var connection = Maintenance.connect(settings)) {
        Roles.ensure(connection);
      }
      apply(flyway);
      try (var connection = Maintenance.connect(settings)) {
        Enforcement.ensure(connection);
      }
      mendMoved(settings);
    } catch (FlywaySqlUnableToConnectToDbException e) {
      throw new SchemaFailure(Kind.UNREACHABLE, "the database cannot be reached: " + reason(e), e);
    } catch (FlywayException | SQLException e) {
      throw new SchemaFailure(Kind.NOT_OURS, "the database cannot be migrated: " + reason(e), e);
    }
  }

  /// A migration that changes many tables may deadlock with the work of running nodes. Nothing of
  /// it is stored then.
  private static void apply(Flyway flyway) {
    for (int attempt = 1; ; attempt++) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        var state = sql(e).map(SQLException::getSQLState);
        if (attempt == ATTEMPTS || !state.equals(Optional.of(DEADLOCK))) throw e;
      }
    }
  }

  /// An empty user or password means the one in the URL.
  private static String named(String value) {
    return value.isEmpty() ? null : value;
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
}
