package io.parley.persistence.database;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.DatabaseFailure.Category;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DatabaseIT {
  @Test
  void a_failed_transaction_stores_nothing() {
    try (var db = MigratedDatabase.create()) {
      failing(
          db.database()
              .as(
                  new TenantId("a"),
                  connection -> {
                    Sql.update(connection, "INSERT INTO knowledge_version VALUES ('a', 1)");
                    return Sql.update(connection, "INSERT INTO knowledge_version VALUES ('a', 1)");
                  }),
          Category.REFUSED,
          false);
      assertThat(db.count("knowledge_version")).isZero();
      // the connection is usable again
      get(db.database().probe());
    }
  }

  @Test
  void the_tenant_is_set_for_the_transaction_only() {
    try (var db = MigratedDatabase.create("parley.database.pool-size = 1")) {
      var database = db.database();
      assertThat(get(database.as(new TenantId("acme"), DatabaseIT::tenant))).isEqualTo("acme");
      assertThat(get(database.acrossTenants(DatabaseIT::tenant))).isEmpty();
      failing(
          database.as(
              new TenantId("acme"), connection -> Sql.update(connection, "INSERT INTO nowhere")),
          Category.REFUSED,
          false);
      assertThat(get(database.acrossTenants(DatabaseIT::tenant))).isEmpty();
      assertThat(get(database.as(new TenantId("other"), DatabaseIT::tenant))).isEqualTo("other");
    }
  }

  /// @return empty when no tenant is set in the database
  private static String tenant(Connection connection) throws SQLException {
    return Sql.query(
            connection,
            "SELECT coalesce(current_setting('parley.tenant', true), '')",
            row -> row.getString(1))
        .getFirst();
  }

  @Test
  void no_work_leaves_a_tenant_or_a_role_behind() {
    try (var db = MigratedDatabase.create("parley.database.pool-size = 1")) {
      List<Database.Work<?>> works =
          List.of(
              connection -> Sql.update(connection, "INSERT INTO nowhere"),
              connection -> Sql.query(connection, "SELECT 1 / 0", row -> row.getInt(1)),
              _ -> {
                throw new IllegalStateException("no database's failure");
              },
              DatabaseIT::committedByItself,
              DatabaseIT::rolledBackByItself,
              connection -> Sql.attempt(connection, DatabaseIT::insertedInVain));
      for (var work : works) {
        ended(db.database().as(new TenantId("acme"), work));
        assertNothingIsLeft(db.database());
        ended(db.database().acrossTenants(work));
        assertNothingIsLeft(db.database());
      }
    }
  }

  private static void assertNothingIsLeft(Database database) {
    var other = new TenantId("other");
    assertThat(get(database.as(other, DatabaseIT::committedByItself))).isEqualTo("parley_app ");
    assertThat(get(database.as(other, DatabaseIT::scope))).isEqualTo("parley_app other");
    assertThat(get(database.acrossTenants(DatabaseIT::committedByItself))).isEqualTo("parley_app ");
    assertThat(get(database.acrossTenants(DatabaseIT::scope))).isEqualTo("parley_duties ");
  }

  @Test
  void a_single_statement_of_a_tenant_is_a_transaction_of_its_own() throws SQLException {
    var save =
        """
        INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,
          snapshot_ser_manifest, snapshot_payload)
        VALUES (?, ?, 0, 1, '', '')\
        """;
    var acme = new TenantId("acme");
    try (var db = MigratedDatabase.create();
        var connection = db.connect()) {
      Sql.update(connection, "SET ROLE parley_journal");
      // the driver keeps a statement on the server from its fifth time on
      for (long number = 1; number <= 12; number++)
        TenantTransaction.update(connection, acme, save, "Session|acme:s", number);
      assertThat(scope(connection)).isEqualTo("parley_journal ");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> TenantTransaction.update(connection, acme, save, "Session|other:s", 1L))
          .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      assertThat(scope(connection)).isEqualTo("parley_journal ");
      assertThat(db.count("snapshot")).isEqualTo(12);
    }
  }

  @Test
  void work_of_a_tenant_has_its_role_though_the_connection_has_another() {
    try (var db = MigratedDatabase.create("parley.database.pool-size = 1")) {
      get(
          db.database()
              .acrossTenants(
                  connection -> {
                    Sql.update(connection, "SET ROLE parley_duties");
                    return scope(connection);
                  }));
      assertThat(get(db.database().as(new TenantId("acme"), DatabaseIT::scope)))
          .isEqualTo("parley_app acme");
    }
  }

  @Test
  void a_connection_has_its_name_though_the_url_has_another() {
    try (var db = MigratedDatabase.create()) {
      var settings = db.settings();
      var url = settings.url() + "?ApplicationName=shop";
      try (var named = Database.open(settings.at(url, settings.user(), settings.password()))) {
        var name = "SELECT current_setting('application_name')";
        var names = get(named.acrossTenants(c -> Sql.query(c, name, row -> row.getString(1))));
        assertThat(names).containsExactly("parley-node");
      }
    }
  }

  /// @return the scope of what comes after the end of its transaction
  private static String committedByItself(Connection connection) throws SQLException {
    connection.commit();
    return scope(connection);
  }

  private static String rolledBackByItself(Connection connection) throws SQLException {
    connection.rollback();
    return scope(connection);
  }

  /// @return role and tenant
  private static String scope(Connection connection) throws SQLException {
    return Sql.query(
            connection,
            "SELECT current_user || ' ' || coalesce(current_setting('parley.tenant', true), '')",
            row -> row.getString(1))
        .getFirst();
  }

  private static void ended(CompletionStage<?> stage) {
    get(stage.handle((_, _) -> "ended"));
  }

  @Test
  void several_statements_as_a_tenant_happen_together_or_not_at_all() {
    try (var db = MigratedDatabase.create()) {
      failing(
          db.database()
              .as(
                  new TenantId("a"),
                  connection -> {
                    Sql.update(connection, "INSERT INTO knowledge_version VALUES ('a', 1)");
                    return Sql.update(connection, "INSERT INTO nowhere");
                  }),
          Category.REFUSED,
          false);
      assertThat(db.count("knowledge_version")).isZero();
    }
  }

  @Test
  void a_failed_attempt_keeps_the_rest_of_its_transaction() {
    try (var db = MigratedDatabase.create()) {
      get(
          db.database()
              .as(
                  new TenantId("a"),
                  connection -> {
                    Sql.update(connection, "INSERT INTO knowledge_version VALUES ('a', 1)");
                    assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> Sql.attempt(connection, DatabaseIT::insertedInVain));
                    return Sql.update(connection, "UPDATE knowledge_version SET version = 2");
                  }));
      assertThat(db.count("knowledge_version WHERE tenant = 'a' AND version = 2")).isEqualTo(1);
      assertThat(db.count("knowledge_version")).isEqualTo(1);
    }
  }

  private static int insertedInVain(Connection connection) throws SQLException {
    Sql.update(connection, "UPDATE knowledge_version SET version = 3");
    return Sql.update(connection, "INSERT INTO nowhere");
  }

  @Test
  void a_full_queue_refuses_work_at_once() throws InterruptedException {
    try (var db = MigratedDatabase.create("parley.database { pool-size = 1, queue-size = 1 }")) {
      var running = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      var first =
          db.database()
              .acrossTenants(
                  _ -> {
                    running.countDown();
                    return awaited(release);
                  });
      running.await();
      var second = db.database().probe();
      failing(db.database().probe(), Category.OVERLOADED, true);
      release.countDown();
      get(first);
      get(second);
    }
  }

  private static boolean awaited(CountDownLatch latch) throws SQLException {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }

  @Test
  void a_statement_that_takes_too_long_is_cancelled_by_the_server() {
    try (var db = MigratedDatabase.create("parley.database.statement-timeout = 300ms")) {
      failing(
          db.database()
              .acrossTenants(c -> Sql.query(c, "SELECT pg_sleep(30)", row -> row.getString(1))),
          Category.TIMEOUT,
          true);
    }
  }

  @Test
  void an_unreachable_database_is_unavailable() {
    try (var db = MigratedDatabase.create("parley.database.connection-timeout = 300ms");
        var away =
            Database.open(db.settings().at("jdbc:postgresql://127.0.0.1:1/parley", "a", "b"))) {
      failing(away.probe(), Category.UNAVAILABLE, true);
    }
  }

  @Test
  void a_connection_that_the_server_ended_is_unavailable_once_and_then_replaced() {
    try (var db = MigratedDatabase.create("parley.database.pool-size = 1")) {
      failing(
          db.database()
              .acrossTenants(
                  connection -> {
                    Sql.update(connection, "SET LOCAL ROLE NONE");
                    return Sql.query(
                        connection,
                        "SELECT pg_terminate_backend(pg_backend_pid())",
                        row -> row.getBoolean(1));
                  }),
          Category.UNAVAILABLE,
          true);
      get(db.database().probe());
    }
  }

  @Test
  void a_failure_never_quotes_stored_values() {
    try (var db = MigratedDatabase.create()) {
      var failure =
          failing(
              db.database()
                  .as(
                      new TenantId("a"),
                      connection -> {
                        var insert =
                            "INSERT INTO ticket VALUES (?, ?, ?, ?, ?, '', 'odd', 'low', '', now(),"
                                + " now())";
                        return Sql.update(connection, insert, "a", "T-1", "x", "y", "my secret");
                      }),
              Category.REFUSED,
              false);
      var cast =
          failing(
              db.database()
                  .acrossTenants(
                      c -> Sql.query(c, "SELECT ?::text::int", row -> row.getInt(1), "my secret")),
              Category.REFUSED,
              false);
      for (Throwable t = failure; t != null; t = t.getCause())
        assertThat(t.toString()).doesNotContain("secret");
      for (Throwable t = cast; t != null; t = t.getCause())
        assertThat(t.toString()).doesNotContain("secret");
    }
  }

  private static DatabaseFailure failing(
      CompletionStage<?> stage, Category category, boolean retryable) {
    var thrown = new DatabaseFailure[1];
    assertThatExceptionOfType(DatabaseFailure.class)
        .isThrownBy(() -> get(stage))
        .satisfies(
            failure -> {
              assertThat(failure.category()).isEqualTo(category);
              assertThat(failure.retryable()).isEqualTo(retryable);
              thrown[0] = failure;
            });
    return thrown[0];
  }
}
