package io.parley.persistence.schema;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Statements without a `where`, in every table, as one of two tenants: one's name begins with the
/// other's.
class RowSecurityIT {
  private static final TenantId OURS = new TenantId("acme");
  private static final TenantId THEIRS = new TenantId("acme-2");

  /// `insufficient_privilege`: also where a new row violates a policy.
  private static final String REFUSED = "42501";

  /// A table that belongs to no tenant is named here, or the build fails: either it has a column
  /// `tenant` and its policies, or somebody has decided that it needs none.
  private static final List<String> OF_NO_TENANT =
      List.of(
          "agent_change",
          "cluster_agreement",
          "cluster_lease",
          "cluster_node",
          "credential",
          "embedding",
          "flyway_schema_history",
          "installation",
          "money_posting",
          "organisation_number_change",
          "organisation_site_change",
          "organisation_stop",
          "own_model_change",
          "own_trunk_change",
          "passkey",
          "passkey_challenge",
          "password_reset",
          "platform_role",
          "projection_offset",
          "quota_change",
          "refresh_family",
          "signing_key",
          "signing_key_version",
          "tool_source_change");

  /// Tables without such a column that have policies of their own: those of the journal's plugin,
  /// which have the tenant in their keys (tags are not in use), and people, of whom a tenant sees
  /// its members.
  private static final List<String> BY_ANOTHER_CONDITION =
      List.of("event_journal", "event_tag", "person", "snapshot");

  /// Of these a tenant's work deletes rows of a deleted organisation alone.
  private static final List<String> ERASED_ALONE =
      List.of(
          "agent",
          "agent_version",
          "mail",
          "own_budget_version",
          "own_model_named_version",
          "own_model_version");

  private static final String OF_BOTH = " WHERE tenant IN ('acme', 'acme-2')";

  private static MigratedDatabase db;
  private static List<String> tables;

  @BeforeAll
  static void start() throws SQLException {
    db = MigratedDatabase.create("parley.database.pool-size = 1");
    try (var owner = db.connect()) {
      tables = TenantRows.tables(owner);
      TenantRows.loosen(owner);
      for (var table : tables)
        for (var tenant : List.of(OURS, THEIRS)) TenantRows.insert(owner, table, tenant);
      for (var tenant : List.of(OURS, THEIRS)) {
        TenantRows.insertEvent(owner, tenant);
        TenantRows.insertSnapshot(owner, tenant);
      }
    }
  }

  @AfterAll
  static void stop() {
    db.close();
  }

  @Test
  void every_table_has_a_decision() throws SQLException {
    try (var owner = db.connect()) {
      var without =
          Sql.query(
              owner,
              """
              SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
                AND relkind IN ('r', 'p') AND NOT EXISTS (
                  SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'tenant')
              ORDER BY relname\
              """,
              row -> row.getString(1));
      assertThat(without)
          .containsExactlyInAnyOrderElementsOf(both(OF_NO_TENANT, BY_ANOTHER_CONDITION));
    }
  }

  @Test
  void row_level_security_is_forced_on_every_table_of_tenants() throws SQLException {
    try (var owner = db.connect()) {
      var forced =
          Sql.query(
              owner,
              """
              SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
                AND relrowsecurity AND relforcerowsecurity\
              """,
              row -> row.getString(1));
      assertThat(forced).containsExactlyInAnyOrderElementsOf(both(tables, BY_ANOTHER_CONDITION));
      var policies =
          Sql.query(
              owner,
              """
              SELECT tablename || ' ' || array_to_string(roles, ',') FROM pg_policies
              WHERE cmd = 'ALL'\
              """,
              row -> row.getString(1));
      for (var table : tables)
        assertThat(policies).contains(table + " parley_app", table + " parley_duties");
    }
  }

  @Test
  void a_lost_where_reads_rows_of_one_tenant_only() {
    for (var table : tables)
      assertThat(read("SELECT tenant FROM " + table)).as(table).containsExactly(OURS.value());
  }

  @Test
  void a_lost_where_changes_and_deletes_rows_of_one_tenant_only() {
    for (var table : tables) {
      if (isGranted(table, "UPDATE"))
        assertThat(changed("UPDATE " + table + " SET tenant = tenant")).as(table).isEqualTo(1);
      if (isGranted(table, "DELETE"))
        assertThat(changed("DELETE FROM " + table))
            .as(table)
            .isEqualTo(ERASED_ALONE.contains(table) ? 0 : 1);
      assertThat(db.count(table + OF_BOTH)).as(table).isEqualTo(2);
    }
  }

  private static List<String> read(String sql) {
    return get(
        db.database().as(OURS, connection -> Sql.query(connection, sql, row -> row.getString(1))));
  }

  /// Some tables are only added to.
  private static boolean isGranted(String table, String privilege) {
    return db.count(
            "pg_class WHERE has_table_privilege('parley_app', '%s', '%s')"
                .formatted(table, privilege))
        > 0;
  }

  /// Undone: other tests need the rows.
  private static int changed(String sql) {
    return get(
        db.database()
            .as(
                OURS,
                connection -> {
                  var before = connection.setSavepoint();
                  int rows = Sql.update(connection, sql);
                  connection.rollback(before);
                  return rows;
                }));
  }

  @Test
  void a_row_of_another_tenant_is_neither_stored_nor_given_away() {
    for (var table : tables) {
      refused(
          table, connection -> TenantRows.insert(connection, table, new TenantId("somebody-else")));
      refused(
          table,
          connection ->
              Sql.update(connection, "UPDATE " + table + " SET tenant = ?", THEIRS.value()));
    }
  }

  private static void refused(String what, Database.Work<Integer> work) {
    get(
        db.database()
            .as(
                OURS,
                connection -> {
                  assertThatExceptionOfType(SQLException.class)
                      .as(what)
                      .isThrownBy(() -> Sql.attempt(connection, work))
                      .satisfies(e -> assertThat(e.getSQLState()).as(what).isEqualTo(REFUSED));
                  return null;
                }));
  }

  @Test
  void the_journal_is_held_to_the_same() {
    for (var table : List.of("event_journal", "snapshot"))
      assertThat(read("SELECT persistence_id FROM " + table))
          .as(table)
          .containsExactly("Session|acme:s");
    refused("event", connection -> TenantRows.insertEvent(connection, new TenantId("acme")));
    refused("events", connection -> Sql.update(connection, "UPDATE event_journal SET writer = ''"));
    assertThat(changed("DELETE FROM event_journal")).as("events").isZero();
    refused("snapshot", connection -> TenantRows.insertSnapshot(connection, new TenantId("other")));
    refused("tags", connection -> Sql.update(connection, "DELETE FROM event_tag"));
  }

  @Test
  void without_a_tenant_there_are_no_rows() throws SQLException {
    try (var connection = db.connect()) {
      Sql.update(connection, "SET ROLE parley_app");
      for (var table : tables) assertThat(count(connection, table)).as(table).isZero();
      for (var table : List.of("event_journal", "snapshot"))
        assertThat(count(connection, table)).as(table).isZero();
    }
  }

  @Test
  void the_owner_sees_rows_only_for_maintenance() throws SQLException {
    var settings = db.settings();
    try (var owner =
        DriverManager.getConnection(settings.url(), settings.user(), settings.password())) {
      for (var table : tables) assertThat(count(owner, table)).as(table).isZero();
      assertThat(count(owner, "event_journal")).isZero();
      Sql.update(owner, Maintenance.SQL);
      for (var table : tables) assertThat(count(owner, table + OF_BOTH)).as(table).isEqualTo(2);
      assertThat(count(owner, "event_journal")).isEqualTo(2);
    }
  }

  @Test
  void the_writer_of_events_reads_nothing() throws SQLException {
    try (var connection = db.connect()) {
      connection.setAutoCommit(false);
      Sql.update(connection, "SET ROLE parley_journal");
      assertThat(TenantRows.insertEvent(connection, new TenantId("new"))).isEqualTo(1);
      for (var table : List.of("event_journal", "snapshot", "session_index"))
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> Sql.attempt(connection, it -> count(it, table)))
            .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
      connection.rollback();
    }
  }

  /// A feed must not read all rows behind its position to find the next ones.
  @Test
  void the_policies_leave_the_order_of_an_index_to_the_next_rows() throws SQLException {
    try (var connection = db.connect()) {
      connection.setAutoCommit(false);
      Sql.update(
          connection,
          """
          INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,
            event_ser_manifest, event_payload)
          SELECT 'Session|acme:long', number, '', 1, '', '' FROM generate_series(1, 5000) number\
          """);
      Sql.update(connection, "ANALYZE event_journal");
      Sql.update(connection, "SET LOCAL parley.tenant = 'acme'");
      Sql.update(connection, "SET LOCAL ROLE parley_duties");
      assertThat(plan(connection, "(xact, ordering) > ('0', 0) ORDER BY xact, ordering LIMIT 100"))
          .contains("event_journal_xact_idx")
          .doesNotContain("Sort");
      var page =
          "persistence_id = 'Session|acme:long' AND sequence_number > 10 ORDER BY sequence_number"
              + " LIMIT 20";
      for (var role : List.of("parley_duties", "parley_app")) {
        Sql.update(connection, "SET LOCAL ROLE " + role);
        assertThat(plan(connection, page))
            .as(role)
            .contains("event_journal_pkey")
            .doesNotContain("Sort");
      }
      connection.rollback();
    }
  }

  private static String plan(Connection connection, String condition) throws SQLException {
    var sql = "EXPLAIN SELECT event_payload FROM event_journal WHERE " + condition;
    return String.join("\n", Sql.query(connection, sql, row -> row.getString(1)));
  }

  private static long count(Connection connection, String table) throws SQLException {
    return Sql.query(connection, "SELECT count(*) FROM " + table, row -> row.getLong(1)).getFirst();
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
