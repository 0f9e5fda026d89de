package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.language.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelevanceTest {
  private static final Evidence SOME = new Evidence(0.5, 0.3, 0.3, false, 0.4, 0.4, false);
  private static final List<Evidence> MORE =
      List.of(
          new Evidence(0.6, 0.3, 0.3, false, 0.4, 0.4, false),
          new Evidence(0.5, 0.4, 0.3, false, 0.4, 0.4, false),
          new Evidence(0.5, 0.3, 0.4, false, 0.4, 0.4, false),
          new Evidence(0.5, 0.3, 0.3, false, 0.5, 0.4, false),
          new Evidence(0.5, 0.3, 0.3, false, 0.4, 0.5, false));
  private static final List<Evidence> LESS =
      List.of(
          new Evidence(0.5, 0.3, 0.3, true, 0.4, 0.4, false),
          new Evidence(0.5, 0.3, 0.3, false, 0.4, 0.4, true));

  @Test
  void more_of_any_evidence_scores_higher_and_openings_and_other_languages_score_lower() {
    for (var language : Language.values()) {
      double some = Relevance.of(SOME, language);
      for (var more : MORE) assertThat(Relevance.of(more, language)).isGreaterThan(some);
      for (var less : LESS) assertThat(Relevance.of(less, language)).isLessThan(some);
    }
  }

  @Test
  void words_weigh_more_in_languages_that_the_embedder_has_not_learned_and_cosines_less() {
    var words = new Evidence(1, 0.7, 1, false, 0.2, 0.2, false);
    var meaning = new Evidence(0.1, 0.1, 0, false, 0.7, 0.7, false);
    assertThat(Relevance.of(meaning, Language.ENGLISH))
        .isGreaterThan(Relevance.of(meaning, Language.GERMAN));
    assertThat(Relevance.of(words, Language.GERMAN))
        .isGreaterThan(Relevance.of(words, Language.ENGLISH));
  }

  @Test
  void a_passage_without_vectors_is_scored_by_its_words() {
    var nothing = new Evidence(0, 0, 0, false, Double.NaN, Double.NaN, false);
    var everything = new Evidence(1, 0.7, 1, false, Double.NaN, Double.NaN, false);
    for (var language : Language.values()) {
      assertThat(Relevance.of(nothing, language)).isBetween(0.0, 0.1);
      assertThat(Relevance.of(everything, language)).isBetween(0.7, 1.0);
    }
  }
}
