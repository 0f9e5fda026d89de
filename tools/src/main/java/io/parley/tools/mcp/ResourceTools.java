package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.client.McpClient;
import io.parley.tools.mcp.client.ToolDefinition;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.source.ToolName;
import java.util.List;
import java.util.Optional;

/// Two tools with which a model lists and reads the resources of a server.
final class ResourceTools {
  private static final String LIST = "list_resources";
  private static final String READ = "read_resource";

  private static final String NO_ARGUMENTS =
      """
      {"type": "object", "additionalProperties": false}\
      """;
  private static final String URI_ARGUMENT =
      """
      {"type": "object", "required": ["uri"], "additionalProperties": false,
       "properties": {"uri": {"type": "string", "minLength": 1, "maxLength": 2000,
         "description": "as the list of documents has it, or as another tool named it"}}}\
      """;

  private ResourceTools() {}

  static List<Offer.Entry> of(McpSettings settings) {
    return List.of(
        entry(
            settings,
            LIST,
            "Listing documents",
            "Lists the documents of " + settings.name() + ".",
            NO_ARGUMENTS),
        entry(
            settings,
            READ,
            "Reading a document",
            "Reads one document of " + settings.name() + ".",
            URI_ARGUMENT));
  }

  private static Offer.Entry entry(
      McpSettings settings, String tool, String label, String description, String schema) {
    var name = ToolName.of(settings.name(), tool);
    var parameters = (ObjectNode) Jackson.tree(new Json(schema));
    var definition =
        new ToolDefinition(
            tool,
            Optional.of(label),
            description,
            parameters,
            List.of(),
            new ToolDefinition.Hints(true, false, true));
    return new Offer.Entry(
        new ToolSpec(
            name,
            label,
            description,
            Jackson.json(parameters),
            ToolPolicy.READ_ONLY,
            settings.approval() == McpSettings.ApprovalOf.ALWAYS,
            settings.deadline(),
            settings.dependency(),
            settings.personal()),
        Optional.empty(),
        Offer.check(definition));
  }

  /// @param name of the tool, with its source
  static ObjectNode call(McpClient client, String name, ObjectNode arguments, Deadline deadline)
      throws McpFailure, InterruptedException {
    if (!name.endsWith("." + LIST)) return client.read(arguments.path("uri").asText(), deadline);
    var result = Jackson.object();
    var list = result.putArray("resources");
    for (var each : client.resources())
      list.addObject()
          .put("uri", each.key())
          .put("title", each.title())
          .put("description", each.description());
    return result;
  }
}
