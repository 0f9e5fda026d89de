package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tool of a server, checked.
///
/// @param name as the server calls it
/// @param inputSchema as the server sent it
/// @param headers parameters that become headers
/// @param hints what the server says about its effects
public record ToolDefinition(
    String name,
    Optional<String> title,
    String description,
    ObjectNode inputSchema,
    List<ParameterHeader> headers,
    Hints hints) {

  public ToolDefinition {
    headers = List.copyOf(headers);
  }

  /// Annotations of a tool. Where a server says nothing, it is taken to change and destroy things
  /// (MCP, "ToolAnnotations").
  public record Hints(boolean readOnly, boolean destructive, boolean idempotent) {}

  /// Headers of a call with these arguments.
  public Map<String, String> headers(ObjectNode arguments) {
    return ParameterHeader.values(headers, arguments);
  }
}
