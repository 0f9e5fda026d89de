package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the help centre found, best first.
record Findings(List<Passage> passages) {
  /// @param score that it answers the question; see [Findings]
  record Passage(String title, String ref, String text, double score) {}

  /// A passage without any of the question's words keeps so much of its score: where the sentence
  /// embedder knows the language, a passage may say it in other words; elsewhere it may not.
  private static final double OTHER_WORDS = 0.6;

  private static final double OTHER_WORDS_NOT_EMBEDDED = 0.1;

  Findings {
    passages = List.copyOf(passages);
  }

  /// The passages in the customer's language, or all of them when none of those may be an answer.
  ///
  /// @param result of the search
  /// @param unsure score from which on a passage may be an answer
  static Findings of(
      Wish.Search search, JsonNode result, Language language, Languages languages, double unsure) {
    var content = language.cues().content(search.words());
    double least = language.isEmbedded() ? OTHER_WORDS : OTHER_WORDS_NOT_EMBEDDED;
    double most = search.guessed() ? Math.nextDown(search.enough()) : 1;
    var all = new ArrayList<Passage>();
    for (var found : result.path("passages")) {
      var title = found.path("title").asText();
      var text = found.path("text").asText();
      double covered = least + (1 - least) * share(content, Folded.words(title + " " + text));
      all.add(
          new Passage(
              title,
              found.path("ref").asText(),
              text,
              Math.min(most, covered * found.path("score").asDouble())));
    }
    all.sort(Comparator.comparingDouble(Passage::score).reversed());
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
    return own.best() >= unsure ? own : new Findings(all);
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
