package io.parley.persistence.erasure;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.audit.Act;
import io.parley.core.journal.SessionErasures.Ended;
import io.parley.core.journal.SessionIndex;
import io.parley.core.metering.MeteringQuery;
import io.parley.core.metering.UsageSums;
import io.parley.core.organisation.Retention;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.metering.JdbcMeterings;
import io.parley.persistence.organisation.JdbcRetentions;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions of a day in January, two of one tenant and one of another with the same id.
class JdbcSessionErasuresIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant NEXT_DAY = NOON.plus(Duration.ofDays(1));
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofDays(1);
  private static final SessionKey ALICE = key("alice");
  private static final SessionKey BOB = key("bob");
  private static final SessionKey FOREIGN = new SessionKey(new TenantId("acme"), ALICE.session());

  /// All have the columns `tenant` and `session`.
  private static final List<String> TABLES =
      List.of(
          "session_index",
          "session_damage",
          "feed_gap",
          "start_request",
          "call_in_doubt",
          "dead_letter",
          "tool_result",
          "phone_call",
          "asked_question");

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JournalRows rows = new JournalRows(db);
  private final SessionIndex index = JournalRows.index(db);
  private final JdbcSessionErasures erasures = new JdbcSessionErasures(db.database());
  private final JdbcRetentions retentions = new JdbcRetentions(db.database());
  private final JdbcMeterings meterings = new JdbcMeterings(db.database());

  @BeforeEach
  void converse() {
    for (var session : List.of(ALICE, BOB, FOREIGN)) rows.write(session, JournalRows.small());
    rows.projectAll(index, IDLE);
    count();
    for (var session : List.of(ALICE, BOB, FOREIGN)) fill(session);
  }

  @AfterEach
  void close() {
    db.close();
  }

  /// As the feed of usage does when it has read what the index has read.
  private void count() {
    db.execute(
        """
        INSERT INTO projection_offset (name, xact, ordering)
        SELECT 'metering', xact, ordering FROM projection_offset WHERE name = 'session-index'
        ON CONFLICT (name) DO UPDATE SET xact = excluded.xact, ordering = excluded.ordering\
        """);
  }

  private void fill(SessionKey of) {
    var sql =
        """
        INSERT INTO session_damage (tenant, session, seq, category, found_at, look_at)
        VALUES (@t, @s, 9, 'missing', now(), now());
        INSERT INTO feed_gap (feed, tenant, session, seq) VALUES ('metering', @t, @s, 9);
        INSERT INTO start_request (tenant, key, fingerprint, session, expires_at)
        VALUES (@t, @s, 'f', @s, now());
        INSERT INTO call_in_doubt (tenant, session, call, since) VALUES (@t, @s, '1.1', now());
        INSERT INTO dead_letter
          (tenant, session, call, tool, arguments, failure, tries, state, since, changed_at, seq)
        VALUES (@t, @s, '1.2', 'refund', '{}', 'gone', 3, 'open', now(), now(), 4);
        INSERT INTO tool_result (tenant, session, call, text, kept_at)
        VALUES (@t, @s, '1.3', 'long', now());
        INSERT INTO phone_call (tenant, call, caller, number, session, begun_at, seen_at)
        VALUES (@t, @s, 'hash', '+49', @s, now(), now());
        WITH asked AS (
          INSERT INTO asked_group (tenant, language, state) VALUES (@t, 'en', 'open') RETURNING id)
        INSERT INTO asked_question
          (tenant, session, turn, group_id, text, agent, reasons, asked_at)
        SELECT @t, @s, 1, id, 'do you resole?', 'support', '{}'::text[], now() FROM asked;
        INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,
          snapshot_ser_manifest, snapshot_payload)
        VALUES ('Session|' || @t || ':' || @s, 3, 0, 1, '', '');
        INSERT INTO recording (tenant, session, id, began_at, key_id, sealed_key)
        VALUES (@t, @s, 'c1', now(), 'k1', 'sealed');
        INSERT INTO memory
          (tenant, id, owner, kind, text, agent, session, turn, written_at, updated_at)
        VALUES
          (@t, @s || '.1', 'session:' || @s, 'semantic', 'size 4', 'a', @s, 1, now(), now()),
          (@t, @s || '.2', 'customer:c', 'semantic', 'size 5', 'a', @s, 1, now(), now()),
          (@t, @s || '.3', 'tenant', 'procedural', 'restart it', 'a', @s, 1, now(), now());
        INSERT INTO memory_correction (tenant, id, was, at, by)
        VALUES (@t, @s || '.2', 'size 6', now(), 'agent');
        INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
        VALUES (@t, @s, 3, 'turns', 1, now()), (@t, @s, 7, 'archive-bytes', 700, now());
        """;
    db.execute(sql.replace("@t", "'" + of.tenant() + "'").replace("@s", "'" + of.session() + "'"));
  }

  private static Ended ended(SessionKey key) {
    return new Ended(key, DAY, DAY.plus(Duration.ofDays(1)));
  }

  private void order(SessionKey key) {
    get(erasures.order(ended(key), Act.ofProgram("test", NOON)));
  }

  private long count(String table, SessionKey of) {
    return db.count(
        "%s WHERE tenant = '%s' AND session = '%s'".formatted(table, of.tenant(), of.session()));
  }

  private long ofJournal(String table, SessionKey of) {
    return db.count("%s WHERE persistence_id = 'Session|%s'".formatted(table, of));
  }

  private void isStored(SessionKey of, long bytes) {
    var sum =
        """
        (SELECT sum(amount) AS bytes FROM usage_record
          WHERE kind = 'archive-bytes' AND tenant = '%s' AND session = '%s')
        AS stored WHERE bytes = %d\
        """
            .formatted(of.tenant(), of.session(), bytes);
    assertThat(db.count(sum)).isEqualTo(1);
  }

  private void isWhole(SessionKey session) {
    for (var table : TABLES) assertThat(count(table, session)).as(table).isEqualTo(1);
    assertThat(count("memory", session)).isEqualTo(3);
    assertThat(ofJournal("event_journal", session)).isEqualTo(JournalRows.small().size());
    assertThat(ofJournal("snapshot", session)).isEqualTo(1);
    assertThat(count("recording", session)).isEqualTo(1);
    isStored(session, 700);
  }

  @Test
  void an_ordered_session_is_erased_whole_and_no_other_one() {
    order(ALICE);
    order(ALICE);
    assertThat(db.count("audit WHERE action = 'session-erased'")).isEqualTo(1);
    assertThat(get(erasures.claim(NOON, LEASE, 10))).containsExactly(ended(ALICE));
    assertThat(get(erasures.claim(NOON, LEASE, 10))).as("another node waits").isEmpty();
    assertThat(get(erasures.deleteRows(ALICE))).isTrue();
    for (var table : TABLES) assertThat(count(table, ALICE)).as(table).isZero();
    assertThat(ofJournal("event_journal", ALICE)).isZero();
    assertThat(ofJournal("snapshot", ALICE)).isZero();
    assertThat(count("recording", ALICE)).as("its object is another duty's").isEqualTo(1);
    assertThat(db.count("recording WHERE erasing")).isEqualTo(1);
    assertThat(count("memory", ALICE)).as("a procedure, for everybody").isEqualTo(1);
    isWhole(BOB);
    isWhole(FOREIGN);
  }

  @Test
  void its_usage_stays_and_what_its_archive_took_is_given_back_once_also_what_comes_late() {
    order(ALICE);
    assertThat(get(erasures.deleteRows(ALICE))).isTrue();
    get(erasures.finish(ended(ALICE), NOON));
    get(erasures.finish(ended(ALICE), NOON));
    assertThat(db.count("usage_record WHERE session = 'alice' AND kind = 'turns'")).isEqualTo(2);
    isStored(ALICE, 0);
    db.execute(
        """
        INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
        VALUES ('default', 'alice', 9, 'archive-bytes', 50, now())\
        """);
    get(erasures.finish(ended(ALICE), NOON));
    isStored(ALICE, 0);
    isStored(BOB, 700);
    assertThat(db.count("stored_bytes WHERE tenant = 'default' AND amount = 700")).isEqualTo(1);
  }

  /// By hours and days of zones that are not whole hours apart, and what was stored before.
  private List<UsageSums> sums() {
    var all = new ArrayList<UsageSums>();
    for (var zone : List.of(ZoneOffset.UTC, ZoneId.of("Asia/Kathmandu")))
      for (var step : MeteringQuery.Step.values()) {
        var day = LocalDate.of(2025, 12, 1);
        for (var from : List.of(day, day.plusDays(60), day.plusDays(300)))
          all.add(
              get(
                  meterings.sum(
                      new MeteringQuery(
                          ALICE.tenant(),
                          from.atStartOfDay(zone).toInstant(),
                          from.plusDays(70).atStartOfDay(zone).toInstant(),
                          step,
                          zone))));
      }
    return all;
  }

  /// 100 turns of some days in January, and tokens of two models.
  private void use(SessionKey session) {
    db.execute(
        """
        INSERT INTO usage_record (tenant, session, seq, kind, model, amount, at)
        SELECT '%1$s', '%2$s', 100 + n, used.kind, used.model, n,
          '2026-01-01 00:00:00Z'::timestamptz + n * interval '17 minutes'
        FROM generate_series(1, 100) AS n, (VALUES
          ('turns', NULL), ('input-tokens', 'large'), ('output-tokens', 'small'))
          AS used (kind, model)\
        """
            .formatted(session.tenant(), session.session()));
  }

  @Test
  void usage_of_an_erased_session_is_added_up_and_all_sums_stay_the_same() throws SQLException {
    for (var session : List.of(ALICE, BOB, FOREIGN)) use(session);
    order(ALICE);
    get(erasures.deleteRows(ALICE));
    get(erasures.finish(ended(ALICE), NOON));
    var before = sums();
    assertThat(get(erasures.claim(NEXT_DAY, LEASE, 10))).containsExactly(ended(ALICE));
    try (var late = db.connect()) {
      late.setAutoCommit(false);
      // of a day of which no other record is
      Sql.update(
          late,
          """
          INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
          VALUES ('default', 'alice', 999, 'turns', 5, '2026-03-01 00:00:00Z')\
          """);
      var two = erasures.finish(ended(ALICE), NEXT_DAY);
      get(erasures.finish(ended(ALICE), NEXT_DAY));
      get(two);
      assertThat(sums()).isEqualTo(before);
      assertThat(count("usage_record", ALICE)).isZero();
      assertThat(db.count("usage_sum WHERE tenant = 'default'")).isPositive();
      assertThat(db.count("usage_sum WHERE tenant <> 'default'")).isZero();
      late.commit();
    }
    assertThat(sums()).as("with the late record").isNotEqualTo(before);
    assertThat(count("usage_record", ALICE)).isEqualTo(1);
    assertThat(count("usage_record", BOB)).isEqualTo(302);
  }

  @Test
  void usage_of_a_session_that_has_events_is_not_added_up_nor_deleted_by_the_owner() {
    var addUp = "SELECT set_config('parley.tenant', 'default', false), parley_add_up_usage('bob')";
    assertThatThrownBy(() -> db.execute(addUp)).hasStackTraceContaining("a session has events");
    assertThatThrownBy(() -> db.execute("DELETE FROM usage_record"))
        .hasStackTraceContaining("only added to");
    assertThat(count("usage_record", BOB)).isEqualTo(2);
  }

  @Test
  void usage_of_a_young_session_is_added_up_after_35_days() {
    var young = new Ended(ALICE, NOON, NOON);
    get(erasures.order(young, Act.ofProgram("test", NOON)));
    get(erasures.deleteRows(ALICE));
    get(erasures.finish(young, NEXT_DAY));
    assertThat(count("usage_record", ALICE)).isEqualTo(3);
    var later = NOON.plus(Duration.ofDays(35));
    assertThat(get(erasures.claim(later.minusSeconds(1), LEASE, 10))).isEmpty();
    assertThat(get(erasures.claim(later, LEASE, 10))).containsExactly(young);
    get(erasures.finish(young, later));
    assertThat(count("usage_record", ALICE)).isZero();
    assertThat(db.count("session_erasure")).isZero();
  }

  @Test
  void events_that_are_not_counted_as_usage_hold_an_erasure_up() {
    var late = key("late");
    rows.write(late, JournalRows.small());
    order(late);
    assertThat(get(erasures.deleteRows(late))).isFalse();
    rows.projectAll(index, IDLE);
    assertThat(get(erasures.deleteRows(late))).as("in the index alone").isFalse();
    assertThat(count("session_index", late)).isEqualTo(1);
    count();
    assertThat(get(erasures.deleteRows(late))).isTrue();
    assertThat(count("session_index", late)).isZero();
  }

  @Test
  void a_last_look_a_day_later_finds_what_was_written_late() {
    order(ALICE);
    get(erasures.claim(NOON, LEASE, 10));
    get(erasures.deleteRows(ALICE));
    get(erasures.finish(ended(ALICE), NOON));
    rows.write("alice", JournalRows.small().size());
    assertThat(get(erasures.claim(NEXT_DAY.minusSeconds(1), LEASE, 10))).isEmpty();
    assertThat(get(erasures.claim(NEXT_DAY, LEASE, 10))).containsExactly(ended(ALICE));
    rows.projectAll(index, IDLE);
    count();
    assertThat(get(erasures.deleteRows(ALICE))).isTrue();
    assertThat(ofJournal("event_journal", ALICE)).isZero();
    get(erasures.finish(ended(ALICE), NEXT_DAY));
    assertThat(db.count("session_erasure")).isZero();
    assertThat(db.count("asked_forgotten")).isZero();
  }

  @Test
  void postgresql_deletes_no_event_of_a_session_that_nobody_has_ordered() {
    order(ALICE);
    for (var session : List.of(ALICE, FOREIGN))
      get(
          db.database()
              .as(
                  session.tenant(),
                  connection -> Sql.update(connection, "DELETE FROM event_journal")));
    assertThat(ofJournal("event_journal", ALICE)).isZero();
    isWhole(BOB);
    isWhole(FOREIGN);
  }

  @Test
  void an_organisation_keeps_its_sessions_as_long_as_it_has_said() {
    db.execute("DELETE FROM session_damage");
    var act = Act.ofProgram("test", NOON);
    get(retentions.keep(ALICE.tenant(), sessions(30), act));
    assertThat(get(retentions.of(ALICE.tenant()))).isEqualTo(sessions(30));
    db.execute("UPDATE session_index SET status = 'active' WHERE session = 'bob'");
    assertThat(get(erasures.orderOld(DAY.plus(Duration.ofDays(30)), 10))).isZero();
    var later = DAY.plus(Duration.ofDays(31));
    assertThat(get(erasures.orderOld(later, 10))).isEqualTo(1);
    assertThat(get(erasures.orderOld(later, 10))).as("ordered already").isZero();
    assertThat(get(erasures.claim(later, LEASE, 10))).extracting(Ended::key).containsExactly(ALICE);
    assertThat(get(erasures.deleteRows(ALICE))).isTrue();
    assertThat(count("memory", ALICE)).as("the customer's, and a procedure").isEqualTo(2);
    assertThat(db.count("audit WHERE action = 'session-erased'")).isZero();
  }

  @Test
  void a_damaged_session_never_ends_and_is_erased_too() {
    get(retentions.keep(BOB.tenant(), sessions(30), Act.ofProgram("test", NOON)));
    db.execute("UPDATE session_index SET status = 'active'");
    assertThat(get(erasures.orderOld(NOON, 10))).isEqualTo(2);
  }

  @Test
  void a_look_at_a_damaged_session_and_its_erasure_take_their_locks_in_one_order()
      throws SQLException {
    order(ALICE);
    try (var look = db.connect()) {
      look.setAutoCommit(false);
      Sql.query(look, "SELECT seq FROM session_damage FOR UPDATE", row -> row.getLong("seq"));
      var erased = erasures.deleteRows(ALICE);
      await()
          .atMost(MigratedDatabase.PATIENCE)
          .until(
              () ->
                  db.count(
                          "pg_stat_activity WHERE datname = current_database()"
                              + " AND wait_event_type = 'Lock'")
                      > 0);
      // as the look does when the session is whole again
      Sql.query(
          look,
          "SELECT name FROM projection_offset WHERE name = 'session-index' FOR UPDATE NOWAIT",
          row -> row.getString("name"));
      look.commit();
      assertThat(get(erased)).isTrue();
    }
  }

  private static Retention sessions(int days) {
    return new Retention(OptionalInt.empty(), OptionalInt.of(days));
  }
}
