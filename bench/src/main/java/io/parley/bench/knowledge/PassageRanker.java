package io.parley.bench.knowledge;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Reranker;
import io.parley.core.model.Embedder;
import io.parley.knowledge.rerank.RerankedKnowledge;
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
  private final Optional<Reranker> reranker;

  PassageRanker(List<Article> articles, Optional<Embedder> embedder) throws IOException {
    this.embedder = embedder;
    this.reranker = Optional.empty();
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

  private PassageRanker(
      Optional<Embedder> embedder, PassageSearch search, Optional<Reranker> reranker) {
    this.embedder = embedder;
    this.search = search;
    this.reranker = reranker;
  }

  /// The same search, with another order.
  PassageRanker reranked(Reranker by) {
    return new PassageRanker(embedder, search, Optional.of(by));
  }

  @Override
  public List<Hit> search(String question) throws IOException {
    var vector = embedder.map(model -> model.embed(question));
    var found = search.search(question, vector, Set.of(), KnowledgeQuery.LIMIT_MAX);
    return reranker
        .map(by -> RerankedKnowledge.reordered(question, found, by, KnowledgeQuery.LIMIT_MAX))
        .orElse(found)
        .stream()
        .limit(Quality.DEPTH)
        .map(passage -> new Hit(Place.of(passage.ref(), passage.text()), passage.score()))
        .toList();
  }
}
