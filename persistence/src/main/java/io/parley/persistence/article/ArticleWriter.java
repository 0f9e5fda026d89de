package io.parley.persistence.article;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.document.Document.FileStamp;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes articles of one tenant within one transaction, which locks the version of the tenant's
/// knowledge first: writers of a tenant come one after the other. The version rises once, if
/// anything changed.
final class ArticleWriter {
  private static final String FIRST =
      "INSERT INTO knowledge_version (tenant, version) VALUES (?, 0) ON CONFLICT DO NOTHING";

  private static final String LOCK =
      "SELECT version FROM knowledge_version WHERE tenant = ? FOR UPDATE";

  private static final String RISE = "UPDATE knowledge_version SET version = ? WHERE tenant = ?";

  /// Of deleted ones only their number is left.
  private static final String STANDING =
      """
      SELECT ref, hash, version, false AS deleted, collection, file, source FROM article
      WHERE tenant = ? AND ref = ANY (?)
      UNION ALL
      SELECT ref, '', version, true, '', NULL, NULL FROM article_removed
      WHERE tenant = ? AND ref = ANY (?)\
      """;

  private static final String PUT =
      """
      INSERT INTO article (tenant, ref, title, tags, body, collection, language, source, file,
        file_hash, hash, version, changed, updated_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, ref) DO UPDATE SET title = excluded.title, tags = excluded.tags,
        body = excluded.body, collection = excluded.collection, language = excluded.language,
        source = excluded.source, file = excluded.file, file_hash = excluded.file_hash,
        hash = excluded.hash, version = excluded.version, changed = excluded.changed,
        updated_by = excluded.updated_by, updated_at = now()\
      """;

  private static final String KEEP =
      """
      INSERT INTO article_version (tenant, ref, version, collection, title, tags, language, source,
        body, updated_at, updated_by)
      SELECT tenant, ref, version, collection, title, tags, language, source, body, updated_at,
        updated_by
      FROM article WHERE tenant = ? AND ref = ANY (?)\
      """;

  private static final String FORGET =
      """
      DELETE FROM article_version AS old USING article
      WHERE article.tenant = ? AND article.ref = ANY (?) AND old.tenant = article.tenant
        AND old.ref = article.ref AND old.version <= article.version - ?\
      """;

  /// The same texts from another edition of their file.
  private static final String RESTAMP =
      "UPDATE article SET file = ?, file_hash = ? WHERE tenant = ? AND ref = ANY (?)";

  private static final String RETURNED =
      "DELETE FROM article_removed WHERE tenant = ? AND ref = ANY (?)";

  /// A removal is a change like others, so that every index learns of it.
  private static final String DELETE =
      """
      WITH gone AS (
        DELETE FROM article WHERE tenant = ? AND ref = ANY (?) RETURNING tenant, ref, version)
      INSERT INTO article_removed (tenant, ref, changed, version)
      SELECT tenant, ref, ?, version FROM gone\
      """;

  private static final String DELETE_VERSIONS =
      "DELETE FROM article_version WHERE tenant = ? AND ref = ANY (?)";

  private final Connection connection;
  private final String tenant;
  private final long version;
  private boolean risen;

  private ArticleWriter(Connection connection, String tenant, long version) {
    this.connection = connection;
    this.tenant = tenant;
    this.version = version;
  }

  /// @param deleted whether only its number is left
  record Standing(
      String hash,
      int version,
      boolean deleted,
      String collection,
      Optional<String> file,
      Optional<String> source) {
    boolean has(DocumentDraft draft) {
      return !deleted
          && hash.equals(draft.article().hash().hash())
          && source.equals(draft.source());
    }

    boolean isOf(String otherCollection, String otherFile) {
      return collection.equals(otherCollection) && file.equals(Optional.of(otherFile));
    }
  }

  record Counts(int added, int changed) {}

  /// Waits for other writers of the tenant.
  static ArticleWriter lock(Connection connection, TenantId tenant) throws SQLException {
    Sql.update(connection, FIRST, tenant.value());
    long version =
        Sql.first(connection, LOCK, row -> row.getLong(1), tenant.value())
            .orElseThrow(() -> new IllegalStateException("the version's row is gone"));
    return new ArticleWriter(connection, tenant.value(), version);
  }

  /// The version of the tenant's knowledge, with this transaction.
  long version() {
    return risen ? version + 1 : version;
  }

  Map<String, Standing> standing(Collection<String> refs) throws SQLException {
    var found = new HashMap<String, Standing>();
    Sql.query(
        connection,
        STANDING,
        row ->
            found.put(
                row.getString("ref"),
                new Standing(
                    row.getString("hash"),
                    row.getInt("version"),
                    row.getBoolean("deleted"),
                    row.getString("collection"),
                    Sql.text(row, "file"),
                    Sql.text(row, "source"))),
        tenant,
        array(refs),
        tenant,
        array(refs));
    return found;
  }

  /// Of two drafts with one ref the later one is stored.
  ///
  /// @param stamp the file of all of them
  /// @param by a party's word; empty for Parley itself
  /// @param versionsMax how many versions of each are kept
  Counts put(
      List<DocumentDraft> drafts, Optional<FileStamp> stamp, Optional<String> by, int versionsMax)
      throws SQLException {
    var byRef = new LinkedHashMap<String, DocumentDraft>();
    for (var draft : drafts) byRef.put(draft.article().ref(), storable(draft));
    var standing = standing(byRef.keySet());
    var rows = new ArrayList<Object[]>();
    var changed = new ArrayList<String>();
    int added = 0;
    for (var draft : byRef.values()) {
      var ref = draft.article().ref();
      var old = standing.get(ref);
      if (old != null && old.has(draft)) continue;
      if (old == null || old.deleted()) added++;
      changed.add(ref);
      rows.add(row(draft, stamp, by, old == null ? 1 : old.version() + 1));
    }
    if (!rows.isEmpty()) {
      rise();
      Sql.batch(connection, PUT, rows);
      Sql.update(connection, RETURNED, tenant, array(changed));
      Sql.update(connection, KEEP, tenant, array(changed));
      Sql.update(connection, FORGET, tenant, array(changed), versionsMax);
    }
    if (stamp.isPresent())
      Sql.update(
          connection,
          RESTAMP,
          Text.storable(stamp.get().name()),
          stamp.get().hash(),
          tenant,
          array(byRef.keySet()));
    return new Counts(added, changed.size() - added);
  }

  /// @return how many there were
  int delete(Collection<String> refs) throws SQLException {
    if (refs.isEmpty()) return 0;
    int deleted = Sql.update(connection, DELETE, tenant, array(refs), version + 1);
    if (deleted == 0) return 0;
    rise();
    Sql.update(connection, DELETE_VERSIONS, tenant, array(refs));
    return deleted;
  }

  private void rise() throws SQLException {
    if (risen) return;
    Sql.update(connection, RISE, version + 1, tenant);
    risen = true;
  }

  private Object[] row(
      DocumentDraft draft, Optional<FileStamp> stamp, Optional<String> by, int number)
      throws SQLException {
    var article = draft.article();
    return new Object[] {
      tenant,
      article.ref(),
      article.title(),
      array(article.tags()),
      article.body(),
      article.collection(),
      article.language(),
      draft.source(),
      stamp.map(FileStamp::name).map(Text::storable),
      stamp.map(FileStamp::hash),
      article.hash().hash(),
      number,
      version + 1,
      by
    };
  }

  private Array array(Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray(String[]::new));
  }

  /// Its hash is that of the stored text.
  private static DocumentDraft storable(DocumentDraft draft) {
    var article = draft.article();
    return new DocumentDraft(
        new Article(
            article.ref(),
            article.collection(),
            Text.storable(article.title()),
            article.tags().stream().map(Text::storable).toList(),
            article.language(),
            Text.storable(article.body())),
        draft.source().map(Text::storable));
  }
}
