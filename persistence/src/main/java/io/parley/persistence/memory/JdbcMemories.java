package io.parley.persistence.memory;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.memory.KeptMemory;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryPage;
import io.parley.core.memory.MemoryQuery;
import io.parley.core.memory.MemoryScope;
import io.parley.core.memory.MemoryStore;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Memories in a table. See `V6__memory.sql` for what stays of a corrected or deleted one.
public final class JdbcMemories implements MemoryStore {
  /// Locks the row: two concurrent corrections run one after the other.
  private static final String SAID =
      "SELECT text FROM memory WHERE tenant = ? AND id = ? AND ended_at IS NULL FOR UPDATE";

  private static final String CORRECT =
      """
      UPDATE memory SET text = ?, updated_at = ?,
        approved_at = CASE WHEN kind = 'procedural' THEN ? ELSE approved_at END,
        approved_by = CASE WHEN kind = 'procedural' THEN ? ELSE approved_by END
      WHERE tenant = ? AND id = ?\
      """;

  /// The first approval stays.
  private static final String APPROVE =
      """
      UPDATE memory SET approved_at = ?, approved_by = ?
      WHERE tenant = ? AND id = ? AND kind = 'procedural' AND ended_at IS NULL
        AND approved_at IS NULL\
      """;

  private static final String REJECT =
      """
      UPDATE memory SET approved_at = NULL, approved_by = NULL
      WHERE tenant = ? AND id = ? AND kind = 'procedural' AND ended_at IS NULL
        AND approved_at IS NOT NULL\
      """;

  private static final String NOTE =
      "INSERT INTO memory_correction (tenant, id, was, at, by) VALUES (?, ?, ?, ?, ?)";

  /// The memory and all that it replaced.
  private static final String LINEAGE =
      """
      WITH RECURSIVE lineage AS (
        SELECT id FROM memory WHERE tenant = ? AND id = ? AND text IS NOT NULL
        UNION
        SELECT older.id FROM memory AS older JOIN lineage ON older.replaced_by = lineage.id
        WHERE older.tenant = ?)
      SELECT id FROM lineage\
      """;

  private static final String HASHES =
      """
      SELECT encode(sha256(convert_to(text, 'UTF8')), 'hex') FROM memory
      WHERE tenant = ? AND id = ANY (?) AND text IS NOT NULL
      UNION ALL
      SELECT encode(sha256(convert_to(was, 'UTF8')), 'hex') FROM memory_correction
      WHERE tenant = ? AND id = ANY (?)\
      """;

  /// A text's embedding reveals something of its content. Vectors are of no tenant: its work may
  /// delete those whose texts it names, and cannot reach the table.
  private static final String ERASE_VECTORS = "SELECT parley_forget_vectors(?)";

  private static final String ERASE_CORRECTIONS =
      "DELETE FROM memory_correction WHERE tenant = ? AND id = ANY (?)";

  private static final String ERASE =
      """
      UPDATE memory SET text = NULL, ended_at = coalesce(ended_at, ?), updated_at = ?
      WHERE tenant = ? AND id = ANY (?)\
      """;

  private final Database database;
  private final InstantSource clock;

  public JdbcMemories(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<List<Memory>> held(MemoryScope scope, Set<MemoryKind> kinds) {
    var owners = new HashSet<Owner>();
    for (var kind : kinds)
      owners.add(
          kind == MemoryKind.PROCEDURAL
              ? Owner.TENANT
              : Owner.person(scope.session().session(), scope.customer()));
    return database.as(
        scope.session().tenant(),
        connection -> MemoryRows.held(connection, scope.session().tenant(), owners, kinds));
  }

  @Override
  public CompletionStage<MemoryPage> list(MemoryQuery query) {
    try {
      var after = query.after().map(MemoryCursor::parse);
      return database.as(query.tenant(), connection -> MemoryRows.page(connection, query, after));
    } catch (IllegalArgumentException foreignCursor) {
      return CompletableFuture.failedStage(foreignCursor);
    }
  }

  @Override
  public CompletionStage<Optional<KeptMemory>> find(TenantId tenant, String id) {
    return database.as(tenant, connection -> MemoryRows.one(connection, tenant, Text.storable(id)));
  }

  @Override
  public CompletionStage<Optional<KeptMemory>> correct(
      TenantId tenant, String id, String text, Party by) {
    return correct(tenant, id, text, by, Optional.empty());
  }

  @Override
  public CompletionStage<Optional<KeptMemory>> correct(
      TenantId tenant, String id, String text, Party by, Act act) {
    return correct(tenant, id, text, by, Optional.of(act));
  }

  private CompletionStage<Optional<KeptMemory>> correct(
      TenantId tenant, String id, String text, Party by, Optional<Act> act) {
    var key = Text.storable(id);
    var said = Text.storable(text);
    return database.as(
        tenant,
        connection -> {
          var was = Sql.first(connection, SAID, row -> row.getString(1), tenant.value(), key);
          if (was.isPresent() && !was.get().equals(said)) {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Sql.update(connection, NOTE, tenant.value(), key, was, now, by.word());
            Sql.update(connection, CORRECT, said, now, now, by.word(), tenant.value(), key);
            var corrected = Change.of("memory-corrected", target(id), Map.of(), Map.of());
            tell(connection, tenant, act, corrected);
          }
          return MemoryRows.one(connection, tenant, key);
        });
  }

  @Override
  public CompletionStage<Optional<KeptMemory>> approve(
      TenantId tenant, String id, Approval decision, Party by) {
    return approve(tenant, id, decision, by, Optional.empty());
  }

  @Override
  public CompletionStage<Optional<KeptMemory>> approve(
      TenantId tenant, String id, Approval decision, Party by, Act act) {
    return approve(tenant, id, decision, by, Optional.of(act));
  }

  private CompletionStage<Optional<KeptMemory>> approve(
      TenantId tenant, String id, Approval decision, Party by, Optional<Act> act) {
    var key = Text.storable(id);
    return database.as(
        tenant,
        connection -> {
          int changed =
              switch (decision) {
                case APPROVE ->
                    Sql.update(
                        connection,
                        APPROVE,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        by.word(),
                        tenant.value(),
                        key);
                case REJECT -> Sql.update(connection, REJECT, tenant.value(), key);
              };
          if (changed > 0) tell(connection, tenant, act, decided(id, decision));
          return MemoryRows.one(connection, tenant, key);
        });
  }

  private static Change decided(String id, Approval decision) {
    return switch (decision) {
      case APPROVE -> Change.made("memory-approved", target(id), Map.of());
      case REJECT -> Change.gone("memory-approval-withdrawn", target(id), Map.of());
    };
  }

  private static String target(String id) {
    return "memory:" + Text.storable(id);
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String id) {
    return delete(tenant, id, Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String id, Act act) {
    return delete(tenant, id, Optional.of(act));
  }

  private CompletionStage<Boolean> delete(TenantId tenant, String id, Optional<Act> act) {
    var name = tenant.value();
    return database.as(
        tenant,
        connection -> {
          var lineage =
              Sql.query(
                  connection, LINEAGE, row -> row.getString(1), name, Text.storable(id), name);
          if (lineage.isEmpty()) return false;
          var ids = connection.createArrayOf("text", lineage.toArray());
          var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
          var hashes = Sql.query(connection, HASHES, row -> row.getString(1), name, ids, name, ids);
          Sql.update(connection, ERASE_CORRECTIONS, name, ids);
          Sql.update(connection, ERASE, now, now, name, ids);
          eraseVectors(database, connection, tenant, hashes);
          tell(connection, tenant, act, Change.gone("memory-erased", target(id), Map.of()));
          return true;
        });
  }

  /// Erases vectors of memories' texts, within the caller's transaction as the tenant.
  ///
  /// @param hashes SHA-256 of the texts, in hexadecimal digits
  public static void eraseVectors(
      Database database, Connection connection, TenantId tenant, List<String> hashes)
      throws SQLException {
    database.inMain(
        tenant,
        connection,
        main ->
            Sql.query(
                main,
                ERASE_VECTORS,
                row -> row.getString(1),
                main.createArrayOf("text", hashes.toArray())));
  }

  /// The trail is in the main database.
  private void tell(Connection connection, TenantId tenant, Optional<Act> act, Change change)
      throws SQLException {
    database.inMain(
        tenant,
        connection,
        main -> {
          AuditRows.add(main, tenant, act, change);
          return null;
        });
  }
}
