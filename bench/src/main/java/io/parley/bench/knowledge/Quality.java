package io.parley.bench.knowledge;

import java.util.List;
import java.util.Set;

/// The usual measures of a ranking, as averages over questions (Manning, Raghavan and Schütze,
/// "Introduction to Information Retrieval", chapter 8). Questions have one right passage, few have
/// two.
///
/// @param hit1 share of questions whose first passage is right
/// @param recall5 share of the right passages that are among the first five
/// @param mrr mean of 1 / place of the first right passage
/// @param ndcg10 discounted gain of the first ten passages, 1 for the best order
record Quality(int questions, double hit1, double recall5, double mrr, double ndcg10) {
  /// Passages that are looked at.
  static final int DEPTH = 10;

  private static final int FIVE = 5;

  static Quality of(List<Ranked> all) {
    double hit1 = 0;
    double recall5 = 0;
    double mrr = 0;
    double ndcg10 = 0;
    for (var one : all) {
      hit1 += one.isRight(0) ? 1 : 0;
      recall5 += one.recall(FIVE);
      mrr += one.reciprocalRank();
      ndcg10 += one.gain();
    }
    int n = Math.max(1, all.size());
    return new Quality(all.size(), hit1 / n, recall5 / n, mrr / n, ndcg10 / n);
  }

  /// The findings of a search for a question.
  record Ranked(Set<Place> right, List<Place> found) {
    Ranked {
      right = Set.copyOf(right);
      found = found.stream().distinct().limit(DEPTH).toList();
    }

    boolean isRight(int rank) {
      return rank < found.size() && right.contains(found.get(rank));
    }

    private double recall(int depth) {
      return (double) found.stream().limit(depth).filter(right::contains).count() / right.size();
    }

    private double reciprocalRank() {
      for (int rank = 0; rank < found.size(); rank++) if (isRight(rank)) return 1.0 / (rank + 1);
      return 0;
    }

    private double gain() {
      double gain = 0;
      double best = 0;
      for (int rank = 0; rank < DEPTH; rank++) {
        double worth = Math.log(2) / Math.log(rank + 2);
        if (isRight(rank)) gain += worth;
        if (rank < right.size()) best += worth;
      }
      return gain / best;
    }
  }
}
