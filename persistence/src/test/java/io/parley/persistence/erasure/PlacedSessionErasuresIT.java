package io.parley.persistence.erasure;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.audit.Act;
import io.parley.core.journal.SessionErasures.Ended;
import io.parley.core.journal.SessionIndex;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A session of January of an organisation that has its sessions in a database beside the main one.
class PlacedSessionErasuresIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant NEXT_DAY = NOON.plus(Duration.ofDays(1));
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofDays(1);
  private static final TenantId BANK = new TenantId("bank");
  private static final SessionKey KEY = new SessionKey(BANK, new SessionId("s"));
  private static final Ended ENDED = new Ended(KEY, DAY, DAY.plus(Duration.ofDays(1)));

  private static final List<String> OWN_TABLES =
      List.of("event_journal", "snapshot", "session_index", "tool_result", "memory");

  private static final List<String> MAIN_TABLES =
      List.of("start_request", "asked_question", "embedding");

  private final MigratedDatabase main = MigratedDatabase.create();
  private final MigratedDatabase own = MigratedDatabase.create();
  private final Database database = main.database().with(Map.of("acme", own.database()));
  private final JdbcSessionErasures erasures = new JdbcSessionErasures(database);
  private final JournalRows rows = new JournalRows(own);
  private final SessionIndex index = JournalRows.index(own);

  @BeforeEach
  void converse() {
    database.places(Map.of(BANK, "acme", new TenantId("away"), "nowhere"));
    rows.write(KEY, JournalRows.small());
    rows.projectAll(index, IDLE);
    own.execute(
        """
        DELETE FROM memory;
        INSERT INTO memory
          (tenant, id, owner, kind, text, agent, session, turn, written_at, updated_at)
        VALUES ('bank', 'm', 'customer:c', 'semantic', 'size 5', 'a', 's', 1, now(), now());
        INSERT INTO tool_result (tenant, session, call, text, kept_at)
        VALUES ('bank', 's', '1.3', 'long', now());
        INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,
          snapshot_ser_manifest, snapshot_payload)
        VALUES ('Session|bank:s', 3, 0, 1, '', '');
        """);
    main.execute(
        """
        INSERT INTO start_request (tenant, key, fingerprint, session, expires_at)
        VALUES ('bank', 'k', 'f', 's', now());
        WITH asked AS (
          INSERT INTO asked_group (tenant, language, state) VALUES ('bank', 'en', 'open')
          RETURNING id)
        INSERT INTO asked_question
          (tenant, session, turn, group_id, text, agent, reasons, asked_at)
        SELECT 'bank', 's', 1, id, 'do you resole?', 'support', '{}'::text[], now() FROM asked;
        INSERT INTO recording (tenant, session, id, began_at, key_id, sealed_key)
        VALUES ('bank', 's', 'c1', now(), 'k1', 'sealed');
        INSERT INTO embedding (embedder, hash, vector)
        VALUES ('e', encode(sha256(convert_to('size 5', 'UTF8')), 'hex'), '');
        INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
        VALUES ('bank', 's', 3, 'turns', 1, now()), ('bank', 's', 7, 'archive-bytes', 700, now());
        """);
  }

  @AfterEach
  void close() {
    own.close();
    main.close();
  }

  /// As the feed of usage does in this database.
  private void count() {
    own.execute(
        """
        INSERT INTO projection_offset (name, xact, ordering)
        SELECT 'metering', xact, ordering FROM projection_offset WHERE name = 'session-index'
        ON CONFLICT (name) DO UPDATE SET xact = excluded.xact, ordering = excluded.ordering\
        """);
  }

  private void order() {
    get(erasures.order(ENDED, Act.ofProgram("test", NOON)));
  }

  @Test
  void an_order_lies_with_its_session_and_erases_it_in_both_databases() {
    count();
    order();
    assertThat(own.count("session_erasure")).isEqualTo(1);
    assertThat(main.count("session_erasure")).isZero();
    assertThat(main.count("audit WHERE action = 'session-erased'")).isEqualTo(1);
    assertThat(own.count("audit")).isZero();
    assertThat(get(erasures.claim(NOON, LEASE, 10))).containsExactly(ENDED);
    assertThat(get(erasures.claim(NOON, LEASE, 10))).isEmpty();

    assertThat(get(erasures.deleteRows(KEY))).isTrue();
    for (var table : OWN_TABLES) assertThat(own.count(table)).as(table).isZero();
    for (var table : MAIN_TABLES) assertThat(main.count(table)).as(table).isZero();
    assertThat(main.count("recording WHERE erasing")).isEqualTo(1);

    get(erasures.finish(ENDED, NOON));
    assertThat(main.count("usage_record")).isEqualTo(3);
    assertThat(main.count("stored_bytes WHERE amount = 0")).isEqualTo(1);
    assertThat(get(erasures.claim(NEXT_DAY, LEASE, 10))).containsExactly(ENDED);
    get(erasures.finish(ENDED, NEXT_DAY));
    assertThat(main.count("usage_record")).isZero();
    assertThat(main.count("usage_sum WHERE kind = 'turns' AND amount = 1")).isEqualTo(1);
    assertThat(main.count("asked_forgotten")).isZero();
    assertThat(own.count("session_erasure")).isZero();
    assertThat(own.count("usage_sum")).isZero();
  }

  @Test
  void events_that_are_not_counted_in_their_own_database_hold_the_erasure_up() {
    order();
    assertThat(get(erasures.deleteRows(KEY))).isFalse();
    assertThat(own.count("session_index")).isEqualTo(1);
    assertThat(main.count("start_request")).isEqualTo(1);
    count();
    assertThat(get(erasures.deleteRows(KEY))).isTrue();
  }

  @Test
  void usage_is_not_added_up_while_there_are_events_in_the_own_database() {
    order();
    assertThatThrownBy(() -> get(erasures.finish(ENDED, NEXT_DAY)))
        .hasStackTraceContaining("a session has events");
    assertThat(main.count("usage_record WHERE kind = 'turns'")).isEqualTo(1);
    assertThat(own.count("session_erasure")).isEqualTo(1);
  }

  @Test
  void retention_reaches_it_also_while_another_organisations_database_is_missing() {
    main.execute("INSERT INTO session_retention VALUES ('away', 30), ('bank', 30)");
    var later = DAY.plus(Duration.ofDays(31));
    assertThatThrownBy(() -> get(erasures.orderOld(later, 10)))
        .hasStackTraceContaining("parley.database.others.nowhere");
    assertThat(own.count("session_erasure WHERE tenant = 'bank' AND NOT memories")).isEqualTo(1);
    assertThat(main.count("session_erasure")).isZero();
  }
}
