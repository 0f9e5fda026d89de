package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A language that the offline model speaks.
///
/// @param tag such as `de`
/// @param carrier a carrier whose name is not known
/// @param unknownDay a day that is not known
/// @param facts how facts are told that begin as the key, which [Facts] notes in English
record Language(
    String tag,
    Phrases phrases,
    Cues cues,
    JsonNode examples,
    DateTimeFormatter day,
    String carrier,
    String unknownDay,
    Map<String, String> facts) {

  /// @throws IllegalArgumentException when one of its files is missing or not as expected
  static Language of(String tag, OfflineSettings settings) {
    var words = Documents.read("parley.model.offline.languages", "offline/words." + tag + ".json");
    return new Language(
        tag,
        Phrases.of(
            Documents.read("parley.model.offline.phrases", settings.file(settings.phrases(), tag))),
        new Cues(words),
        Documents.read("parley.model.offline.intents", settings.file(settings.intents(), tag)),
        DateTimeFormatter.ofPattern(words.path("day").asText(), Locale.of(tag)),
        words.path("carrier").asText(),
        words.path("unknown-day").asText(),
        facts(words.path("facts")));
  }

  private static Map<String, String> facts(JsonNode document) {
    var facts = new LinkedHashMap<String, String>();
    document.properties().forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
    return Collections.unmodifiableMap(facts);
  }

  /// Notes about the customer. A fact of another form is quoted as it was noted.
  String told(List<String> noted) {
    return noted.stream().map(this::told).collect(Collectors.joining(". "));
  }

  private String told(String noted) {
    return facts.entrySet().stream()
        .filter(fact -> noted.startsWith(fact.getKey()))
        .map(fact -> fact.getValue().replace("{}", noted.substring(fact.getKey().length())))
        .findFirst()
        .orElse("“" + noted + "”");
  }

  String on(LocalDate date) {
    return day.format(date);
  }

  /// Whether the sentence embedder, which was made for English, understands it.
  boolean isEmbedded() {
    return tag.equals("en");
  }
}
