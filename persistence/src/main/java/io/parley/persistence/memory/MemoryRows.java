package io.parley.persistence.memory;

import io.parley.core.memory.KeptMemory;
import io.parley.core.memory.KeptMemory.Approval;
import io.parley.core.memory.KeptMemory.Correction;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryPage;
import io.parley.core.memory.MemoryQuery;
import io.parley.core.party.Party;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads the table. Every statement begins with the tenant.
final class MemoryRows {
  private static final String COLUMNS =
      "tenant, id, owner, kind, text, agent, session, turn, written_at, updated_at, approved_at,"
          + " approved_by";

  private static final String WAITS = "kind = 'procedural' AND approved_at IS NULL";

  private static final String HELD =
      "SELECT "
          + COLUMNS
          + " FROM memory WHERE tenant = ? AND owner = ANY (?) AND kind = ANY (?)"
          + " AND ended_at IS NULL AND NOT ("
          + WAITS
          + ") ORDER BY updated_at DESC, written_at DESC, id DESC";

  private static final String ONE =
      "SELECT " + COLUMNS + " FROM memory WHERE tenant = ? AND id = ? AND ended_at IS NULL";

  /// Corrections by people, and memories replaced in the conversation itself.
  private static final String CORRECTIONS =
      """
      WITH RECURSIVE before AS (
        SELECT id, text, ended_at, 'bot' AS by FROM memory WHERE tenant = ? AND replaced_by = ?
        UNION
        SELECT older.id, older.text, older.ended_at, 'bot'
        FROM memory AS older JOIN before ON older.replaced_by = before.id
        WHERE older.tenant = ?)
      SELECT text AS was, ended_at AS at, by FROM before WHERE text IS NOT NULL
      UNION ALL
      SELECT was, at, by FROM memory_correction
      WHERE tenant = ? AND (id = ? OR id IN (SELECT id FROM before))
      ORDER BY at DESC LIMIT 100\
      """;

  private MemoryRows() {}

  static List<Memory> held(
      Connection connection, TenantId tenant, Set<Owner> owners, Set<MemoryKind> kinds)
      throws SQLException {
    return Sql.query(
        connection,
        HELD,
        MemoryRows::memory,
        tenant.value(),
        connection.createArrayOf("text", owners.stream().map(Owner::text).toArray()),
        connection.createArrayOf("text", kinds.stream().map(MemoryProjection::kind).toArray()));
  }

  static Optional<KeptMemory> one(Connection connection, TenantId tenant, String id)
      throws SQLException {
    var found = Sql.first(connection, ONE, row -> kept(row, List.of()), tenant.value(), id);
    if (found.isEmpty()) return found;
    var corrections =
        Sql.query(
            connection,
            CORRECTIONS,
            row ->
                new Correction(
                    row.getString("was"), Sql.instant(row, "at"), party(row.getString("by"))),
            tenant.value(),
            id,
            tenant.value(),
            tenant.value(),
            id);
    var kept = found.get();
    return Optional.of(
        new KeptMemory(
            kept.memory(),
            kept.customer(),
            kept.agent(),
            kept.turn(),
            kept.writtenAt(),
            kept.approval(),
            corrections));
  }

  static MemoryPage page(Connection connection, MemoryQuery query, Optional<MemoryCursor> after)
      throws SQLException {
    var sql =
        new StringBuilder("SELECT " + COLUMNS + " FROM memory WHERE tenant = ?")
            .append(" AND ended_at IS NULL");
    var values = new ArrayList<Object>(List.of(query.tenant().value()));
    if (query.customer().isPresent()) {
      var owner = Owner.customer(query.customer().get());
      if (owner.isEmpty()) return new MemoryPage(List.of(), Optional.empty());
      sql.append(" AND owner = ?");
      values.add(owner.get().text());
    }
    query
        .session()
        .ifPresent(
            session -> {
              sql.append(" AND session = ?");
              values.add(session.value());
            });
    query
        .kind()
        .ifPresent(
            kind -> {
              sql.append(" AND kind = ?");
              values.add(MemoryProjection.kind(kind));
            });
    query
        .approved()
        .ifPresent(
            approved -> sql.append(approved ? " AND NOT (" : " AND (").append(WAITS).append(")"));
    after.ifPresent(
        cursor -> {
          sql.append(" AND (written_at, id) < (?, ?)");
          values.add(cursor.writtenAt());
          values.add(cursor.id());
        });
    sql.append(" ORDER BY written_at DESC, id DESC LIMIT ?");
    // one more than requested shows whether there is another page
    values.add(query.limit() + 1);
    var rows = Sql.query(connection, sql.toString(), row -> kept(row, List.of()), values.toArray());
    if (rows.size() <= query.limit()) return new MemoryPage(rows, Optional.empty());
    var shown = rows.subList(0, query.limit());
    var last = shown.getLast();
    return new MemoryPage(
        shown, Optional.of(new MemoryCursor(last.writtenAt(), last.memory().id()).text()));
  }

  private static KeptMemory kept(ResultSet row, List<Correction> corrections) throws SQLException {
    return new KeptMemory(
        memory(row),
        new Owner(row.getString("owner")).customer(),
        row.getString("agent"),
        row.getInt("turn"),
        Sql.instant(row, "written_at"),
        approval(row),
        corrections);
  }

  private static Optional<Approval> approval(ResultSet row) throws SQLException {
    var by = row.getString("approved_by");
    return by == null
        ? Optional.empty()
        : Optional.of(new Approval(Sql.instant(row, "approved_at"), party(by)));
  }

  private static Party party(String name) {
    return Party.of(name);
  }

  private static Memory memory(ResultSet row) throws SQLException {
    return new Memory(
        row.getString("id"),
        MemoryKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("text"),
        new SessionKey(
            new TenantId(row.getString("tenant")), new SessionId(row.getString("session"))),
        Sql.instant(row, "updated_at"));
  }
}
