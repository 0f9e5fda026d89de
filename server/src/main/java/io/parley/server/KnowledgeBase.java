package io.parley.server;

import io.parley.core.knowledge.DocumentReader;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.http.knowledge.KnowledgeStores;
import io.parley.knowledge.document.ReadFiles;
import io.parley.knowledge.document.TextReader;
import io.parley.persistence.article.JdbcCollections;
import io.parley.persistence.article.JdbcDocuments;
import io.parley.persistence.article.JdbcKnowledgeFiles;

/// The documents of the knowledge base, with the readers of files.
final class KnowledgeBase {
  private KnowledgeBase() {}

  /// @param reader of files that are no plain text
  static KnowledgeStores of(
      Storage storage, Brains brains, DocumentLimits limits, DocumentReader reader) {
    var database = storage.databases().database();
    var files = new JdbcKnowledgeFiles(database, limits);
    return new KnowledgeStores(
        new JdbcCollections(database, limits),
        new JdbcDocuments(database, limits),
        files,
        new ReadFiles(new TextReader(reader), files, limits),
        storage.repositories().articles(),
        storage.asked(),
        brains.search(),
        brains.knowledge()::version,
        limits);
  }
}
