package io.parley.voice.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A JSON object of a provider, read field by field. Providers write numbers as numbers or as
/// texts; both count. Unknown fields are ignored.
public final class WireObject {
  private static final int DEPTH_MAX = 16;
  private static final int TEXTS_MAX = 32;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectNode object;
  private final String name;

  private WireObject(ObjectNode object, String name) {
    this.object = object;
    this.name = name;
  }

  /// @throws MalformedFrame when `text` is not one JSON object
  public static WireObject read(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) return new WireObject(object, "");
    } catch (JsonProcessingException notJson) {
      // its message quotes the text
      throw new MalformedFrame("not JSON (expected: an object)");
    }
    throw new MalformedFrame("not an object (expected: {…})");
  }

  /// A new object, to be written.
  public static ObjectNode create() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// @throws MalformedFrame when there is no such object
  public WireObject object(String field) {
    if (object.get(field) instanceof ObjectNode inner)
      return new WireObject(inner, name + field + ".");
    throw missing(field, "an object");
  }

  /// Empty when there is no such object.
  public Optional<WireObject> objectIfAny(String field) {
    return object.get(field) instanceof ObjectNode inner
        ? Optional.of(new WireObject(inner, name + field + "."))
        : Optional.empty();
  }

  /// @throws MalformedFrame when it is absent, empty or longer than `max`
  public String text(String field, int max) {
    return textIfAny(field, max).orElseThrow(() -> missing(field, "a text"));
  }

  /// Empty when it is absent, empty or no text.
  ///
  /// @throws MalformedFrame when it is longer than `max`
  public Optional<String> textIfAny(String field, int max) {
    var value = object.get(field);
    if (value == null || !value.isTextual() || value.textValue().isEmpty()) return Optional.empty();
    if (value.textValue().length() > max)
      throw new MalformedFrame(
          "%s%s has %d characters (expected: ≤ %d)"
              .formatted(name, field, value.textValue().length(), max));
    return Optional.of(value.textValue());
  }

  /// A whole number from 0 on, written as a number or as a text.
  ///
  /// @throws MalformedFrame when it is absent or another value
  public long number(String field) {
    return numberIfAny(field).orElseThrow(() -> missing(field, "a whole number ≥ 0"));
  }

  /// Empty when it is absent.
  ///
  /// @throws MalformedFrame when it is another value
  public Optional<Long> numberIfAny(String field) {
    var value = object.get(field);
    if (value == null || value.isNull()) return Optional.empty();
    if (value.canConvertToLong() && value.isIntegralNumber() && value.longValue() >= 0)
      return Optional.of(value.longValue());
    if (value.isTextual() && value.textValue().matches("[0-9]{1,18}"))
      return Optional.of(Long.parseLong(value.textValue()));
    throw missing(field, "a whole number ≥ 0");
  }

  /// False when it is absent.
  public boolean flag(String field) {
    return object.path(field).asBoolean(false);
  }

  /// The texts of an inner object; other values are left out.
  ///
  /// @throws MalformedFrame when there are too many, or one is longer than `max`
  public Map<String, String> texts(String field, int max) {
    var inner = objectIfAny(field);
    return inner.isPresent() ? inner.get().texts(max) : Map.of();
  }

  /// The texts of this object; other values are left out.
  public Map<String, String> texts(int max) {
    if (object.size() > TEXTS_MAX)
      throw new MalformedFrame(
          "%s has %d fields (expected: ≤ %d)".formatted(where(), object.size(), TEXTS_MAX));
    var texts = new LinkedHashMap<String, String>();
    for (var field : object.properties())
      if (field.getValue().isTextual())
        texts.put(field.getKey(), textIfAny(field.getKey(), max).orElse(""));
    return texts;
  }

  /// The value as it stands.
  public JsonNode value(String field) {
    return object.path(field);
  }

  private String where() {
    return name.isEmpty() ? "the object" : name.substring(0, name.length() - 1);
  }

  private MalformedFrame missing(String field, String expected) {
    return new MalformedFrame("%s%s (expected: %s)".formatted(name, field, expected));
  }
}
