package io.parley.knowledge.index;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.knowledge.search.IndexedPassage;
import io.parley.knowledge.search.PassageDocument;
import io.parley.knowledge.search.PassageSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;

/// One tenant's knowledge base as it was at one version, searchable, in memory, never changed.
///
/// There is nothing to close: the directory is on the heap, and is collected after its last search.
final class TenantIndex {
  private final long version;
  private final PassageSearch search;

  private TenantIndex(long version, PassageSearch search) {
    this.version = version;
    this.search = search;
  }

  /// @param vectors by the hash of what they stand for, see [IndexedPassage#texts]
  static TenantIndex of(
      long version, List<IndexedPassage> passages, Map<String, float[]> vectors, int candidates) {
    try {
      var directory = new ByteBuffersDirectory();
      var config = new IndexWriterConfig(PassageDocument.analyzer());
      try (var writer = new IndexWriter(directory, config)) {
        for (var passage : passages) {
          var made = passage.texts().stream().map(ContentHash::of).map(vectors::get).toList();
          writer.addDocument(PassageDocument.of(passage, made));
        }
        writer.forceMerge(1); // one segment is searched faster
      }
      var searcher = new IndexSearcher(DirectoryReader.open(directory));
      return new TenantIndex(version, new PassageSearch(searcher, candidates));
    } catch (IOException e) {
      throw new UncheckedIOException("the index in memory failed", e);
    }
  }

  long version() {
    return version;
  }

  /// @param vector of the query's text
  List<Passage> search(KnowledgeQuery query, float[] vector) {
    try {
      return search.search(query.text(), Optional.of(vector), query.collections(), query.limit());
    } catch (IOException e) {
      throw new UncheckedIOException("the index in memory failed", e);
    }
  }
}
