package io.parley.knowledge.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/// German compounds, without a dictionary: the vocabulary of the index tells where a word may be
/// cut. A word of a question is found in compounds that begin with it (*Termin* in
/// *Terminverschiebung*), and a compound by its parts (*Technikertermin* by *Techniker* and
/// *Termin*), with one of the linking letters between.
final class Compounds {
  private static final int PART_MIN = 4;
  private static final int LONGER_MAX = 32;
  private static final List<String> LINKS = List.of("", "s", "es", "n", "en", "e", "er");

  /// The weight of a compound's mention of one of its parts, and of a part's mention of its
  /// compound.
  private static final double COMPOUND = 0.7;

  private static final double PART = 0.5;

  /// The weight of a word that is one part of a compound whose other part the index does not have.
  private static final double ONLY_PART = 0.35;

  private final TermsEnum terms;

  /// @param field of words as they are written
  Compounds(IndexReader reader, String field) throws IOException {
    Terms all = MultiTerms.getTerms(reader, field);
    this.terms = all == null ? null : all.iterator();
  }

  /// @return by word what it mentions
  Map<String, Double> of(String word) throws IOException {
    var related = new LinkedHashMap<String, Double>();
    if (terms == null || word.length() < PART_MIN) return related;
    for (int cut = PART_MIN; cut <= word.length() - PART_MIN; cut++) {
      var end = word.substring(cut);
      var begin = begin(word.substring(0, cut));
      boolean whole = begin != null && has(end);
      double share = whole ? PART : ONLY_PART;
      if (begin != null) related.merge(begin, share, Math::max);
      if (has(end)) related.merge(end, share, Math::max);
    }
    for (var longer : longer(word)) related.putIfAbsent(longer, COMPOUND);
    return related;
  }

  /// The word of the index that a compound's first part is, linking letters cut off.
  private String begin(String part) throws IOException {
    for (var link : LINKS) {
      if (!part.endsWith(link) || part.length() - link.length() < PART_MIN) continue;
      var word = part.substring(0, part.length() - link.length());
      if (has(word)) return word;
    }
    return null;
  }

  private List<String> longer(String word) throws IOException {
    var found = new ArrayList<String>();
    if (terms.seekCeil(new BytesRef(word)) == TermsEnum.SeekStatus.END) return found;
    for (var term = terms.term(); term != null && found.size() < LONGER_MAX; term = terms.next()) {
      var longer = term.utf8ToString();
      if (!longer.startsWith(word)) break;
      if (longer.length() >= word.length() + PART_MIN) found.add(longer);
    }
    return found;
  }

  private boolean has(String word) throws IOException {
    return terms.seekExact(new BytesRef(word));
  }
}
