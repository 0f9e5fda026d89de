package io.parley.persistence.article;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.ArticleChange;
import io.parley.core.knowledge.ArticleHash;
import io.parley.core.knowledge.Articles;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Articles in a table. Their version rises in the transaction that changes them, which locks it
/// first: a reader of the version and then the articles may index once too often, but never too
/// seldom.
public final class JdbcArticles implements Articles {
  private static final String ALL =
      """
      SELECT ref, collection, title, tags, language, body FROM article
      WHERE tenant = ? ORDER BY ref COLLATE "C"\
      """;

  private static final String VERSION = "SELECT version FROM knowledge_version WHERE tenant = ?";

  private static final String VERSIONS =
      "SELECT tenant, version FROM knowledge_version WHERE tenant = ANY (?)";

  /// Each half stops at the limit, and reads its own index in order.
  private static final String CHANGES =
      """
      (SELECT ref, changed, collection, title, tags, language, body FROM article
       WHERE tenant = ? AND (changed, ref COLLATE "C") > (?, ?)
       ORDER BY changed, ref COLLATE "C" LIMIT ?)
      UNION ALL
      (SELECT ref, changed, NULL, NULL, NULL, NULL, NULL FROM article_removed
       WHERE tenant = ? AND (changed, ref COLLATE "C") > (?, ?)
       ORDER BY changed, ref COLLATE "C" LIMIT ?)\
      """;

  private static final String HASHES =
      """
      SELECT ref, hash FROM article WHERE tenant = ? AND ref COLLATE "C" > ?
      ORDER BY ref COLLATE "C" LIMIT ?\
      """;

  private static final String FIND =
      """
      SELECT ref, collection, title, tags, language, body FROM article
      WHERE tenant = ? AND ref = ANY (?) ORDER BY ref COLLATE "C"\
      """;

  private static final String SOME = "SELECT ref FROM article WHERE tenant = ? LIMIT ?";

  /// Of articles that Parley itself stores.
  private static final int VERSIONS_MAX = 100;

  private final Database database;

  public JdbcArticles(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<Article>> all(TenantId tenant) {
    return database.as(
        tenant, connection -> Sql.query(connection, ALL, ArticleRows::article, tenant.value()));
  }

  /// 0 before the first article.
  @Override
  public CompletionStage<Long> version(TenantId tenant) {
    return database.as(
        tenant,
        connection ->
            Sql.first(connection, VERSION, row -> row.getLong(1), tenant.value()).orElse(0L));
  }

  @Override
  public CompletionStage<Map<TenantId, Long>> versions(Set<TenantId> tenants) {
    var names = tenants.stream().map(TenantId::value).toArray();
    return database.acrossTenants(
        connection -> {
          var versions = new HashMap<TenantId, Long>();
          var rows =
              Sql.query(
                  connection,
                  VERSIONS,
                  row -> Map.entry(new TenantId(row.getString(1)), row.getLong(2)),
                  connection.createArrayOf("text", names));
          for (var row : rows) versions.put(row.getKey(), row.getValue());
          return versions;
        });
  }

  @Override
  public CompletionStage<List<ArticleChange>> changes(
      TenantId tenant, ArticleChange.Place after, int limit) {
    var half = List.<Object>of(tenant.value(), after.version(), after.ref(), limit);
    var values = Stream.concat(half.stream(), half.stream()).toArray();
    return database.as(
        tenant,
        connection ->
            Sql.query(connection, CHANGES, JdbcArticles::readChange, values).stream()
                .sorted(Comparator.comparing(ArticleChange::at))
                .limit(limit)
                .toList());
  }

  @Override
  public CompletionStage<List<ArticleHash>> hashes(TenantId tenant, String after, int limit) {
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection,
                HASHES,
                row -> new ArticleHash(row.getString(1), row.getString(2)),
                tenant.value(),
                after,
                limit));
  }

  @Override
  public CompletionStage<List<Article>> find(TenantId tenant, Collection<String> refs) {
    var wanted = refs.toArray();
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection,
                FIND,
                ArticleRows::article,
                tenant.value(),
                connection.createArrayOf("text", wanted)));
  }

  @Override
  public CompletionStage<Void> save(TenantId tenant, List<Article> articles) {
    return database.as(
        tenant,
        connection -> {
          save(connection, tenant, articles);
          return null;
        });
  }

  @Override
  public CompletionStage<Void> remove(TenantId tenant, Collection<String> refs) {
    return database.as(
        tenant,
        connection -> {
          ArticleWriter.lock(connection, tenant).delete(refs);
          return null;
        });
  }

  /// Within the caller's transaction.
  public static void save(Connection connection, TenantId tenant, List<Article> articles)
      throws SQLException {
    ArticleWriter.lock(connection, tenant)
        .put(
            articles.stream().map(article -> new DocumentDraft(article, Optional.empty())).toList(),
            Optional.empty(),
            Optional.empty(),
            VERSIONS_MAX);
  }

  /// Deletes some articles with all their versions, within the caller's transaction. Indexes learn
  /// of it as of other deletions.
  ///
  /// @return how many; 0 when there are none
  public static int removeSome(Connection connection, TenantId tenant, int max)
      throws SQLException {
    var refs = Sql.query(connection, SOME, row -> row.getString(1), tenant.value(), max);
    return refs.isEmpty() ? 0 : ArticleWriter.lock(connection, tenant).delete(refs);
  }

  private static ArticleChange readChange(ResultSet row) throws SQLException {
    var at = new ArticleChange.Place(row.getLong("changed"), row.getString("ref"));
    return new ArticleChange(
        at,
        row.getString("body") == null ? Optional.empty() : Optional.of(ArticleRows.article(row)));
  }
}
