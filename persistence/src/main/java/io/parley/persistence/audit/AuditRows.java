package io.parley.persistence.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parley.core.audit.Act;
import io.parley.core.audit.AuditChain;
import io.parley.core.audit.AuditEntry;
import io.parley.core.audit.Change;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Adds entries to audit trails, and reads them.
public final class AuditRows {
  private static final ObjectReader READER = new JsonMapper().readerForMapOf(String.class);
  private static final ObjectWriter WRITER = new JsonMapper().writer();

  private static final String BEGIN =
      """
      INSERT INTO audit_head (tenant, number, hash) VALUES (?, ?, ?)
      ON CONFLICT (tenant) DO NOTHING\
      """;

  private static final String HEAD = "SELECT number, hash FROM audit_head WHERE tenant = ?";

  private static final String MOVE = "UPDATE audit_head SET number = ?, hash = ? WHERE tenant = ?";

  private static final String ADD =
      """
      INSERT INTO audit (tenant, number, at, by, from_address, action, target, before, after, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)\
      """;

  private static final String PAGE =
      """
      SELECT tenant, number, at, by, from_address, action, target, before, after, hash
      FROM audit WHERE tenant = ? AND number > ? ORDER BY number LIMIT ?\
      """;

  private static final String NEWEST =
      """
      SELECT tenant, number, at, by, from_address, action, target, before, after, hash
      FROM audit WHERE tenant = ? AND number < ? ORDER BY number DESC LIMIT ?\
      """;

  /// One statement, so that entries that others add meanwhile come together with their head.
  private static final String BEYOND =
      """
      SELECT min(number) AS number FROM audit WHERE tenant = ?
        AND number > coalesce((SELECT number FROM audit_head WHERE tenant = ?), 0)\
      """;

  private AuditRows() {}

  /// Adds entries, in the transaction of the act: both are committed, or neither. Others who add to
  /// this tenant's trail wait for the transaction's end.
  public static void add(Connection connection, TenantId tenant, Act act, List<Change> changes)
      throws SQLException {
    if (changes.isEmpty()) return;
    var chain = locked(connection, tenant);
    for (var change : changes) {
      var entry = chain.next(tenant, act, storable(change));
      insert(connection, entry);
      chain = chain.with(entry);
    }
    Sql.update(connection, MOVE, chain.number(), chain.hash(), tenant.value());
  }

  /// The same for an act that may be the program's own, of which no trail tells.
  public static void add(Connection connection, TenantId tenant, Optional<Act> act, Change change)
      throws SQLException {
    if (act.isPresent()) add(connection, tenant, act.get(), List.of(change));
  }

  /// Waits for those who add to this tenant's trail, and makes others wait until the transaction
  /// ends: for an act that is decided by rows which only audited acts change.
  public static void lock(Connection connection, TenantId tenant) throws SQLException {
    locked(connection, tenant);
  }

  private static AuditChain locked(Connection connection, TenantId tenant) throws SQLException {
    var locked = head(connection, tenant, " FOR UPDATE");
    if (locked.isPresent()) return locked.get();
    var empty = AuditChain.EMPTY;
    Sql.update(connection, BEGIN, tenant.value(), empty.number(), empty.hash());
    return head(connection, tenant, " FOR UPDATE").orElseThrow();
  }

  static Optional<AuditChain> head(Connection connection, TenantId tenant, String lock)
      throws SQLException {
    return Sql.first(
        connection,
        HEAD + lock,
        row -> new AuditChain(row.getLong("number"), row.getString("hash")),
        tenant.value());
  }

  private static void insert(Connection connection, AuditEntry entry) throws SQLException {
    Sql.update(
        connection,
        ADD,
        entry.tenant().value(),
        entry.number(),
        entry.at(),
        entry.by(),
        entry.from(),
        entry.change().action(),
        entry.change().target(),
        json(entry.change().before()),
        json(entry.change().after()),
        entry.hash());
  }

  /// The hash is over the text that comes back from the table.
  private static Change storable(Change change) {
    return Change.of(
        change.action(), change.target(), storable(change.before()), storable(change.after()));
  }

  private static Map<String, String> storable(Map<String, String> fields) {
    var all = new TreeMap<String, String>();
    fields.forEach((name, value) -> all.put(name, Text.storable(value)));
    return all;
  }

  static List<AuditEntry> page(Connection connection, TenantId tenant, long after, int limit)
      throws SQLException {
    return Sql.query(connection, PAGE, AuditRows::entry, tenant.value(), after, limit);
  }

  static List<AuditEntry> newest(Connection connection, TenantId tenant, long before, int limit)
      throws SQLException {
    return Sql.query(connection, NEWEST, AuditRows::entry, tenant.value(), before, limit);
  }

  /// The first row behind the last entry: no act has added it, or the head was put back.
  static Optional<Long> beyondHead(Connection connection, TenantId tenant) throws SQLException {
    return Sql.first(
            connection,
            BEYOND,
            row -> Optional.ofNullable(row.getObject("number", Long.class)),
            tenant.value(),
            tenant.value())
        .flatMap(found -> found);
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        new TenantId(row.getString("tenant")),
        row.getLong("number"),
        Sql.instant(row, "at"),
        row.getString("by"),
        row.getString("from_address"),
        Change.of(
            row.getString("action"),
            row.getString("target"),
            fields(row.getString("before")),
            fields(row.getString("after"))),
        row.getString("hash"));
  }

  private static String json(Map<String, String> fields) {
    try {
      return WRITER.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is JSON", e);
    }
  }

  private static Map<String, String> fields(String json) {
    try {
      return READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("fields of an audit entry are not an object of texts", e);
    }
  }
}
