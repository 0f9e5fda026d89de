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
  void a_table_in_use_is_left_to_the_next_start() throws SQLException {
    try (var work = db.connect()) {
      work.setAutoCommit(false);
      Sql.update(work, "LOCK TABLE ticket IN ACCESS SHARE MODE");
      Schema.migrate(db.settings());
      assertThat(db.count(OPEN)).isEqualTo(1);
      work.rollback();
    }
    Schema.migrate(db.settings());
    assertThat(db.count(OPEN)).isZero();
  }

  /// The owner, without a role or a setting, under the name that such nodes have.
  private Connection older() throws SQLException {
    var settings = db.settings();
    return DriverManager.getConnection(
        settings.url() + "?ApplicationName=parley", settings.user(), settings.password());
  }

  private static long rows(Connection connection) throws SQLException {
    return Sql.query(connection, "SELECT count(*) FROM knowledge_version", row -> row.getLong(1))
        .getFirst();
  }
}
