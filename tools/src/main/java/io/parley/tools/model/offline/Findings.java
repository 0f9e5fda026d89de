package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What the help centre found, best first.
record Findings(List<JsonNode> passages) {
  Findings {
    passages = List.copyOf(passages);
  }

  /// The passages in the customer's language, or all of them when none of those may be an answer.
  ///
  /// @param result of the search, @param unsure score from which on a passage may be an answer
  static Findings of(JsonNode result, Language language, Languages languages, double unsure) {
    var all = new ArrayList<JsonNode>();
    result.path("passages").forEach(all::add);
    var own =
        new Findings(
            all.stream()
                .filter(
                    passage ->
                        languages
                            .in(passage.path("title").asText() + " " + passage.path("text").asText())
                            .filter(language::equals)
                            .isPresent())
                .toList());
    return own.best() >= unsure ? own : new Findings(all);
  }

  /// The score of the first one.
  double best() {
    return passages.isEmpty() ? 0 : passages.getFirst().path("score").asDouble();
  }
}
