package io.parley.tools.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.source.SourceResources;
import io.parley.core.tool.source.SourceResources.Content;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads the result of `resources/read` (MCP, "Resources"): each part has a `text`, or a `blob` in
/// base64.
final class ResourceContents {
  private static final int TYPE_MAX = 200;

  private ResourceContents() {}

  static List<Content> of(JsonNode result) throws SourceResources.Refused {
    var contents = new ArrayList<Content>();
    for (var part : result.path("contents")) {
      var type = part.path("mimeType");
      contents.add(
          new Content(
              bytes(part),
              type.isTextual() && type.asText().length() <= TYPE_MAX
                  ? Optional.of(type.asText())
                  : Optional.empty()));
    }
    return contents;
  }

  private static byte[] bytes(JsonNode part) throws SourceResources.Refused {
    if (part.path("text").isTextual()) return part.path("text").asText().getBytes(UTF_8);
    if (!part.path("blob").isTextual())
      throw new SourceResources.Refused("a part without text and blob (expected: one of them)");
    try {
      return Base64.getDecoder().decode(part.path("blob").asText());
    } catch (IllegalArgumentException e) {
      throw new SourceResources.Refused("a blob that is not base64");
    }
  }
}
