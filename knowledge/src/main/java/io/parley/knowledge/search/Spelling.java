package io.parley.knowledge.search;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.util.BytesRef;

/// The words of an index that a word unknown to it may be a misspelling of: at most one edit
/// (insertion, deletion, substitution, transposition: Damerau) away, in long words two.
final class Spelling {
  private static final int SHORT = 4;
  private static final int LONG = 8;
  private static final int EXPANSIONS = 50;

  /// The weight of a word that is one edit away, and of one that is two.
  private static final double ONE_EDIT = 0.8;

  private static final double TWO_EDITS = 0.6;

  private final Terms terms;

  /// @param field of words as they are written
  Spelling(IndexReader reader, String field) throws IOException {
    this.terms = MultiTerms.getTerms(reader, field);
  }

  /// @return by word what it mentions; only those that are nearest
  Map<String, Double> near(String word) throws IOException {
    if (terms == null || word.length() < SHORT || hasDigit(word)) return Map.of();
    var one = near(word, 1);
    if (!one.isEmpty() || word.length() < LONG) return weighed(one, ONE_EDIT);
    return weighed(near(word, 2), TWO_EDITS);
  }

  private Map<String, Double> near(String word, int edits) throws IOException {
    // the first letter is nearly always right, and most of the index need not be looked at
    var query = new FuzzyQuery(new Term("", word), edits, 1, EXPANSIONS, true);
    var near = new LinkedHashMap<String, Double>();
    var found = query.getTermsEnum(terms);
    for (BytesRef term = found.next();
        term != null && near.size() < EXPANSIONS;
        term = found.next()) near.put(term.utf8ToString(), 1.0);
    return near;
  }

  private static Map<String, Double> weighed(Map<String, Double> words, double weight) {
    words.replaceAll((_, _) -> weight);
    return words;
  }

  /// Numbers are not misspelled: another one means another thing.
  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(Character::isDigit);
  }
}
