package io.parley.knowledge.search;

import io.parley.knowledge.language.Language;
import io.parley.knowledge.language.WordAnalyzers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.index.IndexReader;

/// The fields of a passage's words. Each language has its own, so that a word is as rare as it is
/// in that language, and a passage has those of one language only.
///
/// @param words title, tags, heading and text
/// @param head title, tags and heading
/// @param written as `words`, the words as they are written, see [WordAnalyzers#written]
record WordFields(Language language, String words, String head, String written) {
  private static final Map<Language, WordFields> OF = new HashMap<>();
  private static final Map<String, Analyzer> ANALYZERS = new HashMap<>();

  static {
    for (var language : Language.values()) {
      var tag = "." + language.tag();
      var fields = new WordFields(language, "words" + tag, "head" + tag, "written" + tag);
      OF.put(language, fields);
      ANALYZERS.put(fields.words, WordAnalyzers.stemmed(language));
      ANALYZERS.put(fields.head, WordAnalyzers.stemmed(language));
      ANALYZERS.put(fields.written, WordAnalyzers.written(language));
    }
  }

  static WordFields of(Language language) {
    return OF.get(language);
  }

  /// Of each field, by its name.
  static Analyzer analyzer() {
    return new PerFieldAnalyzerWrapper(new KeywordAnalyzer(), ANALYZERS);
  }

  /// The fields of the languages that an index has passages in.
  static List<WordFields> in(IndexReader reader) throws IOException {
    var present = new ArrayList<WordFields>();
    for (var language : Language.values())
      if (reader.getDocCount(of(language).words) > 0) present.add(of(language));
    return present;
  }
}
