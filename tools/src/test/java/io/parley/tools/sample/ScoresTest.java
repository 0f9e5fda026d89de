package io.parley.tools.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.tenant.TenantId;
import io.parley.tools.fake.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whether scores mean what they say, on the sample shop.
class ScoresTest {
  private static final int LIMIT = 3;

  /// @param answer the article that answers, or nothing
  private record Asked(String answer, List<Passage> found) {
    boolean right() {
      return found.getFirst().ref().equals(answer);
    }

    double score() {
      return found.getFirst().score();
    }
  }

  @Test
  void high_scores_mean_right_articles_and_low_ones_wrong() {
    var asked = asked("/knowledge/calibration.csv");
    assertThat(shareRight(asked, 0.85, 1)).isGreaterThan(0.9);
    assertThat(shareRight(asked, 0.45, 0.85)).isBetween(0.6, 0.98);
    assertThat(shareRight(asked, 0, 0.2)).isLessThan(0.1);
  }

  @Test
  void it_separates_questions_that_it_was_not_fitted_to() {
    var answerable =
        Questions.of("/sample-shop/evaluation.csv").stream()
            .filter(row -> !row.get("ref").isEmpty())
            .map(row -> asked(row.get("question"), row.get("ref")))
            .toList();
    var unanswerable =
        Questions.of("/sample-shop/evaluation-unanswerable.csv").stream()
            .map(row -> asked(row.get("question"), ""))
            .toList();
    long among =
        answerable.stream()
            .filter(q -> q.found().stream().anyMatch(p -> p.ref().equals(q.answer())))
            .count();
    System.out.printf(
        "right article first: %d of %d, among the first %d: %d%n",
        answerable.stream().filter(Asked::right).count(), answerable.size(), LIMIT, among);
    assertThat(among).isGreaterThanOrEqualTo(answerable.size() - 2L);
    assertThat(areaUnderCurve(answerable, unanswerable)).isGreaterThan(0.9);
  }

  private static List<Asked> asked(String resource) {
    return Questions.of(resource).stream()
        .map(row -> asked(row.get("question"), row.get("ref")))
        .toList();
  }

  private static Asked asked(String question, String answer) {
    return new Asked(
        answer,
        Shop.KNOWLEDGE
            .search(new KnowledgeQuery(TenantId.DEFAULT, question, LIMIT))
            .toCompletableFuture()
            .join());
  }

  private static double shareRight(List<Asked> asked, double from, double to) {
    return asked.stream()
        .filter(q -> q.score() >= from && q.score() <= to)
        .mapToInt(q -> q.right() ? 1 : 0)
        .average()
        .orElseThrow();
  }

  /// The chance that an answerable question scores above an unanswerable one.
  private static double areaUnderCurve(List<Asked> above, List<Asked> below) {
    var wins = new ArrayList<Integer>();
    for (var high : above) for (var low : below) wins.add(high.score() > low.score() ? 1 : 0);
    return Stream.of(wins).flatMap(List::stream).mapToInt(Integer::intValue).average().orElse(0);
  }
}
