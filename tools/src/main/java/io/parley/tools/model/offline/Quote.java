package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Findings.Passage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A passage as it is quoted: Markdown, indented as a quotation, its heading first, cut between
/// sentences.
final class Quote {
  /// From this score on the first article is right so often that a second would only distract.
  static final double CLEAR = 0.85;

  /// Otherwise a second article is quoted too when it is nearly as good, and the customer chooses.
  private static final double NEARLY = 0.8;

  private Quote() {}

  static String of(String passage, OfflineSettings settings) {
    var lines = passage.strip().lines().toList();
    boolean headed = lines.getFirst().startsWith("## ");
    var body = String.join("\n", lines.subList(headed ? 1 : 0, lines.size())).strip();
    var quoted = Sentences.shortened(body, settings.quoteChars());
    var whole = headed ? "**" + lines.getFirst().substring(3).strip() + "**\n\n" + quoted : quoted;
    return whole
        .lines()
        .map(line -> ("> " + line).stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  static Optional<Passage> second(List<Passage> passages, double answerScore) {
    var first = passages.getFirst();
    if (first.score() >= CLEAR) return Optional.empty();
    return passages.stream()
        .filter(
            passage ->
                !passage.ref().equals(first.ref())
                    && passage.score() >= answerScore
                    && passage.score() >= NEARLY * first.score())
        .findFirst();
  }
}
