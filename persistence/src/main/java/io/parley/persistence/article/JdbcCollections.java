package io.parley.persistence.article;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.KnowledgeCollections;
import io.parley.core.knowledge.document.Written;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.quota.StoredBytes;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// Collections in a table; see `V19__documents.sql`.
public final class JdbcCollections implements KnowledgeCollections {
  private static final String ALL =
      """
      SELECT coalesce(c.name, ?) AS name, coalesce(c.title, '') AS title,
        coalesce(c.is_public, true) AS is_public,
        (SELECT count(*) FROM article AS a
          WHERE a.tenant = ? AND a.collection = coalesce(c.name, ?)) AS documents
      FROM (SELECT name, title, is_public FROM knowledge_collection WHERE tenant = ?
        UNION ALL SELECT NULL, NULL, NULL WHERE NOT EXISTS
          (SELECT 1 FROM knowledge_collection WHERE tenant = ? AND name = ?)) AS c
      ORDER BY 1\
      """;

  private static final String EXISTS =
      "SELECT 1 FROM knowledge_collection WHERE tenant = ? AND name = ?";

  private static final String FIND =
      "SELECT title, is_public FROM knowledge_collection WHERE tenant = ? AND name = ?";

  private static final String COUNT = "SELECT count(*) FROM knowledge_collection WHERE tenant = ?";

  private static final String DOCUMENTS = "SELECT count(*) FROM article WHERE tenant = ?";

  private static final String SAVE =
      """
      INSERT INTO knowledge_collection (tenant, name, title, is_public) VALUES (?, ?, ?, ?)
      ON CONFLICT (tenant, name) DO UPDATE SET title = excluded.title,
        is_public = excluded.is_public\
      """;

  private static final String REFS = "SELECT ref FROM article WHERE tenant = ? AND collection = ?";

  private static final String DELETE =
      "DELETE FROM knowledge_collection WHERE tenant = ? AND name = ?";

  private final Database database;
  private final DocumentLimits limits;

  public JdbcCollections(Database database, DocumentLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  /// Every tenant has the default one.
  static boolean exists(Connection connection, TenantId tenant, String name) throws SQLException {
    return name.equals(KnowledgeCollection.DEFAULT)
        || Sql.first(connection, EXISTS, row -> true, tenant.value(), name).isPresent();
  }

  /// Whether the tenant has no capacity for this many further documents.
  static boolean isFull(Connection connection, TenantId tenant, DocumentLimits limits, int more)
      throws SQLException {
    int standing = Sql.first(connection, DOCUMENTS, row -> row.getInt(1), tenant.value()).orElse(0);
    return standing + more > limits.documentsMax();
  }

  /// Whether what was written in this transaction is more than the organisation may store.
  static Optional<Written.StorageFull> storageFull(
      Connection connection, TenantId tenant, ArticleWriter.Counts counts) throws SQLException {
    if (counts.added() + counts.changed() == 0) return Optional.empty();
    var exceeded = StoredBytes.exceeded(connection, tenant);
    return exceeded.isPresent()
        ? Optional.of(new Written.StorageFull(exceeded.getAsLong()))
        : Optional.empty();
  }

  @Override
  public CompletionStage<List<Counted>> all(TenantId tenant) {
    var name = tenant.value();
    var standard = KnowledgeCollection.DEFAULT;
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection,
                ALL,
                row ->
                    new Counted(
                        new KnowledgeCollection(
                            row.getString("name"),
                            row.getString("title"),
                            row.getBoolean("is_public")),
                        row.getInt("documents")),
                standard,
                name,
                standard,
                name,
                name,
                standard));
  }

  @Override
  public CompletionStage<Optional<KnowledgeCollection>> find(TenantId tenant, String name) {
    return database.as(tenant, connection -> find(connection, tenant, name));
  }

  private static Optional<KnowledgeCollection> find(
      Connection connection, TenantId tenant, String name) throws SQLException {
    return Sql.first(
            connection,
            FIND,
            row ->
                new KnowledgeCollection(name, row.getString("title"), row.getBoolean("is_public")),
            tenant.value(),
            Text.storable(name))
        .or(() -> standard(name));
  }

  /// Until it is given a title, or made private, the default collection has no row.
  private static Optional<KnowledgeCollection> standard(String name) {
    return name.equals(KnowledgeCollection.DEFAULT)
        ? Optional.of(new KnowledgeCollection(name, "", true))
        : Optional.empty();
  }

  @Override
  public CompletionStage<Boolean> save(TenantId tenant, KnowledgeCollection collection) {
    return save(tenant, collection, Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> save(TenantId tenant, KnowledgeCollection collection, Act act) {
    return save(tenant, collection, Optional.of(act));
  }

  private CompletionStage<Boolean> save(
      TenantId tenant, KnowledgeCollection collection, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          ArticleWriter.lock(connection, tenant);
          var before = find(connection, tenant, collection.name());
          int count = Sql.first(connection, COUNT, row -> row.getInt(1), tenant.value()).orElse(0);
          if (before.isEmpty() && count >= limits.collectionsMax()) return false;
          Sql.update(
              connection,
              SAVE,
              tenant.value(),
              collection.name(),
              Text.storable(collection.title()),
              collection.isPublic());
          if (!before.equals(Optional.of(collection)))
            AuditRows.add(connection, tenant, act, stored(before, collection));
          return true;
        });
  }

  @Override
  public CompletionStage<OptionalLong> delete(TenantId tenant, String name) {
    return delete(tenant, name, Optional.empty());
  }

  @Override
  public CompletionStage<OptionalLong> delete(TenantId tenant, String name, Act act) {
    return delete(tenant, name, Optional.of(act));
  }

  private CompletionStage<OptionalLong> delete(TenantId tenant, String name, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          if (!exists(connection, tenant, name)) return OptionalLong.empty();
          var writer = ArticleWriter.lock(connection, tenant);
          int documents =
              writer.delete(
                  Sql.query(connection, REFS, row -> row.getString(1), tenant.value(), name));
          Sql.update(connection, DELETE, tenant.value(), name);
          var fields = Map.of("documents", Integer.toString(documents));
          var gone = Change.gone("collection-deleted", target(name), fields);
          AuditRows.add(connection, tenant, act, gone);
          return OptionalLong.of(writer.version());
        });
  }

  private static Change stored(Optional<KnowledgeCollection> before, KnowledgeCollection now) {
    return Change.of(
        "collection-stored",
        target(now.name()),
        before.map(JdbcCollections::fields).orElse(Map.of()),
        fields(now));
  }

  /// All that the audit trail tells of a collection.
  private static Map<String, String> fields(KnowledgeCollection collection) {
    return Map.of("public", Boolean.toString(collection.isPublic()));
  }

  private static String target(String name) {
    return "collection:" + name;
  }
}
