package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Classifies texts by the words and parts of words that they share with examples: for languages
/// that the sentence embedder was not made for. A text is a vector of its words, pairs of words and
/// pieces of three and four letters (which forgive endings and typing errors), each weighted by how
/// rare it is among the examples (TF-IDF); texts are compared by cosine.
final class WordLikeness implements Classifier {
  private static final int EXAMPLES_MAX = 5_000;
  private static final int WORDS_MAX = 60;
  private static final Pattern DIGIT = Pattern.compile("\\d");

  /// Topics that are looked at closely.
  private static final int CANDIDATES = 8;

  private static final double PAIR = 0.5;

  /// The best example counts so much, the mean of the best three the rest.
  private static final double NEAREST = 0.7;

  private static final int NEIGHBOURS = 3;

  /// A topic of which an example is near, but which has none of the words that tell a text's
  /// subject, keeps so much of its nearness.
  private static final double UNCOVERED = 0.4;

  private record Example(String intent, Optional<String> search, Map<String, Double> vector) {}

  private final List<Example> examples = new ArrayList<>();
  private final Map<String, Integer> documents = new HashMap<>();
  private final Set<String> words = new HashSet<>();
  private final Map<String, Set<String>> vocabularies = new HashMap<>();
  private final Cues cues;
  private final int count;

  /// @param document `{"intents": [{"name", "examples"}, …], "topics": [{"search", "examples"},
  ///   …]}`; a topic's search is its own first example
  WordLikeness(JsonNode document, Cues cues) {
    this.cues = cues;
    record Text(String intent, Optional<String> search, String text) {}
    var texts = new ArrayList<Text>();
    for (var intent : document.path("intents"))
      for (var example : intent.path("examples"))
        texts.add(new Text(intent.path("name").asText(), Optional.empty(), example.asText()));
    for (var topic : document.path("topics")) {
      var search = topic.path("search").asText();
      texts.add(new Text(Intents.KNOWLEDGE, Optional.of(search), search));
      for (var example : topic.path("examples"))
        texts.add(new Text(Intents.KNOWLEDGE, Optional.of(search), example.asText()));
    }
    if (texts.isEmpty() || texts.size() > EXAMPLES_MAX)
      throw new IllegalArgumentException(
          "intents: %d examples (expected: 1 to %d)".formatted(texts.size(), EXAMPLES_MAX));
    this.count = texts.size();
    for (var text : texts) {
      var read = Folded.words(text.text());
      words.addAll(read);
      features(read).keySet().forEach(feature -> documents.merge(feature, 1, Integer::sum));
    }
    for (var text : texts)
      text.search()
          .ifPresent(
              search ->
                  vocabularies
                      .computeIfAbsent(search, _ -> new HashSet<>())
                      .addAll(Folded.words(text.text())));
    for (var text : texts)
      examples.add(new Example(text.intent(), text.search(), vector(Folded.words(text.text()))));
  }

  @Override
  public Guess guess(String text) {
    var vector = vector(read(text));
    var byIntent = new LinkedHashMap<String, List<Double>>();
    var byTopic = new LinkedHashMap<String, List<Double>>();
    for (var example : examples) {
      double near = cosine(vector, example.vector());
      byIntent.computeIfAbsent(example.intent(), _ -> new ArrayList<>()).add(near);
      example
          .search()
          .ifPresent(search -> byTopic.computeIfAbsent(search, _ -> new ArrayList<>()).add(near));
    }
    var scores = new LinkedHashMap<String, Double>();
    byIntent.forEach((intent, nears) -> scores.put(intent, nearness(nears)));
    var topic =
        byTopic.entrySet().stream()
            .map(entry -> new Guess.Topic(entry.getKey(), nearness(entry.getValue())))
            .sorted(Comparator.comparingDouble(Guess.Topic::score).reversed())
            .limit(CANDIDATES)
            .map(near -> covered(near, text))
            .max(Comparator.comparingDouble(Guess.Topic::score));
    // what is nearer to a question that is none of ours has no topic
    var ours = topic.filter(best -> best.score() > scores.getOrDefault(Languages.OFF_TOPIC, 0.0));
    ours.ifPresent(best -> scores.merge(Intents.KNOWLEDGE, best.score(), Math::max));
    return new Guess(scores, ours);
  }

  @Override
  public boolean knows(String word) {
    return words.stream()
        .anyMatch(known -> Folded.isSame(word, known) || Folded.isMisspelled(word, known));
  }

  private Guess.Topic covered(Guess.Topic near, String text) {
    var content = cues.content(text);
    if (content.isEmpty()) return near;
    var vocabulary = vocabularies.get(near.search());
    double all = 0;
    double shared = 0;
    for (var written : content) {
      var word = corrected(written);
      double weight = rarity(word);
      all += weight;
      if (vocabulary.stream().anyMatch(known -> Folded.isSame(word, known))) shared += weight;
    }
    double share = shared / all;
    return new Guess.Topic(near.search(), near.score() * (UNCOVERED + (1 - UNCOVERED) * share));
  }

  /// The rarer a feature is among the examples, the more it tells.
  private double rarity(String feature) {
    return Math.log(1 + count / (1.0 + documents.getOrDefault(feature, 0)));
  }

  private static double nearness(List<Double> nears) {
    var best = nears.stream().sorted(Comparator.reverseOrder()).limit(NEIGHBOURS).toList();
    double mean = best.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return NEAREST * best.getFirst() + (1 - NEAREST) * mean;
  }

  /// Of length 1; empty for a text without words.
  private Map<String, Double> vector(List<String> words) {
    var vector = features(words);
    vector.replaceAll((feature, weight) -> weight * rarity(feature));
    double length =
        Math.sqrt(vector.values().stream().mapToDouble(weight -> weight * weight).sum());
    if (length > 0) vector.replaceAll((_, weight) -> weight / length);
    return vector;
  }

  /// Words with typing errors are read as the words of the examples that they stand for.
  private List<String> read(String text) {
    return Folded.words(text).stream().limit(WORDS_MAX).map(this::corrected).toList();
  }

  private String corrected(String word) {
    if (words.contains(word) || word.length() < Folded.LETTERS_MIN) return word;
    return words.stream()
        .filter(known -> Folded.isMisspelled(word, known))
        .max(
            Comparator.<String>comparingInt(documents::get)
                .thenComparing(Comparator.naturalOrder()))
        .orElse(word);
  }

  private static Map<String, Double> features(List<String> words) {
    var features = new HashMap<String, Double>();
    var before = "";
    for (var written : words.stream().limit(WORDS_MAX).toList()) {
      // numbers of the same length are alike
      var word = DIGIT.matcher(written).replaceAll("0");
      features.put(word, 1.0);
      if (!before.isEmpty()) features.put(before + " " + word, PAIR);
      before = word;
      var padded = "_" + word + "_";
      int pieces = Math.max(1, 2 * padded.length() - 5);
      for (int size = 3; size <= 4; size++)
        for (int at = 0; at + size <= padded.length(); at++)
          features.put("~" + padded.substring(at, at + size), 1 / Math.sqrt(pieces));
    }
    return features;
  }

  private static double cosine(Map<String, Double> a, Map<String, Double> b) {
    double sum = 0;
    for (var entry : a.entrySet()) sum += entry.getValue() * b.getOrDefault(entry.getKey(), 0.0);
    return sum;
  }
}
