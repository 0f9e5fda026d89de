package io.parley.knowledge.search;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): a member that ranks high in
/// several rankings ranks high in the fused one, however their scores are computed.
final class RankFusion {
  /// The paper's constant; it keeps a single first place from deciding everything.
  private static final int K = 60;

  private RankFusion() {}

  /// @param rankings best first; @return every member of any ranking, best first
  static List<Integer> fuse(List<List<Integer>> rankings) {
    Map<Integer, Double> scores = new LinkedHashMap<>();
    for (var ranking : rankings)
      for (int rank = 0; rank < ranking.size(); rank++)
        scores.merge(ranking.get(rank), 1.0 / (K + rank + 1), Double::sum);
    return scores.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
