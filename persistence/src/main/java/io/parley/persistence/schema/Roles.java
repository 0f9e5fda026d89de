package io.parley.persistence.schema;

import io.parley.persistence.schema.SchemaFailure.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The roles under which the program works on rows (`V38__row_security.sql`). They belong to the
/// PostgreSQL installation, not to one database, so that a migration cannot bring them: they are
/// created before it, where the program's user may do so. [RolesHere] checks what they are in this
/// database.
final class Roles {
  private static final String DUTIES = "parley_duties";

  static final List<String> ALL = List.of("parley_app", DUTIES, "parley_journal");

  /// Nodes of one database take turns. Those of other databases do not: the lock is the database's.
  private static final String TURN = "SELECT pg_advisory_xact_lock(hashtext('parley roles'))";

  private static final String EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = ?";

  private static final String MAY_CREATE =
      "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreaterole OR rolsuper)";

  private static final String TOO_STRONG =
      "SELECT 1 FROM pg_roles WHERE rolname = ? AND (rolsuper OR rolbypassrls OR rolcreaterole)";

  /// The user must be able to become the role. Since PostgreSQL 16 that is a right of its own.
  private static final String MAY_SET = "SELECT 1 WHERE pg_has_role(current_user, ?, 'SET')";

  private static final String MEMBER = "SELECT 1 WHERE pg_has_role(current_user, ?, 'MEMBER')";

  /// For migrations the user must have the policies of `parley_duties` without becoming it.
  private static final String INHERITS = "SELECT 1 WHERE pg_has_role(current_user, ?, 'USAGE')";

  /// Also for a user with `NOINHERIT`.
  private static final String INHERITED = " WITH INHERIT TRUE";

  /// Before, inheritance is an attribute of the user. The program does not change its user.
  private static final String LET_INHERIT = "ALTER ROLE CURRENT_USER INHERIT";

  static final int GRANT_OPTIONS_SINCE = 16;

  private static final int ATTEMPTS = 5;

  private Roles() {}

  /// Repeated when another database's node creates or grants the same roles at the same time.
  ///
  /// @throws SchemaFailure with the statements for an administrator, when the user may not execute
  ///   them
  static void ensure(Connection connection) throws SQLException {
    ensure(connection, ALL);
  }

  static void ensure(Connection connection, List<String> roles) throws SQLException {
    connection.setAutoCommit(false);
    for (int attempt = 1; ; attempt++) {
      try {
        ensureOnce(connection, roles);
        connection.commit();
        return;
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !isRace(e)) throw e;
        connection.rollback();
      }
    }
  }

  /// `unique_violation`, `duplicate_object`, and PostgreSQL's internal error on a row of its
  /// catalogue that another transaction has changed (`heapam.c`, not translated).
  static boolean isRace(SQLException e) {
    return switch (String.valueOf(e.getSQLState())) {
      case "23505", "42710" -> true;
      case "XX000" -> String.valueOf(e.getMessage()).contains("tuple concurrently");
      default -> false;
    };
  }

  private static void ensureOnce(Connection connection, List<String> roles) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(TURN);
    }
    var wanting = new ArrayList<String>();
    for (var role : roles) wanting.addAll(wanting(connection, role));
    if (!wanting.isEmpty()) create(connection, wanting);
    if (roles.contains(DUTIES) && !is(connection, INHERITS, DUTIES))
      throw missing(connection, List.of(LET_INHERIT), null);
  }

  private static List<String> wanting(Connection connection, String role) throws SQLException {
    boolean exists = is(connection, EXISTS, role);
    if (exists && is(connection, TOO_STRONG, role))
      throw new SchemaFailure(
          Kind.ROLES,
          "the database's role %s may bypass the separation of tenants (expected: a role without attributes; ALTER ROLE %s NOSUPERUSER NOBYPASSRLS NOCREATEROLE)"
              .formatted(role, role),
          null);
    var wanting = new ArrayList<String>();
    if (!exists) wanting.add("CREATE ROLE " + role + " NOLOGIN");
    if (!exists || !isUsable(connection, role)) wanting.add(grant(connection, role));
    return wanting;
  }

  private static boolean isUsable(Connection connection, String role) throws SQLException {
    if (!hasGrantOptions(connection)) return is(connection, MEMBER, role);
    return is(connection, MAY_SET, role)
        && (!role.equals(DUTIES) || is(connection, INHERITS, role));
  }

  private static String grant(Connection connection, String role) throws SQLException {
    var grant = "GRANT %s TO CURRENT_USER".formatted(role);
    return role.equals(DUTIES) && hasGrantOptions(connection) ? grant + INHERITED : grant;
  }

  private static boolean hasGrantOptions(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion() >= GRANT_OPTIONS_SINCE;
  }

  private static void create(Connection connection, List<String> wanting) throws SQLException {
    if (!is(connection, MAY_CREATE)) throw missing(connection, wanting, null);
    try (var statement = connection.createStatement()) {
      for (var sql : wanting) statement.execute(sql);
    } catch (SQLException e) {
      // the user may create roles, but not grant one that another user has created
      if (!"42501".equals(e.getSQLState())) throw e;
      connection.rollback();
      throw missing(connection, wanting, e);
    }
  }

  private static SchemaFailure missing(
      Connection connection, List<String> wanting, SQLException cause) throws SQLException {
    var user = user(connection);
    return new SchemaFailure(
        Kind.ROLES,
        "the database lacks roles that keep tenants apart, and %s may not create them (expected: an administrator executes: %s)"
            .formatted(user, String.join("; ", wanting).replace("CURRENT_USER", quoted(user))),
        cause);
  }

  /// The user, or the role that it works as from its login on: that one needs what is granted.
  static String user(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT current_user")) {
      row.next();
      return row.getString(1);
    }
  }

  /// As a name in SQL.
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static boolean is(Connection connection, String query, String... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) statement.setString(i + 1, values[i]);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
