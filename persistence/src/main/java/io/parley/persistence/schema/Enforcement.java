package io.parley.persistence.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes row level security hold for the tables' owner, too. Nodes of the release before roles work
/// as the owner, and see all rows through that: during an upgrade they must go on. So the program
/// forces it when it starts and none of them is connected, on the tables on which a migration has
/// enabled it.
final class Enforcement {
  private static final Logger LOG = LoggerFactory.getLogger(Enforcement.class);

  /// They call themselves `parley`; later ones `parley-node`.
  private static final String OLDER =
      """
      SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND usename = session_user AND application_name = 'parley'
      LIMIT 1\
      """;

  private static final String OPEN =
      """
      SELECT oid::regclass::text FROM pg_class
      WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
        AND relrowsecurity AND NOT relforcerowsecurity AND pg_has_role(relowner, 'USAGE')
      ORDER BY relname\
      """;

  /// PostgreSQL's `lock_not_available`.
  private static final String LOCKED = "55P03";

  private Enforcement() {}

  /// Each table in a transaction of its own, and without waiting long for work under way: a table
  /// that is in use is left to the next start.
  ///
  /// @param connection commits each statement by itself
  static void ensure(Connection connection) throws SQLException {
    var open = texts(connection, OPEN);
    if (open.isEmpty()) return;
    if (!texts(connection, OLDER).isEmpty()) {
      LOG.info(
          "row level security is not forced on {} tables yet: a node of an older release is"
              + " connected",
          open.size());
      return;
    }
    try (var statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '2s'");
      for (var table : open) {
        try {
          statement.execute("ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY");
        } catch (SQLException e) {
          if (!LOCKED.equals(e.getSQLState())) throw e;
          LOG.warn("row level security is not forced on {}: the table is in use", table);
        }
      }
    }
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var all = new ArrayList<String>();
      while (rows.next()) all.add(rows.getString(1));
      return all;
    }
  }
}
