package io.parley.knowledge.search;

import io.parley.core.knowledge.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/// Searches the passages of one index.
///
/// Three searches offer candidates: BM25 over the words, HNSW over the vectors of the passages, and
/// HNSW over those of their headings (which are often the question itself). The [Evidence] for each
/// candidate is measured exactly, and [Relevance] scores and orders them.
public final class PassageSearch {
  private final IndexSearcher searcher;
  private final IndexReader reader;
  private final int candidates;

  /// @param candidates how many passages each of the searches offers
  public PassageSearch(IndexSearcher searcher, int candidates) {
    this.searcher = searcher;
    this.reader = searcher.getIndexReader();
    this.candidates = candidates;
  }

  /// @param vector of `text`; empty: the search is by words alone
  /// @param collections see [io.parley.core.knowledge.KnowledgeQuery#collections]
  /// @return best first
  public List<Passage> search(
      String text, Optional<float[]> vector, Set<String> collections, int limit)
      throws IOException {
    var found = new ArrayList<>(evidence(text, vector, collections));
    found.sort(Comparator.comparingDouble(Found::score).reversed());
    var stored = reader.storedFields();
    var passages = new ArrayList<Passage>(limit);
    for (var best : found.subList(0, Math.min(limit, found.size()))) {
      var piece = PassageDocument.piece(stored.document(best.document()));
      passages.add(
          new Passage(piece.title(), piece.ref(), piece.anchor(), piece.text(), best.score()));
    }
    return passages;
  }

  /// @param document its number in the index
  record Found(int document, Evidence evidence, double score) {}

  /// All candidates, in order of their numbers.
  List<Found> evidence(String text, Optional<float[]> vector, Set<String> collections)
      throws IOException {
    var question = Question.of(text, reader);
    var documents = candidates(question, vector, filter(collections));
    var body = Cosines.of(reader, PassageDocument.BODY, documents, vector);
    var heading = Cosines.of(reader, PassageDocument.HEADING, documents, vector);
    var found = new ArrayList<Found>(documents.length);
    for (var asked : question.words().entrySet()) {
      var fields = asked.getKey();
      var words = WordEvidence.of(reader, fields, asked.getValue(), documents);
      for (int i = 0; i < documents.length; i++) {
        if (!words.present[i]) continue;
        var evidence =
            new Evidence(
                words.coverage[i],
                words.weight[i],
                words.head[i],
                words.opening[i] > 0,
                body[i],
                heading[i],
                question.isForeign(fields));
        found.add(new Found(documents[i], evidence, Relevance.of(evidence, fields.language())));
      }
    }
    return found;
  }

  /// @return ascending
  private int[] candidates(Question question, Optional<float[]> vector, Optional<Query> filter)
      throws IOException {
    var documents = new TreeSet<Integer>();
    var words = new BooleanQuery.Builder().add(question.query(), BooleanClause.Occur.MUST);
    filter.ifPresent(only -> words.add(only, BooleanClause.Occur.FILTER));
    documents.addAll(ranking(words.build()));
    if (vector.isPresent())
      for (var field : List.of(PassageDocument.BODY, PassageDocument.HEADING)) {
        var near = new KnnFloatVectorQuery(field, vector.get(), candidates, filter.orElse(null));
        documents.addAll(ranking(near));
      }
    return documents.stream().mapToInt(Integer::intValue).toArray();
  }

  private List<Integer> ranking(Query query) throws IOException {
    return Arrays.stream(searcher.search(query, candidates).scoreDocs).map(hit -> hit.doc).toList();
  }

  private static Optional<Query> filter(Set<String> collections) {
    if (collections.isEmpty()) return Optional.empty();
    return Optional.of(
        new TermInSetQuery(
            PassageDocument.COLLECTION, collections.stream().map(BytesRef::new).toList()));
  }
}
