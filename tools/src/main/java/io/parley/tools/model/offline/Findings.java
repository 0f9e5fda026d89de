package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.model.offline.Wish.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Findings in the help centre, best first.
record Findings(List<Passage> passages) {
  /// @param score that it answers the question; see [Findings]
  record Passage(String title, String ref, String text, double score) {}

  /// A passage without any of the question's words keeps so much of its score: where the sentence
  /// embedder knows the language, a passage may say it in other words; elsewhere it may not.
  private static final double OTHER_WORDS = 0.6;

  private static final double OTHER_WORDS_NOT_EMBEDDED = 0.1;

  /// From this score on what the customer's words find speaks for an article.
  private static final double AGREED = 0.1;

  Findings {
    passages = List.copyOf(passages);
  }

  /// The passages in the customer's language, or all of them when none of those may be an answer.
  ///
  /// @param result of the search
  static Findings of(
      Search search,
      JsonNode result,
      Language language,
      Languages languages,
      OfflineSettings settings) {
    var content = language.cues().content(search.words());
    double least = language.isEmbedded() ? OTHER_WORDS : OTHER_WORDS_NOT_EMBEDDED;
    var all = new ArrayList<Passage>();
    for (var found : result.path("passages")) {
      var title = found.path("title").asText();
      var text = found.path("text").asText();
      double covered = least + (1 - least) * share(content, Folded.words(title + " " + text));
      all.add(
          new Passage(
              title, found.path("ref").asText(), text, covered * found.path("score").asDouble()));
    }
    // a topic's search is a heading: that section answers, though others say as much about it
    all.sort(
        Comparator.comparing((Passage passage) -> isHeaded(passage, search))
            .thenComparingDouble(Passage::score)
            .reversed());
    var own =
        new Findings(
            all.stream()
                .filter(
                    passage ->
                        languages
                            .in(passage.title() + " " + passage.text())
                            .filter(language::equals)
                            .isPresent())
                .toList());
    var best = own.best() >= settings.unsureScore() ? own : new Findings(all);
    return search.guessed() || !best.firstHasAll(search.strange()) ? best.possible(settings) : best;
  }

  /// The findings of a question's searches. The first is for the customer's words, the second for a
  /// topic, or for the words with the question before. A topic whose article the words do not find
  /// is a possible answer at most; where the sentence embedder knows the language, a guessed one is
  /// none.
  ///
  /// @param searched as many as `searches`, or the first of them
  static Findings of(
      List<Search> searches, List<Findings> searched, Language language, OfflineSettings settings) {
    var words = searched.getFirst();
    if (searched.size() == 1) return words;
    var second = searched.getLast();
    var search = searches.getLast();
    boolean isTopic = search.words().isEmpty();
    if (isTopic && !words.have(second))
      return search.guessed() && language.isEmbedded() ? words : second.possible(settings);
    boolean byWords = language.isEmbedded() || !isTopic;
    return byWords && words.best() > second.best() ? words : second;
  }

  /// Whether the best article of `topic` is among these.
  private boolean have(Findings topic) {
    return topic.passages().stream()
        .limit(1)
        .anyMatch(
            best ->
                passages.stream()
                    .anyMatch(
                        passage -> passage.score() >= AGREED && passage.ref().equals(best.ref())));
  }

  /// None of them as an answer.
  private Findings possible(OfflineSettings settings) {
    double most = Math.nextDown(settings.answerScore());
    return new Findings(
        passages.stream()
            .map(
                passage ->
                    new Passage(
                        passage.title(),
                        passage.ref(),
                        passage.text(),
                        Math.min(most, passage.score())))
            .toList());
  }

  /// Whether the best passage has each of the words.
  private boolean firstHasAll(List<String> words) {
    return passages.stream()
        .limit(1)
        .map(best -> Folded.words(best.title() + " " + best.text()))
        .allMatch(
            known ->
                words.stream()
                    .allMatch(
                        word -> known.stream().anyMatch(other -> Folded.isSame(word, other))));
  }

  private static boolean isHeaded(Passage passage, Search search) {
    return search.words().isEmpty()
        && passage
            .text()
            .lines()
            .findFirst()
            .filter(line -> Folded.of(line).equals(Folded.of(search.text())))
            .isPresent();
  }

  private static double share(List<String> content, List<String> words) {
    if (content.isEmpty()) return 1;
    return content.stream()
            .filter(word -> words.stream().anyMatch(known -> Folded.isSame(word, known)))
            .count()
        / (double) content.size();
  }

  /// The score of the first one.
  double best() {
    return passages.isEmpty() ? 0 : passages.getFirst().score();
  }
}
