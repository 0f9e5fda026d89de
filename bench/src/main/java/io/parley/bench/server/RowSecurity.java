package io.parley.bench.server;

import io.parley.persistence.database.Sql;
import io.parley.persistence.embedded.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Row level security of a server's embedded database, which is disabled and enabled again to
/// compare both. Policies, roles and grants stay, and so does `FORCE`: the program's own check only
/// looks at tables that have row level security and are not forced to it. For a server whose data
/// is deleted afterwards.
public final class RowSecurity implements AutoCloseable {
  private static final String TABLES =
      """
      SELECT oid::regclass::text FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity ORDER BY relname\
      """;

  /// For the work that a load has left behind; autovacuum gives way after a second.
  private static final String PATIENCE = "SET lock_timeout = '10s'";

  private final Connection connection;
  private final List<String> tables;

  private RowSecurity(Connection connection, List<String> tables) {
    this.connection = connection;
    this.tables = tables;
  }

  /// @param data the directory of a server that runs
  /// @throws IOException also when no table has row level security
  public static RowSecurity of(Path data) throws IOException {
    try {
      return of(LocalPostgres.connect(data));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static RowSecurity of(Connection connection) throws IOException, SQLException {
    boolean ready = false;
    try (var statement = connection.createStatement()) {
      statement.execute(PATIENCE);
      var tables = Sql.query(connection, TABLES, row -> row.getString(1));
      if (tables.isEmpty())
        throw new IOException("no table has row level security (expected: those of tenants)");
      ready = true;
      return new RowSecurity(connection, tables);
    } finally {
      if (!ready) connection.close();
    }
  }

  /// Number of tables that have it, the journal's among them.
  public int tables() {
    return tables.size();
  }

  /// Enables or disables it on all of them, one after the other; statements that connections have
  /// prepared are planned anew. Waits until a table is not in use, so the server should be idle.
  ///
  /// @throws IOException also when a table stays in use
  public void enable(boolean isEnabled) throws IOException {
    var word = isEnabled ? "ENABLE" : "DISABLE";
    try (var statement = connection.createStatement()) {
      for (var table : tables)
        statement.execute("ALTER TABLE %s %s ROW LEVEL SECURITY".formatted(table, word));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static IOException failure(SQLException e) {
    return new IOException("row level security is not changed: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("the database's connection is not closed: " + e.getMessage(), e);
    }
  }
}
