package io.parley.persistence.schema;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.database.Sql;
import io.parley.persistence.schema.SchemaFailure.Kind;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RolesIT {
  private static final String REFUSED = "42501";
  private static final String USER = "test_external";
  private static final String PASSWORD = "external-0123456789";
  private static final String RACED = "test_raced";
  private static final String OWNER = "test_owner";
  private static final String BEFORE = "test_before";

  /// A connection of the user that waits for another transaction.
  private static final String WAITS =
      "SELECT pid::text FROM pg_stat_activity WHERE usename = '"
          + USER
          + "' AND wait_event_type = 'Lock'";

  private static final List<String> OF_NO_ROLE =
      List.of(
          "ALTER TABLE ticket DISABLE ROW LEVEL SECURITY",
          "ALTER TABLE ticket NO FORCE ROW LEVEL SECURITY",
          "DROP POLICY own_tenant ON ticket",
          "CREATE POLICY mine ON ticket USING (true)",
          "DROP TABLE ticket",
          "TRUNCATE ticket",
          "CREATE TABLE mine (x int)",
          "CREATE ROLE mine",
          "ALTER ROLE parley_app BYPASSRLS",
          "GRANT parley_duties TO parley_app",
          "SELECT rolpassword FROM pg_authid",
          "SELECT parley_separate_tenants('ticket')",
          "COPY (SELECT 1) TO PROGRAM 'true'");

  @Test
  void the_roles_own_nothing_and_bypass_nothing() throws SQLException {
    try (var db = MigratedDatabase.create();
        var owner = db.connect()) {
      assertThat(
              texts(
                  owner,
                  """
                  SELECT relname FROM pg_class
                  WHERE relowner IN (SELECT oid FROM pg_roles WHERE rolname LIKE 'parley\\_%')\
                  """))
          .isEmpty();
      assertThat(
              texts(
                  owner,
                  """
                  SELECT rolname FROM pg_roles WHERE rolname LIKE 'parley\\_%'
                    AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolcanlogin)\
                  """))
          .isEmpty();
    }
  }

  @Test
  void no_role_changes_policies_or_reads_passwords() {
    try (var db = MigratedDatabase.create()) {
      for (var sql : OF_NO_ROLE) {
        get(db.database().as(TenantId.DEFAULT, connection -> refused(connection, sql)));
        get(db.database().acrossTenants(connection -> refused(connection, sql)));
      }
    }
  }

  @Test
  void duties_have_no_other_tables_and_columns() {
    try (var db = MigratedDatabase.create()) {
      for (var sql : RefusedStatements.OF_DUTIES)
        get(db.database().acrossTenants(connection -> refused(connection, sql)));
    }
  }

  @Test
  void work_of_a_tenant_cannot_read_or_change_tables_of_no_tenant() {
    try (var db = MigratedDatabase.create()) {
      for (var sql : RefusedStatements.OF_A_TENANT)
        get(db.database().as(TenantId.DEFAULT, connection -> refused(connection, sql)));
    }
  }

  private static boolean refused(Connection connection, String sql) {
    assertThatExceptionOfType(SQLException.class)
        .as(sql)
        .isThrownBy(
            () ->
                Sql.attempt(
                    connection,
                    it -> {
                      try (var statement = it.createStatement()) {
                        return statement.execute(sql);
                      }
                    }))
        .satisfies(e -> assertThat(e.getSQLState()).as(sql).isEqualTo(REFUSED));
    return true;
  }

  @Test
  void a_user_without_roles_is_told_what_an_administrator_executes() throws SQLException {
    try (var admin = admin()) {
      create(admin, "");
      try {
        var statements = wanted(external(), "parley_app");
        assertThat(statements).contains("GRANT parley_app TO \"" + USER + "\"");
        execute(admin, statements);
        execute(admin, wanted(external(), "CONNECT"));
        Schema.migrate(external());
        assertRolesWork();
      } finally {
        remove(admin);
      }
    }
  }

  @Test
  void a_user_that_does_not_inherit_from_roles_works() throws SQLException {
    try (var admin = admin()) {
      create(admin, " NOINHERIT");
      try {
        execute(admin, wanted(external(), "parley_app"));
        execute(admin, wanted(external(), "CONNECT"));
        Schema.migrate(external());
        assertRolesWork();
        try (var owner = Maintenance.connect(external())) {
          assertThat(texts(owner, "SELECT tenant FROM knowledge_version"))
              .containsExactly("default");
        }
      } finally {
        remove(admin);
      }
    }
  }

  /// A user of another Parley has the same roles, and PostgreSQL lets it connect to any database.
  @Test
  void a_database_to_which_another_member_of_the_roles_may_connect_is_refused()
      throws SQLException {
    try (var db = MigratedDatabase.create();
        var admin = admin()) {
      create(admin, "");
      try {
        Schema.migrate(db.settings());
        Sql.update(admin, "GRANT parley_duties TO " + USER);
        var statements = wanted(db.settings(), "(" + USER + ")");
        try (var owner = db.connect()) {
          execute(owner, statements);
        }
        Schema.migrate(db.settings());
      } finally {
        remove(admin);
      }
    }
  }

  /// Logins that are replaced from time to time own nothing, and work as one role that owns all.
  @Test
  void users_that_work_as_the_same_owner_are_no_strangers_and_may_be_older_nodes()
      throws SQLException {
    try (var admin = admin()) {
      create(admin, "");
      try {
        Sql.update(admin, "CREATE ROLE " + OWNER + " NOLOGIN");
        Sql.update(admin, "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(BEFORE, PASSWORD));
        Sql.update(admin, "GRANT %s TO %s, %s".formatted(OWNER, USER, BEFORE));
        Sql.update(admin, "ALTER ROLE %s SET role = '%s'".formatted(USER, OWNER));
        Sql.update(admin, "ALTER ROLE %s SET role = '%s'".formatted(BEFORE, OWNER));
        Sql.update(admin, "ALTER DATABASE %s OWNER TO %s".formatted(USER, OWNER));
        var statements = wanted(external(), "parley_app");
        assertThat(statements).contains("GRANT parley_app TO \"" + OWNER + "\"");
        execute(admin, statements);
        Sql.update(admin, "REVOKE CONNECT ON DATABASE " + USER + " FROM PUBLIC");
        try (var older = DriverManager.getConnection(external().url(), BEFORE, PASSWORD)) {
          Schema.migrate(external());
          var left = Enforcement.ensure(external());
          assertThat(left.tables()).isPositive();
          assertThat(left.reason()).contains("older release");
          assertThat(texts(older, "SELECT session_user::text")).containsExactly(BEFORE);
        }
        assertRolesWork();
      } finally {
        remove(admin);
      }
    }
  }

  @Test
  void two_databases_that_create_the_roles_at_once_both_start() throws Exception {
    try (var admin = admin()) {
      create(admin, " CREATEROLE");
      try (var node = Executors.newSingleThreadExecutor();
          var first = Maintenance.connect(external());
          var second = Maintenance.connect(external())) {
        first.setAutoCommit(false);
        Sql.update(first, "CREATE ROLE " + RACED + " NOLOGIN");
        Callable<Boolean> other =
            () -> {
              Roles.ensure(second, List.of(RACED));
              return true;
            };
        var done = node.submit(other);
        await().atMost(MigratedDatabase.PATIENCE).until(() -> !texts(admin, WAITS).isEmpty());
        first.commit();
        assertThat(done.get()).isTrue();
        var maySet = "SELECT 1 WHERE pg_has_role('%s', '%s', 'SET')".formatted(USER, RACED);
        assertThat(texts(admin, maySet)).hasSize(1);
      } finally {
        remove(admin);
      }
    }
  }

  /// @param words expected in the message
  /// @return the statements that a start without them asks for
  private static List<String> wanted(DatabaseSettings settings, String words) {
    var wanted = new String[1];
    assertThatExceptionOfType(SchemaFailure.class)
        .isThrownBy(() -> Schema.migrate(settings))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.ROLES);
              wanted[0] = failure.getMessage();
            })
        .withMessageContaining(words);
    return statements(wanted[0]);
  }

  private static List<String> statements(String message) {
    var begin = "executes: ";
    return List.of(
        message
            .substring(message.indexOf(begin) + begin.length(), message.length() - 1)
            .split("; ", -1));
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    for (var sql : statements) Sql.update(connection, sql);
  }

  private static void assertRolesWork() {
    try (var database = Database.open(external())) {
      get(
          database.as(
              TenantId.DEFAULT,
              connection ->
                  Sql.update(connection, "INSERT INTO knowledge_version VALUES ('default', 1)")));
      var tenants =
          get(
              database.acrossTenants(
                  connection -> texts(connection, "SELECT tenant FROM knowledge_version")));
      assertThat(tenants).containsExactly("default");
    }
  }

  /// @param attributes of the user
  private static void create(Connection admin, String attributes) throws SQLException {
    remove(admin);
    Sql.update(admin, "CREATE ROLE %s LOGIN PASSWORD '%s'%s".formatted(USER, PASSWORD, attributes));
    Sql.update(admin, "CREATE DATABASE %s OWNER %s".formatted(USER, USER));
  }

  private static void remove(Connection admin) throws SQLException {
    Sql.update(admin, "DROP DATABASE IF EXISTS " + USER + " WITH (FORCE)");
    for (var role : List.of(RACED, USER, BEFORE, OWNER))
      Sql.update(admin, "DROP ROLE IF EXISTS " + role);
  }

  private static DatabaseSettings external() {
    return DatabaseSettings.from(ConfigFactory.defaultReference())
        .at(TestServers.postgres().url(USER), USER, PASSWORD);
  }

  private static Connection admin() throws SQLException {
    var server = TestServers.postgres();
    return DriverManager.getConnection(server.url("postgres"), "postgres", server.password());
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    return Sql.query(connection, query, row -> row.getString(1));
  }
}
