package io.parley.bench.knowledge;

import io.parley.core.knowledge.Article;
import io.parley.core.model.Embedder;
import io.parley.knowledge.search.IndexedPassage;
import io.parley.knowledge.search.PassageDocument;
import io.parley.knowledge.search.PassageSearch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;

/// Parley's own search, over an index in memory; with an embedder, or by words alone.
final class PassageRanker implements Ranker {
  private static final int PASSAGE_CHARS = 1_200;
  private static final int CANDIDATES = 24;

  private final Optional<Embedder> embedder;
  private final PassageSearch search;

  PassageRanker(List<Article> articles, Optional<Embedder> embedder) throws IOException {
    this.embedder = embedder;
    var directory = new ByteBuffersDirectory();
    var config = new IndexWriterConfig(PassageDocument.analyzer());
    try (var writer = new IndexWriter(directory, config)) {
      for (var article : articles)
        for (var passage : IndexedPassage.of(article, PASSAGE_CHARS))
          writer.addDocument(
              PassageDocument.of(
                  passage, embedder.map(model -> model.embed(passage.texts())).orElse(List.of())));
    }
    this.search = new PassageSearch(new IndexSearcher(DirectoryReader.open(directory)), CANDIDATES);
  }

  @Override
  public List<Hit> search(String question) throws IOException {
    return search
        .search(question, embedder.map(model -> model.embed(question)), Set.of(), Quality.DEPTH)
        .stream()
        .map(passage -> new Hit(Place.of(passage.ref(), passage.text()), passage.score()))
        .toList();
  }
}
