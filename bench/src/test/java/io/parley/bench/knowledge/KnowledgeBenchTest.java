package io.parley.bench.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.bench.knowledge.Asked.Form;
import io.parley.core.knowledge.Article;
import io.parley.knowledge.embed.MiniLmEmbedder;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KnowledgeBenchTest {
  private static final double ANSWERING = 0.45;
  private static final double ADMITTED_FLOOR = 0.8;
  private static final Set<String> TELECOM = Set.of("tarnline en", "tarnline de", "tarnline es");
  private static final int QUESTIONS_MIN = 300;

  @Test
  void search_is_not_below_bm25_in_any_language() throws IOException {
    try (var embedder = new MiniLmEmbedder()) {
      var bench = new KnowledgeBench(embedder, ANSWERING);
      for (var set : KnowledgeBench.sets()) {
        // the sets with other words and the shop are in bench/run, which has the time to embed them
        if (!TELECOM.contains(set.name())) continue;
        var rankers = bench.rankers(set);
        rankers.keySet().retainAll(List.of(KnowledgeBench.BM25, KnowledgeBench.PARLEY));
        var results =
            bench
                .measure(set, rankers, asked -> !asked.tuned() && asked.form() == Form.PLAIN)
                .stream()
                .collect(Collectors.toMap(KnowledgeBench.Result::search, result -> result));
        var bm25 = results.get(KnowledgeBench.BM25).quality();
        var ours = results.get(KnowledgeBench.PARLEY);
        assertThat(ours.quality().hit1()).as(set.name() + " hit@1").isGreaterThan(bm25.hit1());
        assertThat(ours.quality().recall5())
            .as(set.name() + " recall@5")
            .isGreaterThanOrEqualTo(bm25.recall5());
        assertThat(ours.admitted()).as(set.name()).isGreaterThanOrEqualTo(ADMITTED_FLOOR);
      }
    }
  }

  /// Typing errors, capitals and hesitation, by words alone: they need no embedder.
  @Test
  @Tag("long")
  void search_by_words_alone_is_not_below_bm25_in_any_form() throws IOException {
    var better = new EnumMap<Form, Double>(Form.class);
    for (var set : KnowledgeBench.sets()) {
      var rankers = new LinkedHashMap<String, Ranker>();
      rankers.put(KnowledgeBench.BM25, new PlainBm25(set.ownLanguage(), set.language()));
      rankers.put(KnowledgeBench.WORDS, new PassageRanker(set.articles(), Optional.empty()));
      for (var form : Form.values()) {
        var results =
            new KnowledgeBench(new NoEmbedder(), ANSWERING)
                .measure(set, rankers, asked -> asked.form() == form);
        double gain = results.get(1).quality().mrr() - results.get(0).quality().mrr();
        better.merge(form, gain, Double::sum);
      }
    }
    assertThat(better).hasSize(Form.values().length);
    assertThat(better.values()).allMatch(gain -> gain > 0);
  }

  @Test
  void the_sets_have_questions_in_both_halves_for_each_company_and_language() {
    var sets = KnowledgeBench.sets();
    assertThat(sets.stream().map(QuestionSet::language).distinct())
        .containsExactlyInAnyOrder("en", "de", "es");
    assertThat(sets)
        .allSatisfy(
            set -> {
              assertThat(set.answerable()).anyMatch(Asked::tuned).anyMatch(asked -> !asked.tuned());
              assertThat(set.unanswerable()).isNotEmpty();
              assertThat(set.ownLanguage()).hasSizeGreaterThanOrEqualTo(30);
            });
    assertThat(
            sets.stream()
                .flatMap(set -> set.answerable().stream())
                .filter(asked -> asked.form() == Form.PLAIN))
        .hasSizeGreaterThanOrEqualTo(QUESTIONS_MIN);
  }

  @Test
  void variants_are_the_same_each_time_and_differ_from_the_question() {
    var asked = new Asked("Where's my parcel, please?", Set.of(), Form.PLAIN, true);
    var variants = new Variants("en").of(asked).map(Asked::text).toList();
    assertThat(new Variants("en").of(asked).map(Asked::text)).isEqualTo(variants);
    assertThat(variants).doesNotHaveDuplicates().contains("WHERE'S MY PARCEL, PLEASE?");
    assertThat(variants.get(3)).isEqualTo("where s my parcel  please");
  }

  @Test
  void measures_count_right_passages_by_their_place() {
    var right = new Place("a", "One");
    var wrong = new Place("a", "Two");
    var also = new Place("b", "");
    var first = new Quality.Ranked(Set.of(right), List.of(right, wrong));
    var second = new Quality.Ranked(Set.of(right), List.of(wrong, right));
    var none = new Quality.Ranked(Set.of(right, also), List.of(wrong));
    var quality = Quality.of(List.of(first, second, none));
    assertThat(quality.questions()).isEqualTo(3);
    assertThat(quality.hit1()).isEqualTo(1 / 3.0);
    assertThat(quality.recall5()).isEqualTo(2 / 3.0);
    assertThat(quality.mrr()).isEqualTo(1.5 / 3);
    assertThat(quality.ndcg10()).isEqualTo((1 + Math.log(2) / Math.log(3)) / 3);
  }

  @Test
  void plain_bm25_finds_words_in_a_language_s_forms() throws IOException {
    var article = new Article("a", "Kündigung", List.of(), "## Fristen\nEinen Monat vorher.");
    var other = new Article("b", "Umzug", List.of(), "## Kosten\nNeununddreißig Euro.");
    var hits = new PlainBm25(List.of(article, other), "de").search("welche Frist");
    assertThat(hits.getFirst().place()).isEqualTo(new Place("a", "Fristen"));
  }
}
