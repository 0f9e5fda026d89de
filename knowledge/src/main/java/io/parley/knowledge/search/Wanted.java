package io.parley.knowledge.search;

import java.util.Map;

/// A word of a question: the terms of the index that mention it, each with the share of it that a
/// passage with the term mentions, above 0 and at most 1. Itself 1, a word spelled nearly so or
/// compounded with it less. Empty when the index has nothing like it.
///
/// @param rarity how much a passage without it misses: inverse document frequency as BM25 has it
record Wanted(Map<String, Double> terms, double rarity) {
  Wanted {
    terms = Map.copyOf(terms);
  }

  /// Whether the index has the word itself.
  boolean isKnown() {
    return terms.containsValue(1.0);
  }
}
