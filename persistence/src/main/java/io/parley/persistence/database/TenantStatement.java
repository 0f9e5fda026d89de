package io.parley.persistence.database;

import io.parley.core.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// One statement on one tenant's rows, as the role `parley_app`, on a connection that commits each
/// statement by itself: for the journal's pool, whose connections have another role. The role, the
/// tenant and the statement are one round trip and one transaction, because PostgreSQL ends the
/// implicit transaction of an extended query at the driver's Sync (PostgreSQL manual, 54.2.4
/// "Pipelining"). If the two were ever separated, the connection's own role would refuse the
/// statement.
public final class TenantStatement {
  private static final String SCOPE =
      "SELECT set_config('role', 'parley_app', true), set_config('parley.tenant', ?, true); ";

  private TenantStatement() {}

  public static <T> List<T> query(
      Connection connection, TenantId tenant, String sql, Sql.Row<T> row, Object... values)
      throws SQLException {
    try (var statement = executed(connection, tenant, sql, values)) {
      if (!statement.getMoreResults())
        throw new IllegalStateException("a statement without rows (expected: a query)");
      var all = new ArrayList<T>();
      try (var rows = statement.getResultSet()) {
        while (rows.next()) all.add(row.read(rows));
      }
      return all;
    }
  }

  /// @return how many rows were changed
  public static int update(Connection connection, TenantId tenant, String sql, Object... values)
      throws SQLException {
    try (var statement = executed(connection, tenant, sql, values)) {
      if (statement.getMoreResults())
        throw new IllegalStateException("a statement with rows (expected: a change)");
      return statement.getUpdateCount();
    }
  }

  /// Positioned at the result of the scope.
  private static PreparedStatement executed(
      Connection connection, TenantId tenant, String sql, Object[] values) throws SQLException {
    if (!connection.getAutoCommit())
      throw new IllegalStateException("a transaction is open (expected: none)");
    var statement = connection.prepareStatement(SCOPE + sql);
    boolean done = false;
    try {
      var all = new Object[values.length + 1];
      all[0] = tenant.value();
      System.arraycopy(values, 0, all, 1, values.length);
      Sql.bind(statement, all);
      statement.execute();
      done = true;
      return statement;
    } finally {
      if (!done) statement.close();
    }
  }
}
