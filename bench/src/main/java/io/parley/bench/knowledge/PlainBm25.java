package io.parley.bench.knowledge;

import io.parley.core.knowledge.Article;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/// The yardstick: BM25 as Lucene has it, one field with title and section, and the analyzer that
/// Lucene offers for the language. It is told the language, and searches articles in no other.
final class PlainBm25 implements Ranker {
  private static final String TEXT = "text";
  private static final String REF = "ref";

  private final Analyzer analyzer;
  private final IndexSearcher searcher;

  PlainBm25(List<Article> articles, String language) throws IOException {
    this.analyzer =
        switch (language) {
          case "en" -> new EnglishAnalyzer();
          case "de" -> new GermanAnalyzer();
          case "es" -> new SpanishAnalyzer();
          default -> throw new IllegalArgumentException("language: " + language);
        };
    var directory = new ByteBuffersDirectory();
    try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (var article : articles)
        for (var section : QuestionSet.sections(article)) {
          var document = new Document();
          document.add(new TextField(TEXT, article.title() + "\n" + section, Field.Store.NO));
          document.add(new StoredField(REF, article.ref()));
          document.add(new StoredField("section", section));
          writer.addDocument(document);
        }
    }
    this.searcher = new IndexSearcher(DirectoryReader.open(directory));
  }

  @Override
  public List<Hit> search(String question) throws IOException {
    var query = new QueryBuilder(analyzer).createBooleanQuery(TEXT, question);
    var hits = new ArrayList<Hit>();
    var best =
        searcher.search(query == null ? new MatchNoDocsQuery("no words") : query, Quality.DEPTH);
    for (var hit : best.scoreDocs) {
      var document = searcher.storedFields().document(hit.doc);
      hits.add(new Hit(Place.of(document.get(REF), document.get("section")), 0));
    }
    return hits;
  }
}
