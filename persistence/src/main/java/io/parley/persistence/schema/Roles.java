package io.parley.persistence.schema;

import io.parley.persistence.schema.SchemaFailure.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The roles under which the program works on rows (`V38__row_security.sql`). They belong to the
/// PostgreSQL installation, not to one database, so that a migration cannot bring them: they are
/// created before it, where the program's user may do so.
final class Roles {
  static final List<String> ALL = List.of("parley_app", "parley_duties", "parley_journal");

  /// Roles are shared by all databases, and nodes start at the same time.
  private static final String TURN = "SELECT pg_advisory_xact_lock(hashtext('parley roles'))";

  private static final String EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = ?";

  private static final String MAY_CREATE =
      "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreaterole OR rolsuper)";

  private static final String TOO_STRONG =
      "SELECT 1 FROM pg_roles WHERE rolname = ? AND (rolsuper OR rolbypassrls OR rolcreaterole)";

  /// The user must be able to become the role, and, for migrations, have its policies.
  private static final String MEMBER = "SELECT 1 WHERE pg_has_role(current_user, ?, 'USAGE')";

  /// Since PostgreSQL 16 the right to become a role is a right of its own.
  private static final String MAY_SET = MEMBER + " AND pg_has_role(current_user, ?, 'SET')";

  private static final int SET_SINCE = 16;

  private Roles() {}

  /// @throws SchemaFailure with the statements for an administrator, when the user may not execute
  ///   them
  static void ensure(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(TURN);
    }
    var wanting = new ArrayList<String>();
    for (var role : ALL) {
      boolean exists = is(connection, EXISTS, role);
      if (exists && is(connection, TOO_STRONG, role))
        throw new SchemaFailure(
            Kind.ROLES,
            "the database's role %s may bypass the separation of tenants (expected: a role without attributes; ALTER ROLE %s NOSUPERUSER NOBYPASSRLS NOCREATEROLE)"
                .formatted(role, role),
            null);
      if (!exists) wanting.add("CREATE ROLE " + role + " NOLOGIN");
      if (!exists || !isMember(connection, role)) wanting.add("GRANT " + role + " TO CURRENT_USER");
    }
    if (!wanting.isEmpty()) create(connection, wanting);
    connection.commit();
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
    var user = connection.getMetaData().getUserName();
    var quoted = "\"" + user.replace("\"", "\"\"") + "\"";
    return new SchemaFailure(
        Kind.ROLES,
        "the database lacks roles that keep tenants apart, and %s may not create them (expected: an administrator executes: %s)"
            .formatted(user, String.join("; ", wanting).replace("CURRENT_USER", quoted)),
        cause);
  }

  private static boolean isMember(Connection connection, String role) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion() < SET_SINCE
        ? is(connection, MEMBER, role)
        : is(connection, MAY_SET, role, role);
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
