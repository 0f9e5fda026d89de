package io.parley.faults.check;

import com.fasterxml.jackson.databind.JsonNode;

/// Whether an event as a customer receives it matches the stored one. The wire omits fields and
/// never changes any, with two exceptions: an event that is not meant for customers is `hidden`,
/// and the type of a problem becomes a URL.
final class Wording {
  private Wording() {}

  static boolean tells(JsonNode told, JsonNode stored) {
    if (told.path("kind").asText().equals("hidden")) return true;
    for (var field : told.properties()) {
      if (field.getKey().equals("problem")) continue;
      if (!same(field.getValue(), stored.path(field.getKey()))) return false;
    }
    return true;
  }

  /// Numbers by their value: a score may be read as a decimal here and as a double there.
  private static boolean same(JsonNode told, JsonNode stored) {
    if (told.isNumber() && stored.isNumber())
      return Double.compare(told.asDouble(), stored.asDouble()) == 0;
    if (told.isObject()) {
      for (var field : told.properties())
        if (!same(field.getValue(), stored.path(field.getKey()))) return false;
      return stored.isObject();
    }
    if (told.isArray()) {
      if (!stored.isArray() || told.size() != stored.size()) return false;
      for (int i = 0; i < told.size(); i++) if (!same(told.get(i), stored.get(i))) return false;
      return true;
    }
    return told.equals(stored);
  }
}
