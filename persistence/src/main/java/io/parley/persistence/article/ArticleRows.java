package io.parley.persistence.article;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.document.Document;
import io.parley.core.knowledge.document.Document.FileStamp;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Reads rows of `article` and `article_version`.
final class ArticleRows {
  private ArticleRows() {}

  static Article article(ResultSet row) throws SQLException {
    return new Article(
        row.getString("ref"),
        row.getString("collection"),
        row.getString("title"),
        labels(row),
        Sql.text(row, "language"),
        row.getString("body"));
  }

  static Document document(ResultSet row) throws SQLException {
    return new Document(
        article(row),
        Sql.text(row, "source"),
        file(row),
        row.getInt("version"),
        Sql.instant(row, "updated_at"),
        Sql.text(row, "updated_by"));
  }

  static List<String> labels(ResultSet row) throws SQLException {
    return Sql.texts(row, "tags");
  }

  private static Optional<FileStamp> file(ResultSet row) throws SQLException {
    var name = row.getString("file");
    return name == null
        ? Optional.empty()
        : Optional.of(new FileStamp(name, row.getString("file_hash")));
  }
}
