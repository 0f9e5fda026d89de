package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.mcp.rpc.RpcCodec;
import java.util.Optional;

/// Answers a server that asks a person for something in the middle of a call.
public interface Elicitation {

  /// Accepts with the default values that the server's form has, where every required field has
  /// one; otherwise declines.
  Elicitation DEFAULTS = Elicitation::defaults;

  /// @param params of `elicitation/create`
  /// @return the content of the form; empty to decline
  Optional<ObjectNode> answer(ObjectNode params);

  private static Optional<ObjectNode> defaults(ObjectNode params) {
    if (params.path("mode").asText("form").equals("url")) return Optional.empty();
    var schema = params.path("requestedSchema");
    var content = RpcCodec.object();
    for (var field : schema.path("properties").properties()) {
      var value = field.getValue().get("default");
      if (value != null) content.set(field.getKey(), value);
    }
    for (var required : schema.path("required"))
      if (!content.has(required.asText())) return Optional.empty();
    return Optional.of(content);
  }
}
