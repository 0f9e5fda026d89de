package io.parley.knowledge.search;

/// A passage's score: the estimated chance that its article answers the question. It is a logistic
/// function of two measures that exist for any query and passage, so that scores can be compared
/// across queries (Platt, "Probabilistic Outputs for Support Vector Machines", 1999; ranks, BM25
/// scores and raw cosines cannot be compared so).
///
/// The weights were fitted by maximum likelihood to the twelve best passages for each of the 122
/// questions in `calibration.csv` (test resources), 40 of which the sample shop cannot answer. They
/// belong to the built-in embedder; another embedder needs its own. `RelevanceTest` holds them against
/// questions that they were not fitted to.
final class Relevance {
  private static final double PER_COSINE = 11.3;
  private static final double PER_COVERAGE = 1.0;
  private static final double BIAS = -6.2;

  /// The cosine that a passage usually has which mentions nothing of a question, and how much more
  /// it has with everything.
  private static final double COSINE_OF_NOTHING = 0.2;

  private static final double COSINE_PER_COVERAGE = 0.5;

  private Relevance() {}

  /// @param cosine of the question and the passage or its heading, whichever is nearer
  /// @param coverage see [Coverage]
  static double of(double cosine, double coverage) {
    return 1 / (1 + Math.exp(-(PER_COSINE * cosine + PER_COVERAGE * coverage + BIAS)));
  }

  /// For a passage without vectors, whose cosine is estimated by what it mentions.
  static double ofWords(double coverage) {
    return of(COSINE_OF_NOTHING + COSINE_PER_COVERAGE * coverage, coverage);
  }
}
