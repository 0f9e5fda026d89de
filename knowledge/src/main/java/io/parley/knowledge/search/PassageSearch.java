package io.parley.knowledge.search;

import io.parley.core.knowledge.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// Searches the passages of one index.
///
/// Three searches offer candidates: BM25 over the words, HNSW over the vectors of the passages, and
/// HNSW over those of their headings (which are often the question itself). [RankFusion] makes one
/// list of them, and [Relevance] scores and orders its head.
public final class PassageSearch {
  /// Words of a question that are looked at.
  private static final int TERMS_MAX = 64;

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
    var terms = terms(text);
    var filter = filter(collections);
    var rankings = new ArrayList<List<Integer>>();
    rankings.add(ranking(words(terms, filter)));
    if (vector.isPresent())
      for (var field : List.of(PassageDocument.BODY, PassageDocument.HEADING))
        rankings.add(
            ranking(new KnnFloatVectorQuery(field, vector.get(), candidates, filter.orElse(null))));
    var documents =
        RankFusion.fuse(rankings).stream()
            .limit(candidates)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    return scored(documents, terms, vector).stream().limit(limit).toList();
  }

  private List<Passage> scored(int[] documents, List<String> terms, Optional<float[]> vector)
      throws IOException {
    var cosines = Cosines.of(reader, documents, vector);
    var coverage = Coverage.of(reader, PassageDocument.WORDS, terms, documents);
    var stored = reader.storedFields();
    var passages = new ArrayList<Passage>(documents.length);
    for (int i = 0; i < documents.length; i++) {
      var piece = PassageDocument.piece(stored.document(documents[i]));
      double score =
          Double.isNaN(cosines[i])
              ? Relevance.ofWords(coverage[i])
              : Relevance.of(cosines[i], coverage[i]);
      passages.add(new Passage(piece.title(), piece.ref(), piece.text(), score));
    }
    passages.sort(Comparator.comparingDouble(Passage::score).reversed());
    return passages;
  }

  private List<Integer> ranking(Query query) throws IOException {
    return Arrays.stream(searcher.search(query, candidates).scoreDocs).map(hit -> hit.doc).toList();
  }

  private static Query words(List<String> terms, Optional<Query> filter) {
    var words = new BooleanQuery.Builder();
    for (var term : terms)
      words.add(new TermQuery(new Term(PassageDocument.WORDS, term)), BooleanClause.Occur.SHOULD);
    var query = new BooleanQuery.Builder().add(words.build(), BooleanClause.Occur.MUST);
    filter.ifPresent(only -> query.add(only, BooleanClause.Occur.FILTER));
    return query.build();
  }

  private static Optional<Query> filter(Set<String> collections) {
    if (collections.isEmpty()) return Optional.empty();
    return Optional.of(
        new TermInSetQuery(
            PassageDocument.COLLECTION, collections.stream().map(BytesRef::new).toList()));
  }

  /// The distinct words of a question, as the index holds them.
  private static List<String> terms(String text) throws IOException {
    var terms = new LinkedHashSet<String>();
    try (var stream = PassageDocument.analyzer().tokenStream(PassageDocument.WORDS, text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (terms.size() < TERMS_MAX && stream.incrementToken()) terms.add(term.toString());
      stream.end();
    }
    return List.copyOf(terms);
  }
}
