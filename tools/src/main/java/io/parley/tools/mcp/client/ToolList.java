package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.mcp.client.ToolDefinition.Hints;
import io.parley.tools.source.ArgumentCheck;
import io.parley.tools.source.OutsideText;
import io.parley.tools.source.RefusedTool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tools of a server, from the pages of its list: each is checked, and those that cannot be
/// offered are named with the reason.
///
/// @param refused names, shortened, with reasons
public record ToolList(List<ToolDefinition> tools, Map<String, String> refused) {
  private static final int NAME_MAX = 128;
  private static final int TITLE_MAX = 100;
  private static final int REFUSALS_MAX = 50;
  private static final String DIALECT = "$schema";
  private static final Set<String> DIALECTS =
      Set.of(
          "https://json-schema.org/draft/2020-12/schema",
          "http://json-schema.org/draft-07/schema",
          "https://json-schema.org/draft/2019-09/schema");

  public ToolList {
    tools = List.copyOf(tools);
    refused = Map.copyOf(refused);
  }

  /// Checks entries page by page, so that no more than what is offered is kept.
  static final class Builder {
    private final ClientSettings settings;
    private final boolean withHeaders;
    private final Map<String, ToolDefinition> tools = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /// @param withHeaders whether parameters can become headers
    Builder(ClientSettings settings, boolean withHeaders) {
      this.settings = settings;
      this.withHeaders = withHeaders;
    }

    /// @return whether more may be added
    boolean add(JsonNode entry) {
      var name = OutsideText.cut(entry.path("name").asText(""), NAME_MAX);
      try {
        if (tools.containsKey(name)) throw new RefusedTool("a second tool of this name");
        if (tools.size() == settings.toolsMax())
          throw new RefusedTool("more than %d tools".formatted(settings.toolsMax()));
        tools.put(name, tool(entry, settings, withHeaders));
      } catch (RefusedTool e) {
        refused.putIfAbsent(name, e.getMessage());
      }
      return refused.size() < REFUSALS_MAX;
    }

    ToolList build() {
      return new ToolList(List.copyOf(tools.values()), refused);
    }
  }

  private static ToolDefinition tool(JsonNode entry, ClientSettings settings, boolean withHeaders)
      throws RefusedTool {
    var name = entry.path("name");
    if (!name.isTextual() || name.asText().isBlank() || name.asText().length() > NAME_MAX)
      throw new RefusedTool("no name of 1 to %d characters".formatted(NAME_MAX));
    if (!(entry.get("inputSchema") instanceof ObjectNode schema))
      throw new RefusedTool("no schema of its arguments");
    check(schema, settings);
    var annotations = entry.path("annotations");
    boolean readOnly = annotations.path("readOnlyHint").asBoolean(false);
    var title = entry.path("title").asText(annotations.path("title").asText(""));
    return new ToolDefinition(
        name.asText(),
        Optional.of(OutsideText.line(OutsideText.cut(title, TITLE_MAX)))
            .filter(text -> !text.isBlank()),
        OutsideText.cut(
            OutsideText.visible(entry.path("description").asText("")), settings.descriptionMax()),
        schema,
        withHeaders ? ParameterHeader.of(schema) : List.of(),
        new Hints(
            readOnly,
            !readOnly && annotations.path("destructiveHint").asBoolean(true),
            annotations.path("idempotentHint").asBoolean(false)));
  }

  private static void check(ObjectNode schema, ClientSettings settings) throws RefusedTool {
    int length = schema.toString().length();
    if (length > settings.schemaMax())
      throw new RefusedTool(
          "a schema of %d characters (expected: %d at most)"
              .formatted(length, settings.schemaMax()));
    if (!"object".equals(schema.path("type").asText()))
      throw new RefusedTool("a schema that is not of an object");
    var dialect = schema.path(DIALECT).asText("").replaceFirst("#$", "");
    if (!dialect.isEmpty() && !DIALECTS.contains(dialect))
      throw new RefusedTool("a dialect of JSON Schema that is not supported");
    ArgumentCheck.of(schema);
  }

  /// Names of tools that were refused, with reasons, for a log line.
  public List<String> refusals() {
    var lines = new ArrayList<String>();
    refused.forEach((name, reason) -> lines.add(OutsideText.line(name) + ": " + reason));
    return lines;
  }
}
