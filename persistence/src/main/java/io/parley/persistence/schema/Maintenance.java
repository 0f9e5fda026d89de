package io.parley.persistence.schema;

import io.parley.persistence.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Connections of the tables' owner. Row level security holds for the owner too: rows are visible
/// only in a connection that says that it maintains the database. For migrations, dumps, repairs
/// and tests; never for the work of a request.
public final class Maintenance {
  /// Such a connection calls itself so, whatever the URL says: it is not an older node
  /// ([Enforcement]).
  static final String NAME = "parley-maintenance";

  /// Sent on such a connection.
  public static final String SQL =
      "SET application_name = '" + NAME + "'; SET parley.maintenance = 'on'";

  private Maintenance() {}

  public static Connection connect(DatabaseSettings settings) throws SQLException {
    return connect(settings.url(), settings.user(), settings.password());
  }

  /// @param more sent on the connection, too
  static Connection connect(DatabaseSettings settings, String more) throws SQLException {
    return connect(settings.url(), settings.user(), settings.password(), SQL + "; " + more);
  }

  /// @param user empty, as the password may be: the one in the URL
  public static Connection connect(String url, String user, String password) throws SQLException {
    return connect(url, user, password, SQL);
  }

  private static Connection connect(String url, String user, String password, String first)
      throws SQLException {
    var who = new Properties();
    if (!user.isEmpty()) who.put("user", user);
    if (!password.isEmpty()) who.put("password", password);
    var connection = DriverManager.getConnection(url, who);
    boolean ready = false;
    try (var statement = connection.createStatement()) {
      statement.execute(first);
      ready = true;
      return connection;
    } finally {
      if (!ready) connection.close();
    }
  }
}
