package io.parley.knowledge.search;

import io.parley.knowledge.language.Language;

/// A passage's score: the estimated chance that its article answers the question. It is a logistic
/// function of measures that exist for any query and passage, so that scores can be compared across
/// queries (Platt, "Probabilistic Outputs for Support Vector Machines", 1999; ranks, BM25 scores
/// and raw cosines cannot be compared so), and the same function orders the passages.
///
/// The weights were fitted to the tuning half of the question sets of `bench/run knowledge`: their
/// proportions by the likelihood of the right passage among all candidates of a question, their
/// scale and the bias by that of the best passage's article being right, unanswerable questions
/// included. They belong to the built-in embedder, which has learned English: for passages in other
/// languages words weigh more and cosines less. The weight of an opening is half of the fitted one,
/// because some companies put answers there.
///
/// @param foreign of a passage in another language than the question
record Relevance(
    double coverage,
    double weight,
    double head,
    double opening,
    double cosine,
    double headCosine,
    double foreign,
    double bias) {
  private static final Relevance LEARNED = new Relevance(2.4, 0.3, 0.9, -2.4, 5.8, 6.1, -2.6, -5.8);
  private static final Relevance UNLEARNED =
      new Relevance(4.2, 5.0, 0.6, -2.2, 2.4, 3.2, -2.4, -5.6);

  /// The cosine that a passage usually has which mentions nothing of a question, and how much more
  /// it has with everything.
  private static final double COSINE_OF_NOTHING = 0.2;

  private static final double COSINE_PER_COVERAGE = 0.5;

  /// @param language of the passage
  static double of(Evidence evidence, Language language) {
    return (language == Language.ENGLISH ? LEARNED : UNLEARNED).score(evidence);
  }

  private double score(Evidence evidence) {
    double z =
        bias
            + coverage * evidence.coverage()
            + weight * evidence.weight()
            + head * evidence.head()
            + cosine * estimated(evidence.cosine(), evidence)
            + headCosine * estimated(evidence.headCosine(), evidence)
            + (evidence.opening() ? opening : 0)
            + (evidence.foreign() ? foreign : 0);
    return 1 / (1 + Math.exp(-z));
  }

  /// For a passage without vectors, by what it mentions.
  private static double estimated(double cosine, Evidence evidence) {
    return Double.isNaN(cosine)
        ? COSINE_OF_NOTHING + COSINE_PER_COVERAGE * evidence.coverage()
        : cosine;
  }
}
