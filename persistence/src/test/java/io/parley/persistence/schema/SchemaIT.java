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
import io.parley.persistence.testing.FreshDatabase;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class SchemaIT {
  private static final Duration IDLE = Duration.ofMinutes(1);

  /// A recording of two segments, and a document.
  private static final List<String> SIZED =
      List.of(
          "recording VALUES ('default', 'a', 'c1', now(), NULL, 'k', 'sealed')",
          "recording_segment VALUES ('default', 'a', 'c1', 0, 0, 1, 300)",
          "recording_segment VALUES ('default', 'a', 'c1', 1, 1, 2, 200)",
          """
          article_version (tenant, ref, version, collection, title, tags, body, updated_at)
          VALUES ('default', 'a', 1, 'default', 'A', '{}', 'Größe', now())\
          """);

  @Test
  void migrating_again_changes_nothing() {
    try (var db = MigratedDatabase.create()) {
      long before = db.count("flyway_schema_history WHERE success");
      Schema.migrate(db.settings());
      assertThat(db.count("flyway_schema_history")).isEqualTo(before).isPositive();
    }
  }

  @Test
  void tables_that_grow_with_sessions_are_vacuumed_by_rows() {
    try (var db = MigratedDatabase.create()) {
      var only = "pg_class WHERE 'autovacuum_vacuum_%s' = ANY (reloptions) AND relname IN (%s)";
      assertThat(
              db.count(only.formatted("insert_scale_factor=0", "'event_journal', 'usage_record'")))
          .isEqualTo(2);
      assertThat(
              db.count(
                  only.formatted(
                      "scale_factor=0.02",
                      """
                      'event_journal', 'usage_record', 'snapshot', 'session_index',
                      'start_request', 'tool_result', 'recording_segment', 'webhook_message'\
                      """)))
          .isEqualTo(8);
    }
  }

  /// The embedded PostgreSQL was built without lz4, another one may have it.
  @Test
  void snapshots_are_compressed_by_lz4_where_postgresql_has_it() {
    try (var db = MigratedDatabase.create()) {
      long without =
          db.count(
              """
              pg_settings WHERE name = 'default_toast_compression' AND NOT 'lz4' = ANY (enumvals)\
              """);
      long lz4 =
          db.count(
              """
              pg_attribute WHERE attrelid = 'snapshot'::regclass
                AND attname = 'snapshot_payload' AND attcompression = 'l'\
              """);
      assertThat(lz4).isEqualTo(1 - without);
    }
  }

  @Test
  void several_nodes_may_migrate_at_once() throws Exception {
    try (var db = MigratedDatabase.create();
        var nodes = Executors.newFixedThreadPool(4)) {
      db.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      Callable<Boolean> node =
          () -> {
            Schema.migrate(db.settings());
            return true;
          };
      for (var done : nodes.invokeAll(List.of(node, node, node, node)))
        assertThat(done.get()).isTrue();
      assertThat(db.count("event_journal")).isZero();
    }
  }

  @Test
  void a_database_of_a_newer_parley_is_refused_with_a_sentence() {
    try (var db = MigratedDatabase.create()) {
      db.execute(
          """
          INSERT INTO flyway_schema_history
          VALUES (99, '99', 'of the future', 'SQL', 'V99__of_the_future.sql', 1, 'parley', now(), 1, true)\
          """);
      assertThatExceptionOfType(SchemaFailure.class)
          .isThrownBy(() -> Schema.migrate(db.settings()))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.TOO_NEW))
          .withMessageContaining("version 99")
          .withMessageContaining("newer Parley")
          .withMessageContaining("expected");
    }
  }

  @Test
  void a_migration_that_was_edited_is_refused() {
    try (var db = MigratedDatabase.create()) {
      db.execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");
      assertThatExceptionOfType(SchemaFailure.class)
          .isThrownBy(() -> Schema.migrate(db.settings()))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.NOT_OURS))
          .withMessageContaining("checksum");
    }
  }

  @Test
  void a_schema_with_foreign_tables_is_left_alone() {
    try (var db = MigratedDatabase.create()) {
      db.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      db.execute("CREATE TABLE theirs (x int)");
      assertThatExceptionOfType(SchemaFailure.class)
          .isThrownBy(() -> Schema.migrate(db.settings()))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.NOT_OURS))
          .withMessageContaining("non-empty schema");
    }
  }

  @Test
  void a_wrong_password_is_reported() {
    try (var db = MigratedDatabase.create()) {
      var settings = db.settings().at(db.settings().url(), db.settings().user(), "wrong");
      assertThatExceptionOfType(SchemaFailure.class)
          .isThrownBy(() -> Schema.migrate(settings))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE))
          .withMessageContaining("password authentication failed");
    }
  }

  @Test
  void a_missing_database_is_unreachable() {
    var settings =
        DatabaseSettings.from(
                ConfigFactory.parseString("parley.database.connection-timeout = 300ms")
                    .withFallback(ConfigFactory.defaultReference()))
            .at("jdbc:postgresql://127.0.0.1:1/parley", "a", "b");
    assertThatExceptionOfType(SchemaFailure.class)
        .isThrownBy(() -> Schema.migrate(settings))
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE));
  }

  @Test
  void a_schema_of_its_own_named_after_the_user_works_and_needs_its_usage() {
    try (var db = MigratedDatabase.create()) {
      var own = Roles.quoted(db.settings().user());
      db.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE SCHEMA " + own);
      Schema.migrate(db.settings());
      // the other pool's connections were opened before the schema existed
      try (var database = Database.open(db.settings())) {
        get(
            database.as(
                TenantId.DEFAULT,
                connection ->
                    Sql.update(connection, "INSERT INTO knowledge_version VALUES ('default', 1)")));
        var tenants =
            get(
                database.acrossTenants(
                    connection ->
                        Sql.query(
                            connection,
                            "SELECT tenant FROM knowledge_version",
                            row -> row.getString(1))));
        assertThat(tenants).containsExactly("default");
      }
      assertThat(db.count(own + ".knowledge_version")).isEqualTo(1);

      db.execute("REVOKE USAGE ON SCHEMA " + own + " FROM parley_app");
      assertThatExceptionOfType(SchemaFailure.class)
          .isThrownBy(() -> Schema.migrate(db.settings()))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.ROLES))
          .withMessageContaining("GRANT USAGE ON SCHEMA " + own + " TO parley_app)");
    }
  }

  /// As behind a dump: what waits for a lock makes all later work wait.
  @Test
  void a_migration_gives_way_to_a_long_transaction() throws Exception {
    try (var fresh = FreshDatabase.create();
        var node = Executors.newSingleThreadExecutor()) {
      migrate(fresh, "37");
      try (var dump = fresh.connect();
          var watch = fresh.connect()) {
        dump.setAutoCommit(false);
        Sql.update(dump, "LOCK TABLE ticket IN ACCESS SHARE MODE");
        Callable<Boolean> migration =
            () -> {
              Schema.migrate(settings(fresh));
              return true;
            };
        var done = node.submit(migration);
        await().atMost(MigratedDatabase.PATIENCE).until(() -> waiting(watch) > 0);
        await().atMost(MigratedDatabase.PATIENCE).until(() -> waiting(watch) == 0);
        dump.rollback();
        assertThat(done.get()).isTrue();
        assertThat(
                Sql.query(
                    watch,
                    "SELECT count(*) FROM pg_class WHERE relrowsecurity AND relname = 'ticket'",
                    row -> row.getLong(1)))
            .containsExactly(1L);
      }
    }
  }

  /// As an older release left it.
  private static void migrate(FreshDatabase fresh, String version) {
    Flyway.configure()
        .dataSource(fresh.url(), fresh.user(), fresh.password())
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }

  private static DatabaseSettings settings(FreshDatabase fresh) {
    return DatabaseSettings.from(ConfigFactory.defaultReference())
        .at(fresh.url(), fresh.user(), fresh.password());
  }

  @Test
  void sizes_from_before_they_were_counted_are_one_record_each() throws SQLException {
    try (var fresh = FreshDatabase.create()) {
      migrate(fresh, "54");
      try (var owner = fresh.connect()) {
        for (var row : SIZED) Sql.update(owner, "INSERT INTO " + row);
        Schema.migrate(settings(fresh));
        assertThat(
                Sql.query(
                    owner,
                    "SELECT kind, amount FROM usage_record ORDER BY kind",
                    row -> row.getString("kind") + " " + row.getLong("amount")))
            .containsExactly("document-bytes 7", "recording-bytes 500");
      }
    }
  }

  private static long waiting(Connection connection) throws SQLException {
    return Sql.query(
            connection,
            """
            SELECT count(*) FROM pg_locks
            WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND NOT granted AND locktype = 'relation'\
            """,
            row -> row.getLong(1))
        .getFirst();
  }

  @Test
  void a_journal_restored_elsewhere_is_projected_without_a_gap() {
    try (var db = MigratedDatabase.create()) {
      var index = JournalRows.index(db);
      var rows = new JournalRows(db);
      rows.write("a", 1);
      assertThat(rows.projectAll(index, IDLE)).isEqualTo(1);
      // as if it came from an installation that had had more transactions
      db.execute("UPDATE event_journal SET xact = '9000000000'");
      db.execute("UPDATE projection_offset SET xact = '9000000000', ordering = 1");
      rows.write("b", 1);
      assertThat(get(index.project(10, IDLE))).isZero();

      Schema.migrate(db.settings());
      assertThat(rows.projectAll(index, IDLE)).isEqualTo(2);
      rows.write("a", 2);
      assertThat(rows.projectAll(index, IDLE)).isEqualTo(1);
      assertThat(db.count("session_index WHERE session = 'a' AND seq = 2")).isEqualTo(1);
      assertThat(db.count("session_index WHERE session = 'b' AND seq = 1")).isEqualTo(1);
    }
  }
}
