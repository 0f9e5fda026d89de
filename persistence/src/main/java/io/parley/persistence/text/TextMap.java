package io.parley.persistence.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;

/// Texts by name as JSON, for values that are stored encrypted.
public final class TextMap {
  private static final ObjectReader READER = new JsonMapper().readerForMapOf(String.class);
  private static final ObjectWriter WRITER = new JsonMapper().writer();

  private TextMap() {}

  public static String json(Map<String, String> values) {
    try {
      return WRITER.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is JSON", e);
    }
  }

  /// Empty for values of another form: those of a later release, because the tag of their
  /// encryption protects them.
  public static Optional<Map<String, String>> read(String json) {
    try {
      return Optional.of(READER.<Map<String, String>>readValue(json));
    } catch (JsonProcessingException unknown) {
      return Optional.empty();
    }
  }
}
