package io.parley.persistence.database;

import io.parley.core.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;

/// Work on one tenant's rows on a connection of the journal's pool, whose own role reads nothing.
/// Role and tenant are one statement, sent together with the transaction's beginning, and end with
/// it. They can be sent together with a single statement without rows ([#update]), but not with a
/// query: before a result of unknown size, the driver ends the transaction by a Sync of its own.
public final class TenantTransaction {
  private static final String SCOPE =
      "SELECT set_config('role', 'parley_app', true), set_config('parley.tenant', ?, true)";

  private TenantTransaction() {}

  /// Sent together with the transaction's beginning.
  static void begin(Connection connection, TenantId tenant) throws SQLException {
    Sql.query(connection, SCOPE, row -> row.getString(1), tenant.value());
  }

  /// @param connection commits each statement by itself, before and after
  public static <T> T run(Connection connection, TenantId tenant, Database.Work<T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    var result =
        Database.committed(
            connection,
            scoped -> {
              begin(scoped, tenant);
              return work.on(scoped);
            });
    // after a failure the pool does so, or discards the connection
    connection.setAutoCommit(true);
    return result;
  }

  /// One statement that changes rows and returns none, in one round trip in place of three: both
  /// are sent with one Sync, and so are one transaction. Were they two, PostgreSQL would refuse the
  /// second, because the connection's own role changes nothing.
  ///
  /// @param connection commits each statement by itself
  public static void update(Connection connection, TenantId tenant, String sql, Object... values)
      throws SQLException {
    var all = new Object[values.length + 1];
    all[0] = tenant.value();
    System.arraycopy(values, 0, all, 1, values.length);
    try (var statement = connection.prepareStatement(SCOPE + "; " + sql)) {
      Sql.bind(statement, all);
      statement.execute();
    }
  }
}
