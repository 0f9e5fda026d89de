package io.parley.tools.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Fields of a JSON object, with names for messages. Values are not shown: they may be secret.
public record Fields(JsonNode json, String path, Set<String> keys) {
  public Fields {
    if (!json.isObject()) throw new IllegalArgumentException(path + ": no object (expected: one)");
    for (var field : json.properties())
      if (!keys.contains(field.getKey()))
        throw new IllegalArgumentException(
            "%s.%s: not known (expected: %s)".formatted(path, field.getKey(), new TreeSet<>(keys)));
  }

  public boolean has(String key) {
    return json.hasNonNull(key);
  }

  public IllegalArgumentException wrong(String key, String expected) {
    return new IllegalArgumentException(
        "%s.%s: %s (expected: %s)"
            .formatted(path, key, has(key) ? "another value" : "nothing", expected));
  }

  public Optional<String> text(String key) {
    if (!has(key)) return Optional.empty();
    if (!json.get(key).isTextual() || json.get(key).asText().isBlank()) throw wrong(key, "a text");
    return Optional.of(json.get(key).asText());
  }

  public boolean flag(String key, boolean otherwise) {
    if (has(key) && !json.get(key).isBoolean()) throw wrong(key, "true or false");
    return json.path(key).asBoolean(otherwise);
  }

  public int number(String key, int otherwise, int least, int most) {
    if (!has(key)) return otherwise;
    var value = json.get(key);
    if (!value.isInt() || value.asInt() < least || value.asInt() > most)
      throw wrong(key, "a whole number from %d to %d".formatted(least, most));
    return value.asInt();
  }

  public <E extends Enum<E>> E choice(String key, Class<E> of, E otherwise) {
    var given = text(key);
    if (given.isEmpty()) return otherwise;
    for (var each : of.getEnumConstants()) if (word(each.name()).equals(given.get())) return each;
    throw wrong(key, "one of " + word(Arrays.toString(of.getEnumConstants())));
  }

  /// Such as `authorization-code`.
  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public List<String> list(String key) {
    var values = new ArrayList<String>();
    for (var each : json.path(key)) {
      if (!each.isTextual()) throw wrong(key, "a list of texts");
      values.add(each.asText());
    }
    if (values.isEmpty()) throw wrong(key, "a list of texts");
    return values;
  }

  public Map<String, String> texts(String key) {
    var values = new LinkedHashMap<String, String>();
    if (has(key) && !json.get(key).isObject()) throw wrong(key, "an object of texts");
    for (var each : json.path(key).properties()) {
      if (!each.getValue().isTextual()) throw wrong(key, "an object of texts");
      values.put(each.getKey(), each.getValue().asText());
    }
    return values;
  }

  public Optional<Fields> part(String key, Set<String> known) {
    return has(key)
        ? Optional.of(new Fields(json.get(key), path + "." + key, known))
        : Optional.empty();
  }

  public Optional<JsonNode> value(String key) {
    return has(key) ? Optional.of(json.get(key)) : Optional.empty();
  }

  public List<JsonNode> elements(String key) {
    if (has(key) && !json.get(key).isArray()) throw wrong(key, "a list");
    return json.path(key).valueStream().toList();
  }

  public JsonNode object(String key) {
    if (has(key) && !json.get(key).isObject()) throw wrong(key, "an object");
    return json.path(key);
  }
}
