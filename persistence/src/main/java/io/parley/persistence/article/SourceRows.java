package io.parley.persistence.article;

import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads rows of sources, their pages and runs, and deletes their documents; see
/// `V23__knowledge_source.sql` and `V32__knowledge_source_login.sql`.
final class SourceRows {
  /// Of all collections: a source that was moved may have left some behind.
  private static final String REFS =
      "SELECT ref FROM article WHERE tenant = ? AND file IS NOT NULL AND starts_with(file, ?)";

  private SourceRows() {}

  static KnowledgeSource source(ResultSet row) throws SQLException {
    var loginUser = Sql.text(row, "login_user");
    return new KnowledgeSource(
        row.getString("id"),
        row.getString("collection"),
        KnowledgeSource.Kind.of(row.getString("kind")).orElseThrow(),
        URI.create(row.getString("url")),
        Optional.ofNullable(row.getObject("every_seconds", Long.class)).map(Duration::ofSeconds),
        new KnowledgeSource.Reading(
            Optional.ofNullable(row.getObject("pages", Integer.class))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty()),
            Sql.texts(row, "paths"),
            Sql.texts(row, "labels"),
            Sql.text(row, "language"),
            Sql.text(row, "login_secret")
                .map(secret -> new KnowledgeSource.Login(secret, loginUser))),
        Sql.text(row, "hook"));
  }

  static SeenPage page(ResultSet row) throws SQLException {
    return new SeenPage(
        row.getString("url"),
        Sql.text(row, "etag"),
        Sql.text(row, "last_modified"),
        row.getString("hash"),
        Sql.texts(row, "links"),
        row.getBoolean("has_text"),
        row.getBoolean("is_settled"));
  }

  static SourceRun run(ResultSet row) throws SQLException {
    var ended = Sql.instantIfAny(row, "ended_at");
    return new SourceRun(
        row.getLong("run_id"),
        Sql.instant(row, "begun_at"),
        row.getBoolean("forced"),
        ended,
        ended.isEmpty() ? Optional.empty() : Optional.of(result(row)));
  }

  private static SourceRun.Result result(ResultSet row) throws SQLException {
    return new SourceRun.Result(
        row.getInt("requested"),
        row.getInt("stored"),
        row.getInt("unchanged"),
        row.getInt("removed"),
        row.getInt("held"),
        row.getInt("skipped"),
        row.getInt("failed"),
        row.getBoolean("is_complete"),
        Sql.text(row, "error"),
        Sql.texts(row, "problems"));
  }

  /// Within the caller's transaction.
  static void deleteDocuments(Connection connection, TenantId tenant, String source)
      throws SQLException {
    var writer = ArticleWriter.lock(connection, tenant);
    writer.delete(
        Sql.query(connection, REFS, row -> row.getString(1), tenant.value(), "@" + source + "/"));
  }
}
