package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Classifies texts by example phrases. The distance of a text to an intent is the mean of its
/// three nearest examples: one alone would be a chance match, and all of them would blur. (Nearest
/// neighbours in the space of sentence embeddings. With each of the sample shop's examples left out
/// once, three were better than one, two, four and five; a trained linear classifier was no
/// better.)
final class Intents {
  static final String KNOWLEDGE = "knowledge";

  private static final int NEIGHBOURS = 3;
  private static final int EXAMPLES_MAX = 5_000;
  private static final int BATCH = 64;

  private record Intent(String name, List<float[]> examples) {}

  private final Embedder embedder;
  private final List<Intent> intents;

  private Intents(Embedder embedder, List<Intent> intents) {
    this.embedder = embedder;
    this.intents = intents;
  }

  /// @param document `{"intents": [{"name", "examples": [text, …]}, …]}`
  /// @throws IllegalArgumentException when the document has another form
  static Intents of(JsonNode document, Embedder embedder) {
    var intents = new ArrayList<Intent>();
    int count = 0;
    for (var entry : document.path("intents")) {
      var texts = new ArrayList<String>();
      entry.path("examples").forEach(example -> texts.add(example.asText()));
      count += texts.size();
      if (texts.isEmpty() || count > EXAMPLES_MAX)
        throw new IllegalArgumentException(
            "intents: %d examples up to %s (expected: at least one each, %d in all)"
                .formatted(count, entry.path("name").asText(), EXAMPLES_MAX));
      var vectors = new ArrayList<float[]>(texts.size());
      for (int from = 0; from < texts.size(); from += BATCH)
        vectors.addAll(embedder.embed(texts.subList(from, Math.min(texts.size(), from + BATCH))));
      intents.add(new Intent(entry.path("name").asText(), vectors));
    }
    if (intents.stream().noneMatch(intent -> intent.name().equals(KNOWLEDGE)))
      throw new IllegalArgumentException("intents: none named " + KNOWLEDGE + " (expected: one)");
    return new Intents(embedder, List.copyOf(intents));
  }

  /// How near the text is to each intent.
  Map<String, Double> guess(String text) {
    var vector = embedder.embed(text);
    var scores = new LinkedHashMap<String, Double>();
    for (var intent : intents) scores.put(intent.name(), nearness(vector, intent.examples()));
    return scores;
  }

  private static double nearness(float[] vector, List<float[]> examples) {
    return examples.stream()
        .map(example -> cosine(vector, example))
        .sorted(Comparator.reverseOrder())
        .limit(NEIGHBOURS)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(-1);
  }

  /// Of vectors of length 1.
  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }
}
