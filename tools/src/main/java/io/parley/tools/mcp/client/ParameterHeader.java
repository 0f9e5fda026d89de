package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.mcp.http.HttpHeaderText;
import io.parley.tools.source.RefusedTool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A parameter that is repeated in a header of the call (MCP 2026-07-28, `x-mcp-header`).
///
/// @param path names of properties, from the root
/// @param header its whole name
public record ParameterHeader(List<String> path, String header) {
  private static final String MARK = "x-mcp-header";
  private static final String PREFIX = "Mcp-Param-";
  private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

  public ParameterHeader {
    path = List.copyOf(path);
  }

  /// @throws RefusedTool when a mark is where none may be, or has no valid value
  static List<ParameterHeader> of(ObjectNode schema) throws RefusedTool {
    var found = new ArrayList<ParameterHeader>();
    search(schema, List.of(), true, found);
    var names = new HashSet<String>();
    for (var each : found)
      if (!names.add(each.header.toLowerCase(Locale.ROOT)))
        throw new RefusedTool("two parameters have the header " + each.header);
    return found;
  }

  /// @param reachable whether only `properties` lead here
  private static void search(
      JsonNode node, List<String> path, boolean reachable, List<ParameterHeader> found)
      throws RefusedTool {
    if (node instanceof ObjectNode object && object.has(MARK)) {
      if (!reachable || path.isEmpty())
        throw new RefusedTool(MARK + " on something else than a property");
      found.add(new ParameterHeader(path, header(object)));
    }
    for (var field : node.properties()) {
      boolean isProperties = reachable && field.getKey().equals("properties");
      if (isProperties && field.getValue() instanceof ObjectNode properties)
        for (var property : properties.properties())
          search(property.getValue(), with(path, property.getKey()), true, found);
      else if (!isData(field.getKey())) search(field.getValue(), path, false, found);
    }
    if (node.isArray()) for (var element : node) search(element, path, false, found);
  }

  /// Values, not schemas.
  private static boolean isData(String keyword) {
    return Set.of("default", "const", "enum", "examples", MARK).contains(keyword);
  }

  private static String header(ObjectNode property) throws RefusedTool {
    var name = property.get(MARK);
    if (!name.isTextual() || !TOKEN.matcher(name.asText()).matches())
      throw new RefusedTool(MARK + " is no name of a header");
    if (!property.path("type").isTextual() || !TYPES.contains(property.path("type").asText()))
      throw new RefusedTool(MARK + " on a parameter that is no string, integer or boolean");
    return PREFIX + name.asText();
  }

  private static List<String> with(List<String> path, String name) {
    var longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  static Map<String, String> values(List<ParameterHeader> headers, ObjectNode arguments) {
    var values = new LinkedHashMap<String, String>();
    for (var each : headers) {
      JsonNode value = arguments;
      for (var name : each.path) value = value.path(name);
      if (value.isTextual() || value.isIntegralNumber() || value.isBoolean())
        values.put(each.header, HttpHeaderText.of(value.asText()));
    }
    return values;
  }
}
