package io.parley.knowledge.index;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.VectorUtil;

/// One tenant's knowledge base as it was at one version, searchable, in memory, never changed.
///
/// Three searches offer candidates: BM25 over the words, HNSW over the vectors of the passages, and
/// HNSW over those of their headings (which are often the question itself). [RankFusion] makes one
/// list of them, and [Relevance] scores and orders its head.
///
/// There is nothing to close: the directory is on the heap, and is collected after its last search.
final class TenantIndex {
  private static final String WORDS = "words";
  private static final String BODY = "body";
  private static final String HEADING = "heading";
  private static final String REF = "ref";
  private static final String TITLE = "title";
  private static final String TEXT = "text";

  /// Words of a question that are looked at.
  private static final int TERMS_MAX = 64;

  private final long version;
  private final Analyzer analyzer;
  private final IndexSearcher searcher;
  private final LeafReader leaf;
  private final int candidates;

  private TenantIndex(long version, Analyzer analyzer, DirectoryReader reader, int candidates) {
    this.version = version;
    this.analyzer = analyzer;
    this.searcher = new IndexSearcher(reader);
    this.leaf = reader.leaves().isEmpty() ? null : reader.leaves().getFirst().reader();
    this.candidates = candidates;
  }

  /// @param vectors by the hash of what they stand for, see [Piece]
  static TenantIndex of(
      long version,
      List<Piece> pieces,
      Map<String, float[]> vectors,
      Analyzer analyzer,
      int candidates) {
    try {
      var directory = new ByteBuffersDirectory();
      try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
        for (var piece : pieces) writer.addDocument(document(piece, vectors));
        writer.forceMerge(1); // one segment, so that one reader answers everything
      }
      return new TenantIndex(version, analyzer, DirectoryReader.open(directory), candidates);
    } catch (IOException e) {
      throw new UncheckedIOException("the index in memory failed", e);
    }
  }

  long version() {
    return version;
  }

  /// @param vector of `text`
  List<Passage> search(String text, float[] vector, int limit) {
    if (leaf == null) return List.of();
    try {
      var terms = terms(text);
      var fused =
          RankFusion.fuse(
              List.of(
                  ranking(words(terms)),
                  ranking(new KnnFloatVectorQuery(BODY, vector, candidates)),
                  ranking(new KnnFloatVectorQuery(HEADING, vector, candidates))));
      var documents =
          fused.stream().limit(candidates).mapToInt(Integer::intValue).sorted().toArray();
      return scored(documents, terms, vector).stream().limit(limit).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the index in memory failed", e);
    }
  }

  private List<Passage> scored(int[] documents, List<String> terms, float[] vector)
      throws IOException {
    var body = cosines(BODY, documents, vector);
    var heading = cosines(HEADING, documents, vector);
    var coverage = Coverage.of(leaf, WORDS, terms, documents);
    var passages = new ArrayList<Passage>(documents.length);
    for (int i = 0; i < documents.length; i++) {
      var stored = leaf.storedFields().document(documents[i]);
      passages.add(
          new Passage(
              stored.get(TITLE),
              stored.get(REF),
              stored.get(TEXT),
              Relevance.of(Math.max(body[i], heading[i]), coverage[i])));
    }
    passages.sort(Comparator.comparingDouble(Passage::score).reversed());
    return passages;
  }

  private static Document document(Piece piece, Map<String, float[]> vectors) {
    var document = new Document();
    document.add(new TextField(WORDS, piece.inContext(), Field.Store.NO));
    document.add(vector(BODY, vectors.get(ContentHash.of(piece.inContext()))));
    document.add(vector(HEADING, vectors.get(ContentHash.of(piece.headingInContext()))));
    document.add(new StoredField(REF, piece.ref()));
    document.add(new StoredField(TITLE, piece.title()));
    document.add(new StoredField(TEXT, piece.text()));
    return document;
  }

  private static KnnFloatVectorField vector(String field, float[] value) {
    return new KnnFloatVectorField(field, value, VectorSimilarityFunction.DOT_PRODUCT);
  }

  private List<Integer> ranking(Query query) throws IOException {
    return Arrays.stream(searcher.search(query, candidates).scoreDocs).map(hit -> hit.doc).toList();
  }

  private static Query words(List<String> terms) {
    var query = new BooleanQuery.Builder();
    for (var term : terms)
      query.add(new TermQuery(new Term(WORDS, term)), BooleanClause.Occur.SHOULD);
    return query.build();
  }

  /// The distinct words of a question, as the index holds them.
  private List<String> terms(String text) throws IOException {
    var terms = new LinkedHashSet<String>();
    try (var stream = analyzer.tokenStream(WORDS, text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (terms.size() < TERMS_MAX && stream.incrementToken()) terms.add(term.toString());
      stream.end();
    }
    return List.copyOf(terms);
  }

  private double[] cosines(String field, int[] documents, float[] vector) throws IOException {
    FloatVectorValues values = leaf.getFloatVectorValues(field);
    KnnVectorValues.DocIndexIterator at = values.iterator();
    var cosines = new double[documents.length];
    for (int i = 0; i < documents.length; i++) {
      at.advance(documents[i]);
      cosines[i] = VectorUtil.dotProduct(vector, values.vectorValue(at.index()));
    }
    return cosines;
  }
}
