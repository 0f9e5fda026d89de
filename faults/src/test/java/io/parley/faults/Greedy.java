package io.parley.faults;

import io.parley.faults.fleet.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/// Takes all PostgreSQL connections for ordinary roles, including those of the nodes.
final class Greedy implements AutoCloseable {
  /// The SQL state with which PostgreSQL refuses when none are left.
  private static final String TOO_MANY = "53300";

  private static final int ROUNDS = 20;

  private final Database database;
  private final List<Connection> taken = new ArrayList<>();

  Greedy(Database database) {
    this.database = database;
  }

  /// Terminates other connections and takes those that become free, until none do.
  ///
  /// @return the number of connections taken
  int takeAll() throws SQLException {
    takeFree();
    for (int i = 0; i < ROUNDS && endOthers() > 0; i++) takeFree();
    return taken.size();
  }

  private void takeFree() throws SQLException {
    while (true) {
      try {
        taken.add(database.connect());
      } catch (SQLException e) {
        if (TOO_MANY.equals(e.getSQLState())) return;
        throw e;
      }
    }
  }

  private int endOthers() throws SQLException {
    var own = new ArrayList<Integer>();
    for (var connection : taken) own.add(connection.unwrap(PGConnection.class).getBackendPID());
    try (var query =
        taken
            .getFirst()
            .prepareStatement(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE usename = current_user AND NOT pid = ANY (?)")) {
      query.setArray(1, taken.getFirst().createArrayOf("int4", own.toArray()));
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (var connection : taken) connection.close();
  }
}
