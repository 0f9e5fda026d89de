package io.parley.voice.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.parley.core.tool.Json;

/// The arguments of a tool call, as a model wrote them: a value that is no text is none, also a
/// number, which may have lost zeros.
public final class ToolArguments {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode tree;

  private ToolArguments(JsonNode tree) {
    this.tree = tree;
  }

  /// Malformed ones have no values.
  public static ToolArguments of(Json written) {
    try {
      return new ToolArguments(JSON.readTree(written.text()));
    } catch (JsonProcessingException e) {
      return new ToolArguments(MissingNode.getInstance());
    }
  }

  /// Empty where there is no such text.
  public String text(String field) {
    var value = tree.path(field);
    return value.isTextual() ? value.textValue() : "";
  }
}
