package io.parley.persistence.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.blocking.BlockingWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool of connections and as many threads to use them, so that nobody who asks is blocked: each
/// stage completes on one of those threads, and fails with a [DatabaseFailure]. What comes after it
/// must be quick, or go elsewhere.
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /// `SET LOCAL` takes no parameter. Sent together with the transaction's beginning.
  private static final String SCOPE = "SELECT set_config('parley.tenant', ?, true)";

  private final HikariDataSource pool;
  private final BlockingWork work;

  /// Work on a connection, within one transaction, which is the caller's to end.
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private Database(DatabaseSettings settings) {
    this.pool = new HikariDataSource(configuration(settings));
    this.work =
        new BlockingWork(
            "parley-database",
            settings.poolSize(),
            settings.queueSize(),
            DatabaseFailure::of,
            settings.statementTimeout());
  }

  /// Opens the pool. Does not need the database to be there yet; the first use does.
  public static Database open(DatabaseSettings settings) {
    if (settings.embedded())
      throw new IllegalArgumentException("parley.database.url: empty (expected: a JDBC URL)");
    return new Database(settings);
  }

  private static HikariConfig configuration(DatabaseSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("parley-database");
    config.setJdbcUrl(settings.url());
    if (!settings.user().isEmpty()) config.setUsername(settings.user());
    if (!settings.password().isEmpty()) config.setPassword(settings.password());
    settings.properties().forEach(config::addDataSourceProperty);
    config.setConnectionInitSql(settings.sessionSql());
    config.setConnectionTimeout(settings.connectionTimeout().toMillis());
    config.setMaximumPoolSize(settings.poolSize());
    // < 0: do not wait for the database here; who uses the pool is told what is wrong
    config.setInitializationFailTimeout(-1);
    return config;
  }

  /// Work on one tenant's rows, in a transaction that PostgreSQL is told the tenant of: its setting
  /// `parley.tenant` holds it until the transaction ends, however it ends.
  public <T> CompletionStage<T> as(TenantId tenant, Work<T> what) {
    return transaction(
        connection -> {
          Sql.query(connection, SCOPE, row -> row.getString(1), tenant.value());
          return what.on(connection);
        });
  }

  /// Work on rows of several tenants, or of none, in a transaction without a tenant: projections,
  /// wake-ups, leases, sweeps. What serves one request is never such work.
  public <T> CompletionStage<T> acrossTenants(Work<T> what) {
    return transaction(what);
  }

  /// All or nothing. An isolation of `READ COMMITTED`: what must not change meanwhile is locked.
  /// One that only reads holds up no projection, however long it takes: it has no transaction id.
  private <T> CompletionStage<T> transaction(Work<T> what) {
    return work.run(
        () -> {
          try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            return committed(connection, what);
          }
        });
  }

  private static <T> T committed(Connection connection, Work<T> what) throws SQLException {
    boolean done = false;
    try {
      var result = what.on(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) undo(connection);
    }
  }

  /// A connection that cannot even roll back is broken: the server undoes its work by itself, and
  /// the pool throws it away. The first failure is the one to tell.
  private static void undo(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      LOG.debug("rollback failed, SQLSTATE {}", broken.getSQLState());
    }
  }

  /// Asks a harmless question: completes when the database answers.
  public CompletionStage<Void> probe() {
    return acrossTenants(
        connection -> {
          Sql.query(connection, "SELECT 1", row -> row.getInt(1));
          return null;
        });
  }

  /// Lets what is under way come to its end, then closes the connections.
  @Override
  public void close() {
    work.close();
    pool.close();
  }
}
