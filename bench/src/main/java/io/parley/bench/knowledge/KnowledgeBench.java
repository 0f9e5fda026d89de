package io.parley.bench.knowledge;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.Reranker;
import io.parley.core.model.Embedder;
import io.parley.tools.sample.SampleShop;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Puts every question of every set to Parley's search and to those that it is compared with.
public final class KnowledgeBench {
  static final String BM25 = "BM25";
  static final String WORDS = "words";
  static final String PARLEY = "Parley";
  static final String RERANKED = "re-rank";

  private static final String COMPANY = "tarnline";

  private final Embedder embedder;
  private final double answering;
  private final Optional<Reranker> reranker;

  /// @param embedder of passages and questions
  /// @param answering the score from which on a passage is given as the answer
  /// @param reranker measured in addition; a failure of it ends the measurement
  public KnowledgeBench(
      Embedder embedder, double answering, Optional<? extends Reranker> reranker) {
    this.embedder = new Remembering(embedder);
    this.answering = answering;
    this.reranker = reranker.map(server -> server);
  }

  /// Without a re-ranker.
  KnowledgeBench(Embedder embedder, double answering) {
    this(embedder, answering, Optional.empty());
  }

  /// A search's results for all questions of a set.
  ///
  /// @param admitted share of the unanswerable questions whose best passage is below the threshold
  /// @param answered share of the answerable ones whose best passage is not
  record Result(String search, Quality quality, double admitted, double answered) {}

  /// The sets that this repository has.
  static List<QuestionSet> sets() {
    var all =
        Stream.of("en-mobile", "en-home", "en-account", "de", "es")
            .flatMap(part -> articles(part).stream())
            .toList();
    var sets = new ArrayList<QuestionSet>();
    var shop = SampleShop.load().articles();
    for (var language : List.of("en", "de", "es"))
      sets.add(QuestionSet.of("shop", QuestionSet.ORDINARY, language, shop));
    for (var language : List.of("en", "de", "es"))
      sets.add(QuestionSet.of(COMPANY, QuestionSet.ORDINARY, language, all));
    sets.add(QuestionSet.of("shop", QuestionSet.OTHER_WORDS, "en", shop));
    for (var language : List.of("en", "de", "es"))
      sets.add(QuestionSet.of(COMPANY, QuestionSet.OTHER_WORDS, language, all));
    return sets;
  }

  private static List<Article> articles(String part) {
    return QuestionSet.articles(COMPANY + "/articles-" + part + ".md");
  }

  /// Prints the table.
  ///
  /// @return whether Parley's search is at least as good as BM25 on both halves of every set
  public boolean run(PrintStream out) throws IOException {
    out.printf(
        Locale.ROOT,
        "%-24s %-6s %-8s %4s | %5s %8s %5s %7s | %8s %8s%n",
        "set",
        "half",
        "search",
        "n",
        "hit@1",
        "recall@5",
        "MRR",
        "nDCG@10",
        "admitted",
        "answered");
    boolean good = true;
    for (var set : sets()) {
      var rankers = rankers(set);
      for (boolean tuned : new boolean[] {true, false}) {
        var results = measure(set, rankers, asked -> asked.tuned() == tuned);
        for (var result : results) print(out, set, tuned ? "tuning" : "test", result);
        good &= of(PARLEY, results).hit1() >= of(BM25, results).hit1();
      }
    }
    return good;
  }

  private static Quality of(String search, List<Result> results) {
    return results.stream()
        .filter(result -> result.search().equals(search))
        .findFirst()
        .orElseThrow()
        .quality();
  }

  private static void print(PrintStream out, QuestionSet set, String half, Result result) {
    var quality = result.quality();
    out.printf(
        Locale.ROOT,
        "%-24s %-6s %-8s %4d | %5.3f %8.3f %5.3f %7.3f | %8s %8s%n",
        set.name(),
        half,
        result.search(),
        quality.questions(),
        quality.hit1(),
        quality.recall5(),
        quality.mrr(),
        quality.ndcg10(),
        share(result.admitted()),
        share(result.answered()));
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.3f", share);
  }

  /// @return by name
  Map<String, Ranker> rankers(QuestionSet set) throws IOException {
    var rankers = new LinkedHashMap<String, Ranker>();
    rankers.put(BM25, new PlainBm25(set.ownLanguage(), set.language()));
    rankers.put(WORDS, new PassageRanker(set.articles(), Optional.empty()));
    rankers.put("vectors", new VectorRanker(set.articles(), embedder));
    var parley = new PassageRanker(set.articles(), Optional.of(embedder));
    rankers.put(PARLEY, parley);
    reranker.ifPresent(server -> rankers.put(RERANKED, parley.reranked(server)));
    return rankers;
  }

  /// @param rankers by name; @param only the questions that are put
  List<Result> measure(QuestionSet set, Map<String, Ranker> rankers, Predicate<Asked> only)
      throws IOException {
    var results = new ArrayList<Result>();
    for (var ranker : rankers.entrySet()) {
      boolean scored = ranker.getValue() instanceof PassageRanker;
      var ranked = new ArrayList<Quality.Ranked>();
      int answered = 0;
      for (var asked : set.answerable().stream().filter(only).toList()) {
        var hits = ranker.getValue().search(asked.text());
        ranked.add(
            new Quality.Ranked(asked.right(), hits.stream().map(Ranker.Hit::place).toList()));
        if (isAnswered(hits)) answered++;
      }
      int admitted = 0;
      var unanswerable = set.unanswerable().stream().filter(only).toList();
      for (var asked : unanswerable)
        if (!isAnswered(ranker.getValue().search(asked.text()))) admitted++;
      results.add(
          new Result(
              ranker.getKey(),
              Quality.of(ranked),
              scored ? (double) admitted / unanswerable.size() : Double.NaN,
              scored ? (double) answered / ranked.size() : Double.NaN));
    }
    return results;
  }

  private boolean isAnswered(List<Ranker.Hit> hits) {
    return !hits.isEmpty() && hits.getFirst().score() >= answering;
  }
}
