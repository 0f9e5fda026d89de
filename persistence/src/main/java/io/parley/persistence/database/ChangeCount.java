package io.parley.persistence.database;

import java.sql.Connection;
import java.sql.SQLException;

/// The number of changes of a table, in a row of its own. Nodes read it often, and the table once
/// the number is another.
public final class ChangeCount {
  private final String read;
  private final String up;

  /// @param table with one row, which has the column `number`
  public ChangeCount(String table) {
    read = "SELECT number FROM " + table;
    up = "UPDATE " + table + " SET number = number + 1 RETURNING number";
  }

  public long read(Connection connection) throws SQLException {
    return number(connection, read);
  }

  /// Counts one more. Writers of all tenants wait for each other here until they commit, so that no
  /// number is committed before a smaller one.
  public long up(Connection connection) throws SQLException {
    return number(connection, up);
  }

  private static long number(Connection connection, String sql) throws SQLException {
    return Sql.query(connection, sql, row -> row.getLong(1)).getFirst();
  }
}
