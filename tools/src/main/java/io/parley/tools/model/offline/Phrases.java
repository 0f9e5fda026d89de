package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The company's words for every [Phrase], with `{placeholders}`.
final class Phrases {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  private final Map<Phrase, String> templates;

  private Phrases(Map<Phrase, String> templates) {
    this.templates = templates;
  }

  /// @param document `{"greet": "Hello …", …}`
  /// @throws IllegalArgumentException when a phrase is missing, or cannot be known again although
  ///   it must be
  static Phrases of(JsonNode document) {
    var templates = new EnumMap<Phrase, String>(Phrase.class);
    for (var phrase : Phrase.values()) {
      var text = document.path(phrase.key()).asText();
      if (text.isBlank())
        throw new IllegalArgumentException(
            "phrases: nothing for %s (expected: a text)".formatted(phrase.key()));
      templates.put(phrase, text);
      if (phrase.asks() != Phrase.Asks.NOTHING && mark(text).contains("{"))
        throw new IllegalArgumentException(
            "phrases: %s ends with a placeholder (expected: a last sentence without one, by which"
                    .formatted(phrase.key())
                + " it is known again)");
    }
    return new Phrases(templates);
  }

  /// A sentence for which a value is missing is left out, unless it is the only one.
  String say(Phrase phrase, Map<String, String> values) {
    var template = templates.get(phrase);
    var complete = Sentences.of(template).stream().allMatch(sentence -> complete(sentence, values));
    var kept =
        complete
            ? template
            : Sentences.of(template).stream()
                .filter(sentence -> complete(sentence, values))
                .collect(Collectors.joining(" "));
    return PLACEHOLDER
        .matcher(kept.isEmpty() ? template : kept)
        .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "…")));
  }

  /// Whether `text`, something that we said, holds the phrase: known by its last sentence.
  boolean isIn(String text, Phrase phrase) {
    return text.contains(mark(templates.get(phrase)));
  }

  private static String mark(String template) {
    return Sentences.of(template).getLast();
  }

  private static boolean complete(String sentence, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(sentence)
        .results()
        .allMatch(match -> values.containsKey(match.group(1)));
  }
}
