package io.parley.persistence.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.parley.core.fault.Stages;
import io.parley.core.limit.Weights;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.blocking.BlockingWork;
import io.parley.persistence.blocking.Flow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool of connections and as many threads to use them, so that callers never block: each stage
/// completes on one of those threads, and fails with a [DatabaseFailure]. Dependent stages must be
/// quick, or run elsewhere. Organisations that wait for a connection get one in fair order; duties,
/// which serve all of them, have the weight of several, and requests without an organisation that
/// of some.
///
/// Some organisations have their sessions in a database beside the main one. A database made by
/// [#with] leads the work of each organisation to its own; its stores need not know of that.
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /// Until the transaction ends; then the connection's role is `parley_app` again, which sees no
  /// rows without a tenant.
  private static final String DUTIES = "SELECT set_config('role', 'parley_duties', true)";

  private final HikariDataSource pool;
  private final BlockingWork work;

  /// By their names; none but in a database made by [#with].
  private final Map<String, Database> others;

  private volatile Map<TenantId, String> places = Map.of();
  private volatile boolean answers = true;

  /// Work on a connection, within one transaction, which the caller ends.
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private Database(DatabaseSettings settings, Weights weights) {
    this.pool = new HikariDataSource(configuration(settings));
    this.work =
        new BlockingWork(
            "parley-database",
            settings.poolSize(),
            settings.queueSize(),
            weights,
            DatabaseFailure::of,
            settings.statementTimeout());
    this.others = Map.of();
  }

  private Database(Database main, Map<String, Database> others) {
    this.pool = main.pool;
    this.work = main.work;
    this.others = Map.copyOf(others);
  }

  /// The same with equal weights for all organisations.
  public static Database open(DatabaseSettings settings) {
    return open(settings, Weights.EQUAL);
  }

  /// Opens the pool. Does not need the database to run yet; the first use does.
  ///
  /// @param weights of organisations that wait for a connection
  public static Database open(DatabaseSettings settings, Weights weights) {
    if (settings.embedded())
      throw new IllegalArgumentException("parley.database.url: empty (expected: a JDBC URL)");
    return new Database(settings, weights);
  }

  /// The same database, with the same connections, except that the work of organisations of which
  /// [#places] says so is done in one of `others`. Those, and this one, are closed by themselves.
  public Database with(Map<String, Database> others) {
    return new Database(this, others);
  }

  /// Says in which of the others organisations live, from now on; all that are not named live here.
  public void places(Map<TenantId, String> known) {
    places = Map.copyOf(known);
  }

  /// The name of an organisation's database; empty if it lives in this one.
  public Optional<String> place(TenantId tenant) {
    return Optional.ofNullable(places.get(tenant));
  }

  private static HikariConfig configuration(DatabaseSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("parley-database");
    config.setJdbcUrl(settings.url());
    if (!settings.user().isEmpty()) config.setUsername(settings.user());
    if (!settings.password().isEmpty()) config.setPassword(settings.password());
    settings.properties().forEach(config::addDataSourceProperty);
    config.setConnectionInitSql(settings.appSql());
    config.setConnectionTimeout(settings.connectionTimeout().toMillis());
    config.setMaximumPoolSize(settings.poolSize());
    // < 0: do not wait for the database here; the first user of the pool gets the failure
    config.setInitializationFailTimeout(-1);
    return config;
  }

  /// Work on one tenant's rows, in a transaction that has PostgreSQL's setting `parley.tenant`
  /// until it ends, however it ends. Its role is `parley_app`, whichever the connection has: other
  /// tenants' rows do not exist for it, whatever the statement (`V38__row_security.sql`).
  public <T> CompletionStage<T> as(TenantId tenant, Work<T> what) {
    var place = places.get(tenant);
    if (place == null) return here(tenant, what);
    var other = others.get(place);
    return other == null ? CompletableFuture.failedStage(notHere(place)) : other.here(tenant, what);
  }

  private static DatabaseFailure notHere(String place) {
    return new DatabaseFailure(
        DatabaseFailure.Category.UNAVAILABLE,
        "no parley.database.others.%s on this node".formatted(place),
        null);
  }

  private <T> CompletionStage<T> here(TenantId tenant, Work<T> what) {
    return transaction(
        Flow.of(tenant),
        connection -> {
          TenantTransaction.begin(connection, tenant);
          return what.on(connection);
        });
  }

  /// Within work of [#as]: work on a tenant's rows that are in the main database, wherever the
  /// tenant lives. In the same transaction if it lives there; else in one that is committed before
  /// the caller's, and if it fails, neither is. Blocks the caller, a thread of its own database.
  ///
  /// @param connection the caller's
  public <T> T inMain(TenantId tenant, Connection connection, Work<T> what) throws SQLException {
    if (place(tenant).isEmpty()) return what.on(connection);
    try {
      return here(tenant, what).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw Stages.cause(e) instanceof RuntimeException failure ? failure : e;
    }
  }

  /// Work on rows of several tenants, or of none, in a transaction without a tenant: projections,
  /// wake-ups, leases, sweeps; in this database alone. Never for the work of a single request. Its
  /// role is `parley_duties`, which has only the tables and columns that these duties need.
  public <T> CompletionStage<T> acrossTenants(Work<T> what) {
    return transaction(Flow.Shared.DUTIES, asDuty(what));
  }

  /// The same in this database and in each of the others, for what operators count and list. It
  /// fails if it fails here. Another one that did not answer its last probe is left out, and so is
  /// one where it fails.
  public <T> CompletionStage<List<T>> everywhere(Work<T> what) {
    CompletionStage<List<T>> all = acrossTenants(what).thenApply(found -> List.of(found));
    for (var other : others.entrySet())
      if (other.getValue().answers)
        all =
            all.thenCombine(
                other
                    .getValue()
                    .acrossTenants(what)
                    .handle((found, failure) -> foundAt(other.getKey(), found, failure)),
                (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
    return all;
  }

  private static <T> List<T> foundAt(String place, T found, Throwable failure) {
    if (failure == null) return List.of(found);
    LOG.warn("the database {} is left out: {}", place, Stages.cause(failure).toString());
    return List.of();
  }

  /// Work of a request whose organisation is not known yet, or that has none: sign-ins, API keys,
  /// names of organisations. With the same role, but not in the duties' turn: however many such
  /// requests wait, they delay no feed and no probe.
  public <T> CompletionStage<T> withoutTenant(Work<T> what) {
    return transaction(Flow.Shared.LOOK_UPS, asDuty(what));
  }

  private static <T> Work<T> asDuty(Work<T> what) {
    return connection -> {
      Sql.query(connection, DUTIES, row -> row.getString(1));
      return what.on(connection);
    };
  }

  /// All or nothing, with isolation `READ COMMITTED`: rows that must not change meanwhile are
  /// locked. A read-only transaction, however long, delays no projection: it has no transaction id.
  ///
  /// @param flow in which it waits
  private <T> CompletionStage<T> transaction(Flow flow, Work<T> what) {
    return work.run(
        flow,
        () -> {
          try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            return committed(connection, what);
          }
        });
  }

  static <T> T committed(Connection connection, Work<T> what) throws SQLException {
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
  /// the pool discards it. The first failure is the one to report.
  private static void undo(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      LOG.debug("rollback failed, SQLSTATE {}", broken.getSQLState());
    }
  }

  /// Sends a harmless query: completes when the database answers.
  public CompletionStage<Void> probe() {
    return this.<Void>transaction(
            Flow.Shared.DUTIES,
            connection -> {
              Sql.query(connection, "SELECT 1", row -> row.getInt(1));
              return null;
            })
        .whenComplete((_, failure) -> answers = failure == null);
  }

  /// Lets work under way end, then closes the connections.
  @Override
  public void close() {
    work.close();
    pool.close();
  }
}
