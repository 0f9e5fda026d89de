package io.parley.persistence.schema;

import io.parley.persistence.database.Sql;
import io.parley.persistence.schema.SchemaFailure.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;

/// Checks of the installation's [Roles] in this database: they are nobody else's, and may use the
/// schema of its tables.
final class RolesHere {
  /// Users that may work as one of the roles and connect to this database. A member of our own user
  /// is as strong as it is, whatever the roles, and so is one of the role that our user works as
  /// (`ALTER ROLE … SET role`): it owns the tables. A superuser needs no role. A user that may only
  /// give the role to others has created it: an administrator.
  private static final String STRANGERS =
      """
      SELECT DISTINCT other.rolname FROM pg_roles AS other, pg_roles AS ours
      WHERE ours.rolname = ANY (?) AND other.rolcanlogin AND NOT other.rolsuper
        AND pg_has_role(other.oid, ours.oid, ?)
        AND NOT pg_has_role(other.oid, session_user, 'MEMBER')
        AND NOT pg_has_role(other.oid, current_user, 'MEMBER')
        AND has_database_privilege(other.oid, current_database()::text, 'CONNECT')
      ORDER BY other.rolname\
      """;

  private static final String WITHOUT_SCHEMA =
      """
      SELECT rolname FROM pg_roles
      WHERE rolname = ANY (?) AND NOT has_schema_privilege(oid, current_schema()::text, 'USAGE')
      ORDER BY rolname\
      """;

  private RolesHere() {}

  /// The roles are shared by all databases of the installation: so are their members, such as the
  /// user of another Parley.
  ///
  /// @throws SchemaFailure when another user could read this database as one of the roles
  static void refuseStrangers(Connection connection) throws SQLException {
    boolean hasOptions =
        connection.getMetaData().getDatabaseMajorVersion() >= Roles.GRANT_OPTIONS_SINCE;
    var strangers =
        Sql.query(
            connection,
            STRANGERS,
            row -> row.getString(1),
            roles(connection),
            hasOptions ? "USAGE, SET" : "MEMBER");
    if (strangers.isEmpty()) return;
    var database = Roles.quoted(connection.getCatalog());
    var user = Roles.quoted(Roles.user(connection));
    throw new SchemaFailure(
        Kind.ROLES,
        "other users of this PostgreSQL (%s) may work as Parley's roles, and connect to this database: they could read it (expected: the database's owner or an administrator executes: GRANT CONNECT ON DATABASE %s TO %s; REVOKE CONNECT ON DATABASE %s FROM PUBLIC, %s)"
            .formatted(
                String.join(", ", strangers),
                database,
                user,
                database,
                String.join(", ", strangers.stream().map(Roles::quoted).toList())),
        null);
  }

  /// @throws SchemaFailure when a role cannot use the schema of the tables
  static void requireSchema(Connection connection) throws SQLException {
    var without = Sql.query(connection, WITHOUT_SCHEMA, row -> row.getString(1), roles(connection));
    if (without.isEmpty()) return;
    throw new SchemaFailure(
        Kind.ROLES,
        "Parley's roles may not use the schema of its tables (expected: its owner executes: GRANT USAGE ON SCHEMA %s TO %s)"
            .formatted(Roles.quoted(connection.getSchema()), String.join(", ", without)),
        null);
  }

  private static Array roles(Connection connection) throws SQLException {
    return connection.createArrayOf("text", Roles.ALL.toArray());
  }
}
