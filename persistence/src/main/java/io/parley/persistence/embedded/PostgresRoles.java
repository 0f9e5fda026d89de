package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/// Creates the role and the database that Parley works with. The role is not a superuser, as in
/// production: a migration that needs more rights fails here too, and no statement can reach the
/// machine's files.
final class PostgresRoles {
  static final String SUPERUSER = "postgres";
  static final String ROLE = "parley";
  static final String DATABASE = "parley";

  /// The roles under which the program works on rows: `V38__row_security.sql`.
  private static final List<String> OF_WORK =
      List.of("parley_app", "parley_duties", "parley_journal");

  private static final String INVALID_PASSWORD = "28P01";

  private PostgresRoles() {}

  /// Repeatable, and repeated at every start.
  static void ensure(int port, String password, Path passwordFile) {
    try (var admin = DriverManager.getConnection(url(port, SUPERUSER), SUPERUSER, password)) {
      if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", ROLE))
        createRole(admin, password);
      if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
        execute(admin, "CREATE DATABASE " + DATABASE + " OWNER " + ROLE);
      }
      for (var role : OF_WORK) {
        if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", role))
          execute(admin, "CREATE ROLE " + role + " NOLOGIN");
        execute(admin, "GRANT " + role + " TO " + ROLE);
      }
    } catch (SQLException e) {
      if (INVALID_PASSWORD.equals(e.getSQLState())) {
        throw new StartFailure(
            Kind.DATA_NOT_OURS,
            "the database rejects the password in %s (expected: the one that it was created with; restore it from a backup)"
                .formatted(passwordFile),
            e);
      }
      throw new StartFailure(
          Kind.NOT_UP, "the database is up but does not answer: " + e.getMessage(), e);
    }
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /// The role and its password are created in one commit; the driver hashes the password, so the
  /// server never sees it.
  private static void createRole(Connection admin, String password) throws SQLException {
    admin.setAutoCommit(false);
    execute(admin, "CREATE ROLE " + ROLE + " LOGIN CREATEDB");
    admin
        .unwrap(PGConnection.class)
        .alterUserPassword(ROLE, password.toCharArray(), "scram-sha-256");
    admin.commit();
    admin.setAutoCommit(true);
  }

  private static boolean exists(Connection admin, String query, String name) throws SQLException {
    try (var statement = admin.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection admin, String sql) throws SQLException {
    try (var statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }
}
