package io.parley.persistence.plan;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.WebhookId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rows of many organisations in the tables that grow with the number of sessions. Rows of one
/// organisation are spread over the whole table, as they are when all organisations work at the
/// same time. One row in 997 is due, expired or open; the others have been settled.
final class ManyOrganisations {
  /// Rare rows are older than this, and the others are kept beyond it.
  static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  /// Events of ten a session, written by 500 transactions that have ended long ago.
  private static final String JOURNAL =
      """
      event_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
        event_ser_id, event_ser_manifest, event_payload, xact)
      SELECT 'Session|' || tenant || ':s' || n / 10, n % 10 + 1, 'filled', 1767225600000 + n, '', 1,
        'filled', decode(repeat('5a', 300), 'hex'),
        (3 + i * 500 / (SELECT count(*) FROM made))::text::xid8
      FROM made\
      """;

  private static final List<String> ROWS =
      List.of(
          """
          session_index (tenant, session, status, seq, agent_id, agent_version, customer_id,
            customer_verified, turns, created_at, updated_at, due, due_at)
          SELECT tenant, session, CASE WHEN rare THEN 'active' ELSE 'archived' END, 10, 'shop',
            1001, customer, true, 4, at, at, '{}', CASE WHEN rare THEN at END FROM made\
          """,
          """
          start_request (tenant, key, fingerprint, session, expires_at)
          SELECT tenant, 'visitor k ' || n, 'f', session,
            CASE WHEN rare THEN at ELSE at + interval '90 days' END FROM made\
          """,
          """
          token_revocation (tenant, session, before, forget_after, told_at)
          SELECT tenant, session, at,
            CASE WHEN rare THEN at ELSE at + interval '90 days' END, at FROM made\
          """,
          """
          tool_result (tenant, session, call, text, kept_at)
          SELECT tenant, session, '1.1', repeat('text ', 60), at FROM made\
          """,
          """
          ticket (tenant, number, customer, session, subject, description, status, priority, note,
            created_at, updated_at, idempotency_key)
          SELECT tenant, 'T-' || (100000 + i), customer, session, 'a subject', 'words', 'solved',
            'normal', 'a note', at, at, session || '/1.1' FROM made\
          """,
          """
          memory (tenant, id, owner, kind, text, agent, session, turn, written_at, updated_at)
          SELECT tenant, session || '.3', 'customer:' || customer, 'semantic', 'said', 'shop',
            session, 1, at, at FROM made\
          """,
          """
          usage_record (tenant, session, seq, kind, amount, at)
          SELECT tenant, session, 4, 'turns', 1, at FROM made\
          """,
          """
          model_usage (tenant, day, hour, agent_id, agent_version, model, purpose, currency, calls,
            cached_calls, failed_calls, unpriced_calls, input_tokens, output_tokens, cost_micros)
          SELECT tenant, (at AT TIME ZONE 'UTC')::date, date_trunc('hour', at), 'shop', n + 1, 'model',
            'reply', 'EUR', 1, 0, 0, 0, 100, 20, 5 FROM made\
          """,
          """
          budget_account (tenant, scope, period, spent_micros, alerted, refused, updated_at)
          SELECT tenant, 'session', session, 5, false, false,
            CASE WHEN rare THEN now() - interval '90 days' ELSE now() END FROM made\
          """,
          """
          phone_call (tenant, call, caller, number, session, begun_at, seen_at, ended)
          SELECT tenant, 'call' || n, 'caller ' || customer, '+4930123456', session, at,
            CASE WHEN rare THEN at ELSE at + interval '90 days' END, 'in-order' FROM made\
          """,
          """
          recording (tenant, session, id, began_at, length_ms, key_id, sealed_key)
          SELECT tenant, session, 'call' || n, at, 90000, 'k1', 'sealed' FROM made\
          """,
          """
          recording_segment (tenant, session, recording, number, from_ms, to_ms, bytes)
          SELECT tenant, session, 'call' || n, 0, 0, 10000, 40000 FROM made\
          """,
          """
          usage_record (tenant, session, seq, kind, amount, at)
          SELECT tenant, session, 5, 'recording-bytes', 40000, at FROM made\
          """,
          """
          call_out (tenant, id, caller, key, fingerprint, callee, number, context_names,
            context_values, ring_seconds, requested_at, state, counts, over_at)
          SELECT tenant, 'o' || n, 'program k', 'key' || n, 'f', '+4930' || 100000 + i,
            '+4930123456', '{}', '{}', 30, at, 'ended', true,
            CASE WHEN rare THEN at ELSE at + interval '90 days' END FROM made\
          """,
          """
          dead_letter (tenant, session, call, tool, arguments, failure, tries, state, since,
            changed_at, seq)
          SELECT tenant, session, '1.1', 'shop.order', '{}', 'unreachable', 3,
            CASE WHEN rare THEN 'open' ELSE 'delivered' END, at, at, 5 FROM made\
          """,
          """
          webhook_message (tenant, webhook, id, type, at, seq, data, stored_at, state)
          SELECT tenant, tenant::uuid, 'msg_' || n, 'rated', at, 5, '{}',
            CASE WHEN rare THEN at ELSE at + interval '90 days' END,
            CASE WHEN rare THEN 'waiting' ELSE 'delivered' END FROM made\
          """,
          """
          asked_group (tenant, id, language, state, moved_at) OVERRIDING SYSTEM VALUE
          SELECT tenant, 1000000 + n / 10, 'en', 'open', at FROM made WHERE n % 10 = 0\
          """,
          """
          asked_question (tenant, session, turn, group_id, text, agent, reasons, asked_at)
          SELECT tenant, session, 1, 1000000 + n / 10, 'a question', 'shop', '{nothing-found}', at
          FROM made\
          """,
          // of sessions that have no other rows any more
          """
          session_erasure (tenant, session, began_at, last_at, memories, ordered_at, next_at)
          SELECT tenant, 'erased' || n, at, at, false, at,
            CASE WHEN rare THEN at ELSE at + interval '90 days' END FROM made\
          """,
          """
          audit (tenant, number, at, by, from_address, action, target, before, after, hash)
          SELECT tenant, n + 1, at, 'person:1', '127.0.0.1', 'recordings-erased', session, '{}',
            '{}', 'hash' FROM made\
          """,
          """
          audit_head (tenant, number, hash)
          SELECT tenant, count(*), 'hash' FROM made GROUP BY tenant\
          """);

  /// One at a time they take long.
  private static final List<String> TRIGGERS =
      List.of(
          "recording_segment %s TRIGGER recording_segment_stored",
          "usage_record %s TRIGGER usage_record_stored");

  /// The readers of the journal have read all of it.
  private static final String CAUGHT_UP =
      """
      INSERT INTO projection_offset (name, xact, ordering)
      SELECT name, xact, ordering
      FROM unnest(ARRAY['session-index', 'metering']) AS feed (name),
        (SELECT xact, ordering FROM event_journal ORDER BY xact DESC, ordering DESC LIMIT 1) AS last
      ON CONFLICT (name) DO UPDATE SET xact = excluded.xact, ordering = excluded.ordering\
      """;

  /// From here on the server's own settings hold.
  private static final long LARGE = 1_000_000;

  /// A table of a few hundred pages is read whole where many of them are needed. So that the cost
  /// of an index depends on its rows, as it does in a large table, no page costs more than another.
  private static final String AS_IF_LARGE =
      """
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1', current_database());
      END $$\
      """;

  private static final String SMALL =
      """
      SELECT part.relname FROM pg_index
      JOIN pg_class AS part ON part.oid = indexrelid JOIN pg_class AS whole ON whole.oid = indrelid
      WHERE part.reltuples BETWEEN 0 AND whole.reltuples / 10\
      """;

  private static final String COUNTED =
      """
      SELECT relname, reltuples::bigint AS rows FROM pg_class
      WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
        AND relname = ANY (string_to_array(?, ','))\
      """;

  /// The filled tables. Snapshots, which only the journal's plugin reads, are not among them.
  static final Set<String> TABLES =
      Set.of(
          "event_journal",
          "session_index",
          "start_request",
          "token_revocation",
          "tool_result",
          "ticket",
          "memory",
          "usage_record",
          "model_usage",
          "budget_account",
          "phone_call",
          "recording",
          "recording_segment",
          "call_out",
          "dead_letter",
          "webhook_message",
          "asked_question",
          "session_erasure",
          "audit");

  /// All tables that get rows: also two with one row for ten questions, or for an organisation.
  private static final Set<String> FILLED =
      Stream.concat(TABLES.stream(), Stream.of("asked_group", "audit_head"))
          .collect(Collectors.toUnmodifiableSet());

  /// So many rows are written as a restore writes them: indexes afterwards, and without checks of
  /// foreign keys, which would have no index to look in.
  private static final String LATER_INDEXES =
      """
      UPDATE pg_index SET indisready = false, indisvalid = false
      WHERE indrelid IN (SELECT oid FROM pg_class WHERE relname IN ('%s'));
      DO $$ BEGIN
        EXECUTE format('GRANT SET ON PARAMETER session_replication_role TO %%I',
          (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()));
      END $$\
      """
          .formatted(String.join("', '", FILLED));

  private static final String LIKE_A_RESTORE =
      """
      SET session_replication_role = replica; SET synchronous_commit = off;
      SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 2\
      """;

  private final int organisations;
  private final int rows;

  /// @param rows of each organisation in each table
  ManyOrganisations(int organisations, int rows) {
    this.organisations = organisations;
    this.rows = rows;
  }

  /// One of the organisations: the first.
  static TenantId organisation() {
    // md5('0')
    return new TenantId("cfcd208495d565ef66e7dff9f98764da");
  }

  /// The one of whose messages the organisation has rows.
  static WebhookId webhook() {
    return new WebhookId(UUID.fromString("cfcd2084-95d5-65ef-66e7-dff9f98764da"));
  }

  /// One of its sessions, which has a row in every table but no event that can be read.
  static SessionKey session() {
    return new SessionKey(organisation(), new SessionId("s1"));
  }

  /// A session whose events can be read, and have not been.
  static SessionKey told() {
    return new SessionKey(organisation(), new SessionId("told"));
  }

  void fill(MigratedDatabase db) throws SQLException {
    boolean large = (long) organisations * rows >= LARGE;
    if (large) db.asSuperuser(LATER_INDEXES);
    try (var connection = db.connect()) {
      if (large) execute(connection, LIKE_A_RESTORE);
      execute(
          connection,
          """
          CREATE TEMP VIEW made AS
          SELECT i, md5((i %% %1$d)::text) AS tenant, i / %1$d AS n, 's' || i / %1$d AS session,
            'c' || i / %1$d %% 20 AS customer, i %% 997 = 0 AS rare,
            timestamptz '2026-01-01 00:00:00Z' + (i / %1$d) * interval '1 minute' AS at
          FROM generate_series(0::bigint, %1$d::bigint * %2$d - 1) AS numbers (i)\
          """
              .formatted(organisations, rows));
      execute(connection, "INSERT INTO " + JOURNAL);
      for (var trigger : TRIGGERS)
        execute(connection, "ALTER TABLE " + trigger.formatted("DISABLE"));
      for (var insert : ROWS) execute(connection, "INSERT INTO " + insert);
      for (var trigger : TRIGGERS)
        execute(connection, "ALTER TABLE " + trigger.formatted("ENABLE"));
      if (large) for (var table : FILLED) execute(connection, "REINDEX TABLE " + table);
      execute(connection, CAUGHT_UP);
      // as autovacuum does, later; of an index only ANALYZE alone is sure to count the rows
      execute(connection, "VACUUM " + String.join(", ", TABLES));
      execute(connection, "ANALYZE " + String.join(", ", TABLES));
      if (!large) execute(connection, AS_IF_LARGE);
    }
    new JournalRows(db).write(told(), JournalRows.small());
  }

  /// Names of indexes that hold fewer than a tenth of their table's rows: those of rows that wait.
  static Set<String> smallIndexes(MigratedDatabase db) throws SQLException {
    try (var connection = db.connect()) {
      return Set.copyOf(Sql.query(connection, SMALL, row -> row.getString(1)));
    }
  }

  /// Rows of tables, as the planner knows them.
  static Map<String, Long> counted(MigratedDatabase db) throws SQLException {
    try (var connection = db.connect()) {
      return Sql.query(
              connection,
              COUNTED,
              row -> Map.entry(row.getString("relname"), row.getLong("rows")),
              String.join(",", TABLES))
          .stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
