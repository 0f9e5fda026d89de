package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A passage as it is quoted: Markdown, indented as a quotation, its heading first, cut between
/// sentences.
final class Quote {
  /// From this score on the first article is right so often that a second would only distract.
  private static final double CLEAR = 0.85;

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

  static Optional<JsonNode> second(List<JsonNode> passages, double answerScore) {
    var first = passages.getFirst();
    if (first.path("score").asDouble() >= CLEAR) return Optional.empty();
    for (var passage : passages)
      if (!passage.path("ref").equals(first.path("ref"))
          && passage.path("score").asDouble() >= answerScore
          && passage.path("score").asDouble() >= NEARLY * first.path("score").asDouble())
        return Optional.of(passage);
    return Optional.empty();
  }
}
