package io.parley.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Reads the fields of a client's JSON object one by one. Errors name the field and what was
/// expected. `null` counts as absent; unknown fields are ignored, unless [#only] refuses them.
public final class Fields {
  private static final int TIME_MAX = 40;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final ObjectNode object;
  private final String prefix;

  private Fields(ObjectNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  public static Fields of(ObjectNode object) {
    return new Fields(object, "");
  }

  /// An identifier chosen by the client, `[A-Za-z0-9._-]{1,64}`.
  public String id(String name) {
    return optionalId(name).orElseThrow(() -> missing(name, "a string"));
  }

  /// The same, or an unguessable one where the client chose none.
  public String idOrNew(String name) {
    return optionalId(name).orElseGet(() -> UUID.randomUUID().toString());
  }

  public Optional<String> optionalId(String name) {
    return string(name)
        .map(
            value -> {
              if (!ID.matcher(value).matches())
                throw new Malformed(name(name) + " of another form (expected: " + ID + ")");
              return value;
            });
  }

  /// @param max in characters, that is, code points
  public String text(String name, int max) {
    var text = optionalText(name, max).orElseThrow(() -> missing(name, "a string"));
    if (text.isEmpty()) throw new Malformed(name(name) + " is empty (expected: 1 to " + max + ")");
    return text;
  }

  /// @param max in characters, that is, code points
  public Optional<String> optionalText(String name, int max) {
    return string(name).map(value -> checked(name(name), value, max));
  }

  /// An instant of ISO 8601 in UTC.
  public Optional<Instant> optionalTime(String name) {
    return optionalText(name, TIME_MAX).map(text -> time(name(name), text));
  }

  private static Instant time(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Malformed(name + " is not a time (expected: such as 2027-01-31T12:00:00Z)");
    }
  }

  public int integer(String name, int min, int max) {
    var value = value(name).orElseThrow(() -> missing(name, "a whole number"));
    if (!value.canConvertToExactIntegral())
      throw new Malformed(name(name) + " is not a whole number");
    if (!value.canConvertToInt() || value.intValue() < min || value.intValue() > max)
      throw new Malformed(
          "%s is out of range (expected: %d to %d)".formatted(name(name), min, max));
    return value.intValue();
  }

  public Optional<Fields> object(String name) {
    return value(name)
        .map(
            value -> {
              if (!(value instanceof ObjectNode inner))
                throw new Malformed(name(name) + " is not an object (expected: {…})");
              return new Fields(inner, name(name) + ".");
            });
  }

  /// An object whose values are all strings; empty when absent.
  public Map<String, String> texts(String name, int entriesMax, int nameMax, int valueMax) {
    var inner = object(name);
    if (inner.isEmpty()) return Map.of();
    var found = inner.get();
    if (found.object.size() > entriesMax)
      throw Malformed.tooLong(
          "%s has %d entries (expected: ≤ %d)"
              .formatted(name(name), found.object.size(), entriesMax));
    var texts = new LinkedHashMap<String, String>();
    for (var entry : found.object.properties()) {
      var key = checked("a name in " + name(name), entry.getKey(), nameMax);
      if (!entry.getValue().isTextual())
        throw new Malformed("a value in " + name(name) + " is not a string");
      texts.put(key, checked("a value in " + name(name), entry.getValue().textValue(), valueMax));
    }
    return texts;
  }

  /// For requests in which an unknown field may mean more than the server knows of.
  ///
  /// @throws Malformed when there is a field of another name; the message does not repeat it
  public Fields only(String... names) {
    var known = List.of(names);
    if (object.properties().stream().anyMatch(field -> !known.contains(field.getKey())))
      throw new Malformed(
          "there is an unknown field (expected: %s)"
              .formatted(known.isEmpty() ? "none" : "only " + String.join(", ", known)));
    return this;
  }

  /// An array of short strings; empty when absent.
  ///
  /// @param entriesMax the most entries; @param max of an entry, in UTF-16
  public List<String> list(String name, int entriesMax, int max) {
    var value = value(name);
    if (value.isEmpty()) return List.of();
    if (!value.get().isArray())
      throw new Malformed(name(name) + " is not an array (expected: […])");
    if (value.get().size() > entriesMax)
      throw Malformed.tooLong(
          "%s has %d entries (expected: ≤ %d)"
              .formatted(name(name), value.get().size(), entriesMax));
    var texts = new ArrayList<String>();
    for (var each : value.get()) {
      if (!each.isTextual() || each.textValue().length() > max)
        throw new Malformed(
            "an entry of %s is not a string of ≤ %d characters".formatted(name(name), max));
      texts.add(each.textValue());
    }
    return texts;
  }

  /// An array of objects; empty when absent. Errors name an entry by its place: `asks.0.words`.
  ///
  /// @param entriesMax the most entries
  public List<Fields> objects(String name, int entriesMax) {
    var value = value(name);
    if (value.isEmpty()) return List.of();
    if (!value.get().isArray())
      throw new Malformed(name(name) + " is not an array (expected: […])");
    if (value.get().size() > entriesMax)
      throw Malformed.tooLong(
          "%s has %d entries (expected: ≤ %d)"
              .formatted(name(name), value.get().size(), entriesMax));
    var objects = new ArrayList<Fields>();
    for (var each : value.get()) {
      var entry = name(name) + "." + objects.size();
      if (!(each instanceof ObjectNode inner))
        throw new Malformed(entry + " is not an object (expected: {…})");
      objects.add(new Fields(inner, entry + "."));
    }
    return objects;
  }

  /// The raw value, if present.
  public Optional<JsonNode> value(String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  /// The value of `name` if it is a string; otherwise empty, without an error.
  public Optional<String> peek(String name) {
    return value(name).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  private Optional<String> string(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isTextual()) throw new Malformed(name(name) + " is not a string");
              return value.textValue();
            });
  }

  /// Databases cannot store U+0000, and an unpaired surrogate is no character.
  private static String checked(String name, String value, int max) {
    int characters = 0;
    int i = 0;
    while (i < value.length()) {
      char c = value.charAt(i);
      if (c == 0) throw new Malformed(name + " contains U+0000 (expected: any other characters)");
      boolean pair = i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair)
        throw new Malformed(name + " contains an unpaired surrogate (expected: valid Unicode)");
      i += pair ? 2 : 1;
      characters++;
    }
    if (characters > max)
      throw Malformed.tooLong(
          "%s has %d characters (expected: ≤ %d)".formatted(name, characters, max));
    return value;
  }

  private Malformed missing(String name, String expected) {
    return new Malformed(name(name) + " is missing (expected: " + expected + ")");
  }

  private String name(String field) {
    return prefix + field;
  }
}
