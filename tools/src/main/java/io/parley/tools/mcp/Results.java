package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.rpc.McpFailure;
import java.util.List;

/// A server's answer, as a model reads it:
///
/// ```
/// one text            {"text": "…"}
/// structured          {"structured": …}          beside texts that say more than it: "content" too
/// anything else       {"content": [{"text"}, {"resource", ["title"], ["text"]}, {"image": "image/png"}, …]}
/// a failed tool       {"error": "…"}
/// ```
///
/// Pictures, sounds and other bytes are only named: models read text here.
final class Results {
  private Results() {}

  static ToolOutcome outcome(ObjectNode result) {
    if (result.path("isError").asBoolean(false))
      return ToolOutcome.of(
          Kind.FAILED, Jackson.json(Jackson.object().put("error", texts(result.path("content")))));
    return ToolOutcome.succeeded(Jackson.json(shown(result)), List.of());
  }

  private static ObjectNode shown(ObjectNode result) {
    var shown = Jackson.object();
    var structured = result.get("structuredContent");
    var content = result.has("contents") ? result.path("contents") : result.path("content");
    if (result.get("resources") instanceof ArrayNode listed) shown.set("resources", listed);
    if (structured != null) shown.set("structured", structured);
    if (content.isEmpty() || (structured != null && isSame(content, structured))) return shown;
    if (structured == null && content.size() == 1 && isText(content.get(0)))
      return shown.put("text", content.get(0).path("text").asText());
    var blocks = shown.putArray("content");
    for (var block : content) block(block, blocks.addObject());
    return shown;
  }

  /// A server repeats structured content as text for clients that know no other.
  private static boolean isSame(JsonNode content, JsonNode structured) {
    return content.size() == 1
        && Jackson.parse(content.get(0).path("text").asText(""))
            .filter(structured::equals)
            .isPresent();
  }

  private static boolean isText(JsonNode block) {
    return block.path("text").isTextual() && !block.has("uri");
  }

  private static void block(JsonNode block, ObjectNode shown) {
    switch (block.path("type").asText(block.has("uri") ? "contents" : "")) {
      case "text" -> shown.put("text", block.path("text").asText());
      case "resource" -> resource(block.path("resource"), shown);
      case "contents", "resource_link" -> resource(block, shown);
      case "image" -> shown.put("image", block.path("mimeType").asText("unknown"));
      case "audio" -> shown.put("audio", block.path("mimeType").asText("unknown"));
      default -> shown.put("unknown", "a kind of content that is not known");
    }
  }

  private static void resource(JsonNode resource, ObjectNode shown) {
    shown.put("resource", resource.path("uri").asText());
    var title = resource.path("title").asText(resource.path("name").asText(""));
    if (!title.isEmpty()) shown.put("title", title);
    if (resource.path("text").isTextual()) shown.put("text", resource.path("text").asText());
    else if (resource.has("blob")) shown.put("bytes", resource.path("mimeType").asText("unknown"));
  }

  private static String texts(JsonNode content) {
    var texts = new StringBuilder();
    for (var block : content)
      if (block.path("text").isTextual()) {
        if (!texts.isEmpty()) texts.append('\n');
        texts.append(block.path("text").asText());
      }
    return texts.isEmpty() ? "the tool failed and did not say why" : texts.toString();
  }

  /// The server refused to run the call: the model is told why, in the server's words.
  static ToolOutcome refused(McpFailure failure) {
    var error = failure.told().isEmpty() ? failure.getMessage() : failure.told();
    return ToolOutcome.of(Kind.REJECTED, Jackson.json(Jackson.object().put("error", error)));
  }

  static ToolOutcome refused(String tool, List<String> problems, JsonNode expected) {
    var result = Jackson.object().put("error", "the arguments of " + tool + " are not as expected");
    var list = result.putArray("problems");
    problems.forEach(list::add);
    result.set("expected", expected);
    return ToolOutcome.of(Kind.REJECTED, Jackson.json(result));
  }
}
