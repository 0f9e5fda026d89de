package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A language that the offline model speaks.
///
/// @param tag such as `de`
/// @param carrier a carrier whose name is not known
/// @param unknownDay a day that is not known
record Language(
    String tag,
    Phrases phrases,
    Cues cues,
    JsonNode examples,
    DateTimeFormatter day,
    String carrier,
    String unknownDay) {

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
        words.path("unknown-day").asText());
  }

  String on(LocalDate date) {
    return day.format(date);
  }

  /// Whether the sentence embedder, which was made for English, understands it.
  boolean isEmbedded() {
    return tag.equals("en");
  }
}
