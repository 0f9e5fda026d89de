package io.parley.persistence.article;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.knowledge.document.Document;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.DocumentQuery;
import io.parley.core.knowledge.document.Documents;
import io.parley.core.knowledge.document.Written;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// Documents in tables; see `V19__documents.sql`.
public final class JdbcDocuments implements Documents {
  /// A listing shows no bodies.
  private static final String LIST =
      """
      SELECT ref, collection, title, tags, language, '' AS body, source, file, file_hash, version,
        updated_at, updated_by
      FROM article
      WHERE tenant = ?
        AND (?::text IS NULL OR collection = ?)
        AND (?::text IS NULL OR ? = ANY (tags))
        AND (?::text IS NULL OR position(lower(?) IN lower(title)) > 0
          OR position(lower(?) IN lower(ref)) > 0)
        AND (?::text IS NULL OR ref COLLATE "C" > ?)
      ORDER BY ref COLLATE "C" LIMIT ?\
      """;

  private static final String FIND =
      """
      SELECT ref, collection, title, tags, language, body, source, file, file_hash, version,
        updated_at, updated_by
      FROM article WHERE tenant = ? AND ref = ?\
      """;

  private static final String FIND_VERSION =
      """
      SELECT ref, collection, title, tags, language, body, source, NULL AS file, NULL AS file_hash,
        version, updated_at, updated_by
      FROM article_version WHERE tenant = ? AND ref = ? AND version = ?\
      """;

  private static final String VERSIONS =
      """
      SELECT ref, collection, title, tags, language, '' AS body, source, NULL AS file,
        NULL AS file_hash, version, updated_at, updated_by
      FROM article_version WHERE tenant = ? AND ref = ? ORDER BY version DESC\
      """;

  private final Database database;
  private final DocumentLimits limits;

  public JdbcDocuments(Database database, DocumentLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  @Override
  public CompletionStage<List<Document>> list(DocumentQuery query) {
    var label = query.label().map(Text::storable);
    var text = query.text().map(Text::storable);
    var after = query.after().map(Text::storable);
    return database.as(
        query.tenant(),
        connection ->
            Sql.query(
                connection,
                LIST,
                ArticleRows::document,
                query.tenant().value(),
                query.collection(),
                query.collection(),
                label,
                label,
                text,
                text,
                text,
                after,
                after,
                query.limit()));
  }

  @Override
  public CompletionStage<Optional<Document>> find(TenantId tenant, String ref) {
    return database.as(
        tenant,
        connection ->
            Sql.first(connection, FIND, ArticleRows::document, tenant.value(), Text.storable(ref)));
  }

  @Override
  public CompletionStage<Optional<Document>> find(TenantId tenant, String ref, int version) {
    return database.as(
        tenant,
        connection ->
            Sql.first(
                connection,
                FIND_VERSION,
                ArticleRows::document,
                tenant.value(),
                Text.storable(ref),
                version));
  }

  @Override
  public CompletionStage<List<Document>> versions(TenantId tenant, String ref) {
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection, VERSIONS, ArticleRows::document, tenant.value(), Text.storable(ref)));
  }

  @Override
  public CompletionStage<Written> write(
      TenantId tenant, DocumentDraft draft, Optional<Integer> expected, Party by) {
    return database.as(tenant, connection -> write(connection, tenant, draft, expected, by));
  }

  @Override
  public CompletionStage<Written> write(
      TenantId tenant, DocumentDraft draft, Optional<Integer> expected, Party by, Act act) {
    return database.as(
        tenant,
        connection -> {
          var written = write(connection, tenant, draft, expected, by);
          if (written instanceof Written.Stored stored && stored.added() + stored.changed() > 0) {
            // no title: that of an answer is a customer's question, and a trail is never erased
            var article = draft.article();
            var fields = Map.of("collection", article.collection());
            var change = Change.made("document-written", target(article.ref()), fields);
            AuditRows.add(connection, tenant, act, List.of(change));
          }
          return written;
        });
  }

  /// Within the caller's transaction, which is rolled back when too much would be stored.
  private Written write(
      Connection connection,
      TenantId tenant,
      DocumentDraft draft,
      Optional<Integer> expected,
      Party by)
      throws SQLException {
    var article = draft.article();
    if (!JdbcCollections.exists(connection, tenant, article.collection()))
      return new Written.NoSuchCollection();
    var writer = ArticleWriter.lock(connection, tenant);
    var standing =
        Optional.ofNullable(writer.standing(List.of(article.ref())).get(article.ref()))
            .filter(old -> !old.deleted());
    int newest = standing.map(ArticleWriter.Standing::version).orElse(0);
    if (expected.isPresent() && expected.get() != newest) return new Written.VersionDiffers(newest);
    if (standing.isEmpty() && JdbcCollections.isFull(connection, tenant, limits, 1))
      return new Written.TooMany(limits.documentsMax());
    var counts =
        writer.put(List.of(draft), Optional.empty(), Optional.of(by.word()), limits.versionsMax());
    var full = JdbcCollections.storageFull(connection, tenant, counts);
    if (full.isPresent()) {
      connection.rollback();
      return full.get();
    }
    return new Written.Stored(
        List.of(article.ref()), counts.added(), counts.changed(), 0, writer.version());
  }

  @Override
  public CompletionStage<OptionalLong> delete(TenantId tenant, String ref) {
    return delete(tenant, ref, Optional.empty());
  }

  @Override
  public CompletionStage<OptionalLong> delete(TenantId tenant, String ref, Act act) {
    return delete(tenant, ref, Optional.of(act));
  }

  private CompletionStage<OptionalLong> delete(TenantId tenant, String ref, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          var writer = ArticleWriter.lock(connection, tenant);
          if (writer.delete(List.of(Text.storable(ref))) == 0) return OptionalLong.empty();
          var gone = Change.gone("document-deleted", target(ref), Map.of());
          AuditRows.add(connection, tenant, act, gone);
          return OptionalLong.of(writer.version());
        });
  }

  private static String target(String ref) {
    return "document:" + Text.storable(ref);
  }
}
