package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelevanceTest {

  @Test
  void a_nearer_passage_and_one_that_mentions_more_score_higher() {
    assertThat(Relevance.of(0.6, 0.2)).isGreaterThan(Relevance.of(0.5, 0.2));
    assertThat(Relevance.of(0.5, 0.4)).isGreaterThan(Relevance.of(0.5, 0.2));
    assertThat(Relevance.of(-1, 0)).isGreaterThanOrEqualTo(0);
    assertThat(Relevance.of(1, 1)).isLessThanOrEqualTo(1);
  }
}
