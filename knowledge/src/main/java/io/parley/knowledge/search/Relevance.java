package io.parley.knowledge.search;

import io.parley.knowledge.language.Language;

/// A passage's score.
final class Relevance {
  private Relevance() {}

  static double of(Evidence evidence, Language language) {
    double cosine =
        Double.isNaN(evidence.cosine()) ? 0 : Math.max(evidence.cosine(), evidence.headCosine());
    double z =
        (language == Language.ENGLISH ? 8 * cosine : 2 * cosine)
            + 3 * evidence.coverage()
            + 3 * evidence.weight()
            + 1 * evidence.head()
            - 5
            - (evidence.foreign() ? 1 : 0);
    return 1 / (1 + Math.exp(-z));
  }
}
