package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.source.OutsideText;
import java.util.Optional;

/// A resource, as the server describes it, shortened.
///
/// @param key its URI
public record Listed(String key, String title, String description) {
  private static final int KEY_MAX = 2000;
  private static final int TITLE_MAX = 100;

  static Optional<Listed> of(JsonNode entry, int descriptionMax) {
    var key = entry.path("uri");
    if (!key.isTextual() || key.asText().isBlank() || key.asText().length() > KEY_MAX)
      return Optional.empty();
    var title = entry.path("title").asText(entry.path("name").asText(""));
    return Optional.of(
        new Listed(
            key.asText(),
            OutsideText.line(OutsideText.cut(title, TITLE_MAX)),
            OutsideText.cut(
                OutsideText.visible(entry.path("description").asText("")), descriptionMax)));
  }
}
