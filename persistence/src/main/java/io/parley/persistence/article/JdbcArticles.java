package io.parley.persistence.article;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.ArticleChange;
import io.parley.core.knowledge.ArticleHash;
import io.parley.core.knowledge.Articles;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
      "SELECT ref, title, tags, body FROM article WHERE tenant = ? ORDER BY ref COLLATE \"C\"";

  private static final String VERSION = "SELECT version FROM knowledge_version WHERE tenant = ?";

  private static final String VERSIONS =
      "SELECT tenant, version FROM knowledge_version WHERE tenant = ANY (?)";

  /// Each half stops at the limit, and reads its own index in order.
  private static final String CHANGES =
      """
      (SELECT ref, changed, title, tags, body FROM article
       WHERE tenant = ? AND (changed, ref COLLATE "C") > (?, ?)
       ORDER BY changed, ref COLLATE "C" LIMIT ?)
      UNION ALL
      (SELECT ref, changed, NULL, NULL, NULL FROM article_removed
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
      SELECT ref, title, tags, body FROM article WHERE tenant = ? AND ref = ANY (?)
      ORDER BY ref COLLATE "C"\
      """;

  private static final String RISE =
      """
      INSERT INTO knowledge_version AS held (tenant, version) VALUES (?, 1)
      ON CONFLICT (tenant) DO UPDATE SET version = held.version + 1
      RETURNING version\
      """;

  private static final String SAVE =
      """
      INSERT INTO article (tenant, ref, title, tags, body, hash, changed)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, ref) DO UPDATE SET title = excluded.title, tags = excluded.tags,
        body = excluded.body, hash = excluded.hash, changed = excluded.changed\
      """;

  private static final String RETURNED =
      "DELETE FROM article_removed WHERE tenant = ? AND ref = ANY (?)";

  /// A removal is a change like others, so that every index learns of it.
  private static final String REMOVE =
      """
      WITH gone AS (DELETE FROM article WHERE tenant = ? AND ref = ANY (?) RETURNING tenant, ref)
      INSERT INTO article_removed (tenant, ref, changed) SELECT tenant, ref, ? FROM gone\
      """;

  private final Database database;

  public JdbcArticles(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<Article>> all(TenantId tenant) {
    return database.as(
        tenant, connection -> Sql.query(connection, ALL, JdbcArticles::read, tenant.value()));
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
                JdbcArticles::read,
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
    var gone = refs.toArray();
    return database.as(
        tenant,
        connection -> {
          long version = rise(connection, tenant);
          var array = connection.createArrayOf("text", gone);
          Sql.update(connection, REMOVE, tenant.value(), array, version);
          return null;
        });
  }

  /// Within the caller's transaction.
  public static void save(Connection connection, TenantId tenant, List<Article> articles)
      throws SQLException {
    long version = rise(connection, tenant);
    // of two articles with one ref the later one is stored, and one statement may write a row only
    // once
    var byRef = new LinkedHashMap<String, Article>();
    for (var article : articles) byRef.put(article.ref(), storable(article));
    var rows = new ArrayList<Object[]>();
    for (var article : byRef.values())
      rows.add(
          new Object[] {
            tenant.value(),
            article.ref(),
            article.title(),
            connection.createArrayOf("text", article.tags().toArray()),
            article.body(),
            article.hash().hash(),
            version
          });
    Sql.batch(connection, SAVE, rows);
    var refs = connection.createArrayOf("text", byRef.keySet().toArray());
    Sql.update(connection, RETURNED, tenant.value(), refs);
  }

  /// Locks the version until the end of the transaction, so that versions become visible in their
  /// order.
  private static long rise(Connection connection, TenantId tenant) throws SQLException {
    return Sql.first(connection, RISE, row -> row.getLong(1), tenant.value()).orElseThrow();
  }

  private static Article storable(Article article) {
    return new Article(
        article.ref(),
        article.collection(),
        Text.storable(article.title()),
        article.tags().stream().map(Text::storable).toList(),
        article.language(),
        Text.storable(article.body()));
  }

  private static ArticleChange readChange(ResultSet row) throws SQLException {
    var at = new ArticleChange.Place(row.getLong("changed"), row.getString("ref"));
    return new ArticleChange(
        at, row.getString("body") == null ? Optional.empty() : Optional.of(read(row)));
  }

  private static Article read(ResultSet row) throws SQLException {
    return new Article(
        row.getString("ref"),
        row.getString("title"),
        List.of((String[]) row.getArray("tags").getArray()),
        row.getString("body"));
  }
}
