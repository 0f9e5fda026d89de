package io.parley.persistence.schema;

import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Makes row level security hold for the tables' owner, too. Nodes of the release before roles work
/// as the owner, and see all rows through that: during an upgrade they must go on. So the program
/// forces it when none of them is connected, on the tables on which a migration has enabled it: at
/// its start, and again at intervals until it is forced on all of them.
public final class Enforcement {
  /// Connections of our user that are not this release's. An older node calls itself `parley`, or
  /// as its URL says: so every name counts that is not known to be another program's. Where our
  /// user works as another role (`ALTER ROLE … SET role`), which owns the tables, so may an older
  /// node's other user, and the kind of such connections is hidden.
  private static final String OLDER =
      """
      SELECT DISTINCT application_name FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND (usename = session_user OR current_user <> session_user AND usesysid IN (
          SELECT oid FROM pg_roles
          WHERE NOT rolsuper AND pg_has_role(oid, current_user, 'MEMBER')))
        AND coalesce(backend_type, 'client backend') = 'client backend'
        AND application_name NOT LIKE 'parley-node%'
        AND application_name NOT IN
          ('parley-maintenance', 'parley-backup', 'psql', 'pg_dump', 'pg_restore')
      ORDER BY application_name LIMIT 5\
      """;

  private static final String OPEN =
      """
      SELECT oid::regclass::text FROM pg_class
      WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
        AND relrowsecurity AND NOT relforcerowsecurity AND pg_has_role(relowner, 'USAGE')
      ORDER BY relname\
      """;

  /// Work that waits behind ours waits as long.
  private static final String PATIENCE = "SET lock_timeout = '2s'";

  /// PostgreSQL's `lock_not_available`.
  static final String LOCKED = "55P03";

  private Enforcement() {}

  /// @param tables on which row level security is enabled and not forced yet
  /// @param reason for the log; empty when there are none
  public record Left(int tables, String reason) {
    private static final Left NONE = new Left(0, "");
  }

  /// As [#ensure(Connection)], in a connection of its own. Blocks.
  public static Left ensure(DatabaseSettings settings) throws SQLException {
    try (var connection = Maintenance.connect(settings)) {
      return ensure(connection);
    }
  }

  /// Each table in a transaction of its own. At the first table that is in use the rest is left to
  /// the next time: work must not wait behind one table after the other.
  ///
  /// @param connection commits each statement by itself
  static Left ensure(Connection connection) throws SQLException {
    var open = texts(connection, OPEN);
    if (open.isEmpty()) return Left.NONE;
    var older = texts(connection, OLDER);
    if (!older.isEmpty())
      return new Left(
          open.size(),
          "nodes of an older release may be connected, as " + String.join(", ", older));
    int left = open.size();
    try (var statement = connection.createStatement()) {
      statement.execute(PATIENCE);
      for (var table : open) {
        try {
          statement.execute("ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY");
          left--;
        } catch (SQLException e) {
          if (!LOCKED.equals(e.getSQLState())) throw e;
          return new Left(left, "the table " + table + " is in use");
        }
      }
    }
    return Left.NONE;
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    return Sql.query(connection, query, row -> row.getString(1));
  }
}
