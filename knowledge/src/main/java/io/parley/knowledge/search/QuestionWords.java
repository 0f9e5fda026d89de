package io.parley.knowledge.search;

import io.parley.knowledge.language.Language;
import io.parley.knowledge.language.WordAnalyzers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;

/// The matter of a question, in the terms that an index has in one language.
final class QuestionWords {
  /// Words of a question that are looked at.
  private static final int WORDS_MAX = 64;

  /// Words of a question that are compared with the index's spelling.
  private static final int UNKNOWN_MAX = 6;

  private final IndexReader reader;
  private final WordFields fields;
  private final Spelling spelling;
  private final Compounds compounds;
  private final int passages;
  private int unknown;

  private QuestionWords(IndexReader reader, WordFields fields) throws IOException {
    this.reader = reader;
    this.fields = fields;
    this.spelling = new Spelling(reader, fields.written());
    this.compounds = new Compounds(reader, fields.written());
    this.passages = reader.getDocCount(fields.words());
  }

  static List<Wanted> of(String question, IndexReader reader, WordFields fields)
      throws IOException {
    var words = new QuestionWords(reader, fields);
    var wanted = new LinkedHashMap<String, Wanted>();
    for (var word : tokens(WordAnalyzers.written(fields.language()), question))
      if (!wanted.containsKey(word)) wanted.put(word, words.wanted(word));
    return List.copyOf(wanted.values());
  }

  private Wanted wanted(String word) throws IOException {
    var written = new LinkedHashMap<String, Double>();
    written.put(word, 1.0);
    boolean known = frequency(stem(word)) > 0;
    if (fields.language() == Language.GERMAN) written.putAll(compounds.of(word));
    if (!known && written.size() == 1 && unknown++ < UNKNOWN_MAX)
      written.putAll(spelling.near(word));
    return wanted(written);
  }

  private Wanted wanted(Map<String, Double> written) throws IOException {
    var terms = new LinkedHashMap<String, Double>();
    int frequency = 0;
    for (var word : written.entrySet()) {
      var term = stem(word.getKey());
      int found = frequency(term);
      if (found == 0) continue;
      frequency = Math.max(frequency, found);
      terms.merge(term, word.getValue(), Math::max);
    }
    double rarity = Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
    return new Wanted(terms, rarity);
  }

  private int frequency(String term) throws IOException {
    return reader.docFreq(new Term(fields.words(), term));
  }

  private String stem(String word) throws IOException {
    var stems = tokens(WordAnalyzers.stemmed(fields.language()), word);
    return stems.isEmpty() ? word : stems.getFirst();
  }

  private static List<String> tokens(Analyzer analyzer, String text) throws IOException {
    var tokens = new ArrayList<String>();
    try (var stream = analyzer.tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (tokens.size() < WORDS_MAX && stream.incrementToken()) tokens.add(term.toString());
      stream.end();
    }
    return tokens;
  }
}
