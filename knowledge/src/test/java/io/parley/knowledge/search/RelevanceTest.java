package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.language.Language;
import org.junit.jupiter.api.Test;

class RelevanceTest {
  private static final Evidence SOME = new Evidence(0.5, 0.3, 0.3, 0.4, 0.4, false);

  @Test
  void more_of_any_evidence_scores_higher() {
    for (var language : Language.values()) {
      double some = Relevance.of(SOME, language);
      assertThat(Relevance.of(new Evidence(0.6, 0.3, 0.3, 0.4, 0.4, false), language))
          .isGreaterThan(some);
      assertThat(Relevance.of(new Evidence(0.5, 0.4, 0.3, 0.4, 0.4, false), language))
          .isGreaterThan(some);
      assertThat(Relevance.of(new Evidence(0.5, 0.3, 0.4, 0.4, 0.4, false), language))
          .isGreaterThan(some);
      assertThat(Relevance.of(new Evidence(0.5, 0.3, 0.3, 0.5, 0.5, false), language))
          .isGreaterThan(some);
      assertThat(Relevance.of(new Evidence(0.5, 0.3, 0.3, 0.4, 0.4, true), language))
          .isLessThan(some);
    }
  }

  @Test
  void a_score_is_a_share_for_whatever_evidence() {
    assertThat(Relevance.of(new Evidence(0, 0, 0, -1, -1, true), Language.ENGLISH))
        .isBetween(0.0, 1.0);
    assertThat(Relevance.of(new Evidence(1, 1, 1, 1, 1, false), Language.ENGLISH))
        .isBetween(0.0, 1.0);
    assertThat(Relevance.of(new Evidence(1, 1, 1, Double.NaN, Double.NaN, false), Language.GERMAN))
        .isBetween(0.5, 1.0);
  }
}
