package io.parley.tools.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.knowledge.fake.MiniLm;
import io.parley.tools.sample.Questions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The default threshold against pairs of questions about the sample shop, with the real embedding
/// model: those that want the same answer, and those that only look so. The threshold and the words
/// that do not matter were chosen by one part of the pairs; the other was held back.
class MeaningPairsTest {
  private static final Logger log = LoggerFactory.getLogger(MeaningPairsTest.class);
  private static List<Pair> pairs;

  private record Pair(String set, boolean same, String text, double cosine, boolean like) {}

  @BeforeAll
  static void measure() {
    pairs =
        Questions.of("/cache/pairs.csv").stream()
            .map(
                row -> {
                  var first = Question.normalised(row.get("first"));
                  var second = Question.normalised(row.get("second"));
                  return new Pair(
                      row.get("set"),
                      row.get("same").equals("yes"),
                      row.get("first") + " | " + row.get("second"),
                      cosine(first, second),
                      Gist.of(first).isLike(Gist.of(second)));
                })
            .toList();
  }

  @Test
  void no_pair_that_only_looks_alike_shares_an_answer() {
    assertThat(pairs).hasSizeGreaterThan(100);
    assertThat(pairs).filteredOn(pair -> !pair.same() && isHit(pair)).isEmpty();
  }

  @Test
  void half_of_the_paraphrases_share_an_answer() {
    for (var set : List.of("chosen-by", "held-back")) {
      var same = pairs.stream().filter(p -> p.set().equals(set) && p.same()).toList();
      long hits = same.stream().filter(MeaningPairsTest::isHit).count();
      log.info("{}: {} of {} paraphrases found, precision 1.0", set, hits, same.size());
      assertThat(hits).as(set).isGreaterThanOrEqualTo(same.size() / 2);
    }
  }

  @Test
  void nearness_alone_would_give_wrong_answers_at_any_threshold() {
    var wrong = pairs.stream().filter(p -> !p.same()).mapToDouble(Pair::cosine).max().orElseThrow();
    assertThat(wrong).isGreaterThan(0.97);
  }

  private static boolean isHit(Pair pair) {
    return pair.like()
        && pair.cosine() >= ResponseCacheSettings.from(ConfigFactory.load()).semantic().threshold();
  }

  private static double cosine(String first, String second) {
    var vectors = MiniLm.EMBEDDER.embed(List.of(first, second));
    double sum = 0;
    for (int i = 0; i < vectors.get(0).length; i++) sum += vectors.get(0)[i] * vectors.get(1)[i];
    return sum;
  }
}
