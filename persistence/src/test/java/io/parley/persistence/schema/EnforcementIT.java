package io.parley.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.persistence.database.Sql;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnforcementIT {
  private static final String ENABLED = "pg_class WHERE relrowsecurity";
  private static final String OPEN = ENABLED + " AND NOT relforcerowsecurity";

  private final MigratedDatabase db = MigratedDatabase.create();

  /// As a migration leaves the tables.
  @BeforeEach
  void enabledOnly() throws SQLException {
    try (var owner = db.connect()) {
      var all =
          Sql.query(
              owner,
              """
              SELECT format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', oid::regclass)
              FROM pg_class WHERE relrowsecurity\
              """,
              row -> row.getString(1));
      for (var sql : all) Sql.update(owner, sql);
      Sql.update(owner, "INSERT INTO knowledge_version VALUES ('acme', 1)");
    }
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void nodes_of_the_release_before_roles_see_all_rows_until_they_are_gone() throws SQLException {
    long enabled = db.count(ENABLED);
    try (var older = older()) {
      Schema.migrate(db.settings());
      assertThat(db.count(OPEN)).isEqualTo(enabled).isPositive();
      assertThat(rows(older)).isEqualTo(1);
    }
    // its process in PostgreSQL ends a moment later
    await()
        .atMost(MigratedDatabase.PATIENCE)
        .until(() -> db.count("pg_stat_activity WHERE application_name = 'parley'") == 0);

    Schema.migrate(db.settings());
    assertThat(db.count(OPEN)).isZero();
    try (var older = older()) {
      assertThat(rows(older)).isZero();
    }
  }

  @Test
  void an_older_node_is_recognised_under_any_name_and_other_programs_are_none()
      throws SQLException {
    long enabled = db.count(ENABLED);
    try (var older = named("shop")) {
      assertThat(rows(older)).isEqualTo(1);
      var left = Enforcement.ensure(db.settings());
      assertThat(left.tables()).isEqualTo((int) enabled);
      assertThat(left.reason()).contains("older release").contains("shop");
    }
    await()
        .atMost(MigratedDatabase.PATIENCE)
        .until(() -> db.count("pg_stat_activity WHERE application_name = 'shop'") == 0);
    try (var psql = named("psql")) {
      assertThat(rows(psql)).isEqualTo(1);
      assertThat(Enforcement.ensure(db.settings())).isEqualTo(new Enforcement.Left(0, ""));
    }
  }

  @Test
  void the_first_table_in_use_leaves_the_rest_to_the_next_time() throws SQLException {
    try (var work = db.connect()) {
      work.setAutoCommit(false);
      Sql.update(work, "LOCK TABLE ticket, tool_result IN ACCESS SHARE MODE");
      Schema.migrate(db.settings());
      assertThat(db.count(OPEN + " AND relname < 'ticket'")).isZero();
      assertThat(db.count(OPEN + " AND relname = 'tool_source'")).isEqualTo(1);
      var left = Enforcement.ensure(db.settings());
      assertThat(left.tables()).isEqualTo((int) db.count(OPEN)).isGreaterThan(2);
      assertThat(left.reason()).contains("ticket is in use");
      work.rollback();
    }
    assertThat(Enforcement.ensure(db.settings()).tables()).isZero();
    assertThat(db.count(OPEN)).isZero();
  }

  /// The owner, without a role or a setting, under the name that such nodes have.
  private Connection older() throws SQLException {
    return named("parley");
  }

  private Connection named(String application) throws SQLException {
    var settings = db.settings();
    return DriverManager.getConnection(
        settings.url() + "?ApplicationName=" + application, settings.user(), settings.password());
  }

  private static long rows(Connection connection) throws SQLException {
    return Sql.query(connection, "SELECT count(*) FROM knowledge_version", row -> row.getLong(1))
        .getFirst();
  }
}
