package io.parley.persistence.article;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.document.Document.FileStamp;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.DocumentRefs;
import io.parley.core.knowledge.document.KnowledgeFiles;
import io.parley.core.knowledge.document.Written;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Documents by their files, in the rows of [JdbcDocuments].
public final class JdbcKnowledgeFiles implements KnowledgeFiles {
  private static final String FILES =
      """
      SELECT DISTINCT ON (file COLLATE "C") file, file_hash, tags,
        count(*) OVER (PARTITION BY file) AS documents
      FROM article
      WHERE tenant = ? AND collection = ? AND file IS NOT NULL
        AND (?::text IS NULL OR file COLLATE "C" > ?)
      ORDER BY file COLLATE "C", ref LIMIT ?\
      """;

  private static final String REFS =
      """
      SELECT ref FROM article
      WHERE tenant = ? AND collection = ? AND file = ?\
      """;

  private final Database database;
  private final DocumentLimits limits;

  public JdbcKnowledgeFiles(Database database, DocumentLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  @Override
  public CompletionStage<List<StoredFile>> files(
      TenantId tenant, String collection, Optional<String> after, int limit) {
    var from = after.map(Text::storable);
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection,
                FILES,
                row ->
                    new StoredFile(
                        new FileStamp(row.getString("file"), row.getString("file_hash")),
                        row.getInt("documents"),
                        ArticleRows.labels(row)),
                tenant.value(),
                collection,
                from,
                from,
                limit));
  }

  @Override
  public CompletionStage<Written> replace(TenantId tenant, FileTexts file, Party by) {
    return database.as(tenant, connection -> replace(connection, tenant, file, by));
  }

  @Override
  public CompletionStage<Written> replace(TenantId tenant, FileTexts file, Party by, Act act) {
    return database.as(
        tenant,
        connection -> {
          var written = replace(connection, tenant, file, by);
          if (written instanceof Written.Stored stored && !stored.isUnchanged()) {
            var fields =
                Map.of(
                    "added",
                    Integer.toString(stored.added()),
                    "changed",
                    Integer.toString(stored.changed()),
                    "deleted",
                    Integer.toString(stored.deleted()));
            var target = target(file.collection(), file.stamp().name());
            var change = Change.made("file-stored", target, fields);
            AuditRows.add(connection, tenant, act, List.of(change));
          }
          return written;
        });
  }

  private static String target(String collection, String name) {
    return "file:" + collection + "/" + Text.storable(name);
  }

  /// Within the caller's transaction, which is rolled back when there are too many documents or
  /// bytes.
  Written replace(Connection connection, TenantId tenant, FileTexts file, Party by)
      throws SQLException {
    if (!JdbcCollections.exists(connection, tenant, file.collection()))
      return new Written.NoSuchCollection();
    var writer = ArticleWriter.lock(connection, tenant);
    var before = new LinkedHashSet<>(refs(connection, tenant, file.collection(), file.stamp()));
    var drafts = drafts(writer, file);
    for (var draft : drafts) before.remove(draft.article().ref());
    int deleted = writer.delete(before);
    var counts =
        writer.put(drafts, Optional.of(file.stamp()), Optional.of(by.word()), limits.versionsMax());
    if (counts.added() > 0 && JdbcCollections.isFull(connection, tenant, limits, 0)) {
      connection.rollback();
      return new Written.TooMany(limits.documentsMax());
    }
    var full = JdbcCollections.storageFull(connection, tenant, counts);
    if (full.isPresent()) {
      connection.rollback();
      return full.get();
    }
    return new Written.Stored(
        drafts.stream().map(draft -> draft.article().ref()).distinct().toList(),
        counts.added(),
        counts.changed(),
        deleted,
        writer.version());
  }

  /// The same file gets the same refs, as long as no other document takes them.
  private static List<DocumentDraft> drafts(ArticleWriter writer, FileTexts file)
      throws SQLException {
    var name = file.stamp().name();
    var wanted = file.documents().stream().map(each -> DocumentRefs.of(name, each.key())).toList();
    var standing = writer.standing(wanted);
    var used = new LinkedHashSet<String>();
    var drafts = new ArrayList<DocumentDraft>();
    for (int i = 0; i < wanted.size(); i++) {
      var text = file.documents().get(i);
      var ref = wanted.get(i);
      var other = standing.get(ref);
      boolean taken =
          !used.add(ref)
              || (other != null && !other.deleted() && !other.isOf(file.collection(), name));
      drafts.add(
          draft(
              file,
              text,
              taken ? DocumentRefs.another(ref, file.collection(), name, text.key()) : ref));
    }
    return drafts;
  }

  private static DocumentDraft draft(FileTexts file, ReadDocument text, String ref) {
    return new DocumentDraft(
        new Article(
            ref,
            file.collection(),
            text.title().orElse(file.stamp().name()),
            Stream.concat(file.labels().stream(), text.labels().stream()).distinct().toList(),
            text.language().or(file::language),
            text.body()),
        text.source());
  }

  @Override
  public CompletionStage<OptionalLong> delete(TenantId tenant, String collection, String name) {
    return database.as(tenant, connection -> delete(connection, tenant, collection, name));
  }

  @Override
  public CompletionStage<OptionalLong> delete(
      TenantId tenant, String collection, String name, Act act) {
    return database.as(
        tenant,
        connection -> {
          var version = delete(connection, tenant, collection, name);
          if (version.isPresent()) {
            var gone = Change.gone("file-deleted", target(collection, name), Map.of());
            AuditRows.add(connection, tenant, act, List.of(gone));
          }
          return version;
        });
  }

  /// Within the caller's transaction.
  OptionalLong delete(Connection connection, TenantId tenant, String collection, String name)
      throws SQLException {
    var writer = ArticleWriter.lock(connection, tenant);
    int deleted = writer.delete(refs(connection, tenant, collection, new FileStamp(name, "")));
    return deleted == 0 ? OptionalLong.empty() : OptionalLong.of(writer.version());
  }

  private static List<String> refs(
      Connection connection, TenantId tenant, String collection, FileStamp stamp)
      throws SQLException {
    return Sql.query(
        connection,
        REFS,
        row -> row.getString(1),
        tenant.value(),
        collection,
        Text.storable(stamp.name()));
  }
}
