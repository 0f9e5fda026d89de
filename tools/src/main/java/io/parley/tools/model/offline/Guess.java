package io.parley.tools.model.offline;

import java.util.Map;
import java.util.Optional;

/// How near a text is to the examples of each intent, 0 to 1, and to those of a topic of the help
/// centre.
record Guess(Map<String, Double> scores, Optional<Topic> topic) {
  /// @param search the words by which the help centre finds it
  record Topic(String search, double score) {}

  String best() {
    return scores.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  double of(String intent) {
    return scores.getOrDefault(intent, -1.0);
  }
}
