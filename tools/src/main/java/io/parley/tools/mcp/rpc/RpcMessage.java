package io.parley.tools.mcp.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// One message of JSON-RPC 2.0. Ids are strings or whole numbers, as JSON values.
public sealed interface RpcMessage {

  /// Expects one reply with the same id.
  record Request(JsonNode id, String method, ObjectNode params) implements RpcMessage {}

  /// Expects nothing.
  record Notification(String method, ObjectNode params) implements RpcMessage {}

  /// The answer to a request.
  sealed interface Reply extends RpcMessage {}

  /// @param result an object; of any other type it would be refused by the codec
  record Result(JsonNode id, ObjectNode result) implements Reply {}

  /// @param id empty when the other side could not read the request's
  /// @param data the error's `data`, or a missing node
  record Failed(Optional<JsonNode> id, int code, String message, JsonNode data) implements Reply {}
}
