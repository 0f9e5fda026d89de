package io.parley.persistence.article;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.Articles;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Articles in a table. Their version rises in the transaction that changes them, which locks it
/// first: a reader of the version and then the articles may index once too often, but never too
/// seldom.
public final class JdbcArticles implements Articles {
  private static final String ALL =
      """
      SELECT ref, collection, title, tags, language, body FROM article
      WHERE tenant = ? AND NOT deleted ORDER BY ref COLLATE "C"\
      """;

  private static final String VERSION = "SELECT version FROM knowledge_version WHERE tenant = ?";

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
  public CompletionStage<Void> save(TenantId tenant, List<Article> articles) {
    return database.as(
        tenant,
        connection -> {
          save(connection, tenant, articles);
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
}
