package io.parley.persistence.article;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.Articles;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Articles in a table. Their version rises in the transaction that changes them, which locks it
/// first: a reader of the version and then the articles may index once too often, but never too
/// seldom.
public final class JdbcArticles implements Articles {
  private static final String ALL =
      "SELECT ref, title, tags, body FROM article WHERE tenant = ? ORDER BY ref COLLATE \"C\"";

  private static final String VERSION = "SELECT version FROM knowledge_version WHERE tenant = ?";

  private static final String RISE =
      """
      INSERT INTO knowledge_version AS held (tenant, version) VALUES (?, 1)
      ON CONFLICT (tenant) DO UPDATE SET version = held.version + 1\
      """;

  private static final String SAVE =
      """
      INSERT INTO article (tenant, ref, title, tags, body) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, ref) DO UPDATE SET title = excluded.title, tags = excluded.tags,
        body = excluded.body\
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
    Sql.update(connection, RISE, tenant.value());
    // of two articles with one ref the later one is stored, and one statement may write a row only
    // once
    var byRef = new LinkedHashMap<String, Article>();
    for (var article : articles) byRef.put(article.ref(), article);
    var rows = new ArrayList<Object[]>();
    for (var article : byRef.values())
      rows.add(
          new Object[] {
            tenant.value(),
            article.ref(),
            Text.storable(article.title()),
            connection.createArrayOf(
                "text", article.tags().stream().map(Text::storable).toArray(String[]::new)),
            Text.storable(article.body())
          });
    Sql.batch(connection, SAVE, rows);
  }

  private static Article read(ResultSet row) throws SQLException {
    return new Article(
        row.getString("ref"),
        row.getString("title"),
        List.of((String[]) row.getArray("tags").getArray()),
        row.getString("body"));
  }
}
