package io.parley.tools.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.Json;
import java.util.Optional;

/// Converts between core's [Json] texts and Jackson's trees.
public final class Jackson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Jackson() {}

  /// @return empty when the text is not one JSON value
  public static Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      // the exception's message quotes the text: it is dropped
      return Optional.empty();
    }
  }

  /// @throws IllegalStateException when the text does not parse, which core rules out
  public static JsonNode tree(Json json) {
    return parse(json.text())
        .orElseThrow(() -> new IllegalStateException("this Json does not parse"));
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static Json json(JsonNode node) {
    return new Json(node.toString());
  }

  /// A text as one JSON string.
  public static Json string(String text) {
    return json(MAPPER.getNodeFactory().textNode(text));
  }
}
