package io.parley.persistence.schema;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.archive.ArchiveSettings;
import io.parley.persistence.archive.Bucket;
import io.parley.persistence.archive.TenantObjects;
import io.parley.persistence.database.Sql;
import io.parley.persistence.erasure.JdbcErasures;
import io.parley.persistence.testing.FreshBucket;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rows of a deleted organisation and of another one in every table of the catalogue, and objects.
class ErasedTablesIT {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant NEXT_DAY = NOON.plus(Duration.ofDays(1));
  private static final OrganisationId GONE = id("00000000-0000-0001-0000-000000000001");
  private static final OrganisationId OTHER = id("00000000-0000-0001-0000-000000000002");
  private static final List<TenantId> BOTH = List.of(GONE.tenant(), OTHER.tenant());

  /// A table of tenants is named here, or its rows are erased, or the build fails: usage is for
  /// billing, trails and names outlive their organisation, and the rest has no content.
  private static final List<String> STAYS =
      List.of(
          "audit",
          "audit_head",
          "knowledge_version",
          "model_usage",
          "organisation",
          "organisation_database",
          "organisation_erasure",
          "organisation_move",
          "organisation_slug",
          "sample_data",
          "stored_bytes",
          "usage_record",
          "usage_sum");

  /// The erasure writes these itself; removals are erased with the last look.
  private static final List<String> MADE_HERE = List.of("article_removed", "organisation_erasure");

  private final MigratedDatabase db = MigratedDatabase.create();
  private final FreshBucket fresh = FreshBucket.create();
  private final Bucket bucket = new Bucket(settings());
  private final TenantObjects objects = new TenantObjects(settings());
  private final JdbcErasures one = new JdbcErasures(db.database(), db.database(), objects, "one");
  private final JdbcErasures two = new JdbcErasures(db.database(), db.database(), objects, "two");
  private List<String> tables;

  private static OrganisationId id(String text) {
    return OrganisationId.parse(text).orElseThrow();
  }

  private ArchiveSettings settings() {
    return ArchiveSettings.from(
            ConfigFactory.parseString("parley.archive.bucket = \"" + fresh.name() + "\"")
                .withFallback(ConfigFactory.defaultReference()))
        .at(fresh.endpoint(), fresh.keys().accessKey(), fresh.keys().secretKey());
  }

  @BeforeEach
  void fill() throws SQLException {
    try (var owner = db.connect()) {
      tables = TenantRows.tables(owner);
      TenantRows.loosen(owner);
      for (var tenant : BOTH) fill(owner, tenant);
      Sql.update(
          owner,
          "UPDATE organisation SET state = 'deleted' WHERE tenant = ?",
          GONE.tenant().value());
    }
    for (var tenant : BOTH)
      for (var object : objectsOf(tenant)) bucket.put(object, new byte[1], "text/plain");
  }

  private void fill(Connection owner, TenantId tenant) throws SQLException {
    for (var table : tables)
      if (!MADE_HERE.contains(table)) TenantRows.insert(owner, table, tenant);
    TenantRows.insertEvent(owner, tenant);
    TenantRows.insertSnapshot(owner, tenant);
    Sql.update(owner, "UPDATE session_index SET session = 's' WHERE tenant = ?", tenant.value());
    Sql.update(
        owner,
        """
        INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
        VALUES (?, 'late', 1, 'archive-bytes', 700, now())\
        """,
        tenant.value());
    // by a node that had the session in memory
    Sql.update(
        owner,
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,
          event_ser_manifest, event_payload)
        VALUES (?, 9, '', 1, '', '')\
        """,
        "Session|" + tenant + ":late");
  }

  private static List<String> objectsOf(TenantId tenant) {
    return List.of(
        tenant + "/2026/11/25/s/events.ndjson.gz",
        tenant + "/2026/11/25/s/manifest.json",
        "recordings/" + tenant + "/s/c1/000000");
  }

  @AfterEach
  void close() {
    objects.close();
    bucket.close();
    fresh.close();
    db.close();
  }

  private static void run(JdbcErasures erasures, Instant now) {
    int steps = 0;
    while (get(erasures.step(GONE, now))) assertThat(++steps).isLessThan(200);
  }

  private long count(String table, TenantId tenant) {
    return db.count("%s WHERE tenant = '%s'".formatted(table, tenant));
  }

  private long events(TenantId tenant) {
    return db.count("event_journal WHERE persistence_id LIKE 'Session|%s:%%'".formatted(tenant));
  }

  private static String progress(String condition) {
    return "organisation_erasure WHERE " + condition;
  }

  @Test
  void a_deleted_organisation_is_erased_and_no_other_one() {
    assertThat(get(one.due(NOON, 10))).containsExactly(GONE);
    assertThat(get(one.step(OTHER, NOON))).as("one that is not deleted").isFalse();
    run(one, NOON);
    for (var table : tables) {
      if (STAYS.contains(table)) assertThat(count(table, GONE.tenant())).as(table).isPositive();
      else if (!MADE_HERE.contains(table))
        assertThat(count(table, GONE.tenant())).as(table).isZero();
      if (!MADE_HERE.contains(table))
        assertThat(count(table, OTHER.tenant())).as(table).isPositive();
    }
    assertThat(db.count("snapshot")).isEqualTo(1);
    assertThat(events(OTHER.tenant())).isEqualTo(2);
    for (var tenant : BOTH)
      for (var object : objectsOf(tenant))
        assertThat(bucket.get(object).isPresent()).as(object).isEqualTo(tenant.equals(BOTH.get(1)));
    assertThat(db.count(progress("done_at IS NULL AND erased_objects = 3"))).isEqualTo(1);
    assertThat(get(one.deleted())).containsExactly(GONE);
  }

  @Test
  void postgresql_deletes_nothing_of_an_organisation_that_only_waits_for_its_deletion() {
    db.execute("UPDATE organisation SET state = 'deleting'");
    for (var table :
        List.of(
            "event_journal",
            "agent",
            "agent_version",
            "own_model_version",
            "own_model_named_version",
            "own_budget_version",
            "mail")) {
      long before = db.count(table);
      get(
          db.database()
              .as(GONE.tenant(), connection -> Sql.update(connection, "DELETE FROM " + table)));
      assertThat(db.count(table)).as(table).isPositive().isEqualTo(before);
    }
    assertThat(get(one.due(NOON, 10))).isEmpty();
    assertThat(get(one.step(GONE, NOON))).isFalse();
  }

  @Test
  void objects_of_a_longer_name_are_no_ones_that_are_erased() {
    var other = GONE.tenant() + "0/2026/11/25/s/manifest.json";
    bucket.put(other, new byte[1], "text/plain");
    run(one, NOON);
    assertThat(bucket.names(GONE.tenant() + "0/", 10)).containsExactly(other);
  }

  @Test
  void objects_in_the_bucket_of_another_installation_are_not_erased() {
    get(one.claimObjects());
    get(two.claimObjects());
    bucket.put("parley-installation", new byte[] {'x'}, "text/plain");
    assertThatThrownBy(() -> get(one.claimObjects())).hasStackTraceContaining("installation x");
    assertThatThrownBy(() -> run(one, NOON)).hasStackTraceContaining("installation x");
    for (var object : objectsOf(GONE.tenant()))
      assertThat(bucket.get(object)).as(object).isPresent();
  }

  @Test
  void the_archive_of_one_session_is_erased_under_each_day_on_which_it_may_have_ended() {
    var began = Instant.parse("2026-11-23T23:30:00Z");
    var other = new SessionKey(GONE.tenant(), new SessionId("t"));
    get(objects.erase(other, began, NOON));
    assertThat(bucket.names(GONE.tenant() + "/", 10)).hasSize(2);
    var session = new SessionKey(GONE.tenant(), new SessionId("s"));
    get(objects.erase(session, began, Instant.parse("2026-11-24T23:30:00Z")));
    assertThat(bucket.names(GONE.tenant() + "/", 10)).isEmpty();
    assertThat(bucket.names(OTHER.tenant() + "/", 10)).hasSize(2);
  }

  @Test
  void a_last_look_a_day_later_ends_it() {
    run(one, NOON);
    assertThat(events(GONE.tenant())).as("of the session that usage alone names").isEqualTo(1);
    assertThat(get(one.due(NEXT_DAY.minusSeconds(1), 10))).isEmpty();
    assertThat(get(one.due(NEXT_DAY, 10))).containsExactly(GONE);
    run(one, NEXT_DAY);
    assertThat(events(GONE.tenant())).isZero();
    assertThat(count("article_removed", GONE.tenant())).isZero();
    assertThat(db.count(progress("done_at = '2026-11-27 12:00:00Z'"))).isEqualTo(1);
    assertThat(get(one.due(NEXT_DAY.plusSeconds(60), 10))).isEmpty();
    assertThat(get(one.step(GONE, NEXT_DAY.plusSeconds(60)))).isFalse();
    assertThat(db.count("audit WHERE action = 'organisation-erased'")).isEqualTo(1);
    for (var tenant : BOTH) assertThat(db.count(stored(tenant))).as(tenant.value()).isEqualTo(1);
  }

  /// One row with the sum: nothing is stored of the one, and 700 bytes of the other.
  private static String stored(TenantId tenant) {
    return """
    (SELECT sum(amount) AS bytes FROM usage_record WHERE kind = 'archive-bytes' AND tenant = '%s')
    AS stored WHERE bytes = %d\
    """
        .formatted(tenant, tenant.equals(GONE.tenant()) ? 0 : 700);
  }

  @Test
  void rows_in_a_database_beside_the_main_one_are_erased_there() throws SQLException {
    try (var own = MigratedDatabase.create()) {
      try (var owner = own.connect()) {
        TenantRows.loosen(owner);
        for (var tenant : BOTH) fill(owner, tenant);
        // organisations are in the main database
        Sql.update(owner, "DELETE FROM organisation");
      }
      var database = db.database().with(Map.of("acme", own.database()));
      database.places(Map.of(GONE.tenant(), "acme"));
      var erasures = new JdbcErasures(db.database(), database, objects, "three");
      run(erasures, NOON);
      run(erasures, NEXT_DAY);
      for (var table : List.of("session_index", "memory", "ticket", "tool_result", "secret")) {
        assertThat(own.count("%s WHERE tenant = '%s'".formatted(table, GONE.tenant())))
            .as(table)
            .isZero();
        assertThat(own.count(table)).as(table).isEqualTo(1);
        assertThat(count(table, GONE.tenant())).as(table).isZero();
      }
      assertThat(own.count("event_journal")).as("those of the other one").isEqualTo(2);
      assertThat(own.count("snapshot")).isEqualTo(1);
      assertThat(db.count(progress("done_at IS NOT NULL AND erased_rows > 0"))).isEqualTo(1);
    }
  }

  @Test
  void rows_in_the_main_database_are_erased_also_while_the_other_one_is_missing() {
    var database = db.database().with(Map.of());
    database.places(Map.of(GONE.tenant(), "acme"));
    var erasures = new JdbcErasures(db.database(), database, objects, "three");
    assertThatThrownBy(() -> run(erasures, NOON)).hasStackTraceContaining("others.acme");
    assertThat(count("secret", GONE.tenant())).isZero();
    assertThat(count("membership", GONE.tenant())).isZero();
    assertThat(db.count(progress("done_at IS NULL AND erased_objects = 0"))).isEqualTo(1);
  }

  @Test
  void another_node_waits_while_one_is_at_work_and_goes_on_when_it_died() {
    assertThat(get(one.step(GONE, NOON))).isTrue();
    assertThat(get(two.step(GONE, NOON))).isFalse();
    assertThat(db.count(progress("claimed_by = 'one' AND erased_rows > 0"))).isEqualTo(1);
    db.execute("UPDATE organisation SET state = 'deleted'");
    assertThat(get(two.due(NOON, 1))).as("nobody has begun with it").containsExactly(OTHER);
    assertThat(get(two.due(NOON, 2))).containsExactly(OTHER, GONE);
    db.execute("UPDATE organisation_erasure SET claimed_until = now()");
    run(two, NOON);
    assertThat(count("secret", GONE.tenant())).isZero();
    assertThat(count("membership", GONE.tenant())).isZero();
    assertThat(db.count(progress("claimed_by = 'two' AND erased_objects = 3"))).isEqualTo(1);
  }
}
