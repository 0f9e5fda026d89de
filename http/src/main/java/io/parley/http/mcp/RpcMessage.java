package io.parley.http.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;

/// One message of JSON-RPC 2.0 from a client.
sealed interface RpcMessage {
  String VERSION = "2.0";

  /// @param id a text or a whole number
  record Request(JsonNode id, String method, ObjectNode params) implements RpcMessage {

    JsonNode meta() {
      return params.path("_meta");
    }

    ObjectNode result(ObjectNode result) {
      var json = JsonText.object().put("jsonrpc", VERSION);
      json.set("id", id);
      json.set("result", result);
      return json;
    }
  }

  /// Expects no answer.
  record Notification(String method) implements RpcMessage {}

  /// An answer of the client. This server asks nothing, so it belongs to no request.
  record Reply() implements RpcMessage {}

  /// @throws RpcError when the text is not one message
  static RpcMessage read(String text) {
    var json = parsed(text);
    if (!VERSION.equals(json.path("jsonrpc").asText()))
      throw invalid("a message without \"jsonrpc\": \"2.0\"");
    var method = json.path("method");
    if (!method.isTextual()) {
      if (json.has("result") || json.has("error")) return new Reply();
      throw invalid("a message without a method (expected: a request, or a notification)");
    }
    if (!json.has("id")) return new Notification(method.asText());
    var id = json.get("id");
    if (!id.isTextual() && !id.isIntegralNumber())
      throw invalid("an id that is neither a text nor a whole number");
    var params = json.path("params");
    if (params.isMissingNode()) return new Request(id, method.asText(), JsonText.object());
    if (params instanceof ObjectNode object) return new Request(id, method.asText(), object);
    throw invalid("params are not an object (expected: {…})");
  }

  private static ObjectNode parsed(String text) {
    try {
      return JsonText.object(text);
    } catch (Malformed malformed) {
      // a batch, which one revision had, is not an object either
      throw new RpcError(RpcError.PARSE, malformed.getMessage());
    }
  }

  private static RpcError invalid(String what) {
    return new RpcError(RpcError.INVALID_REQUEST, what);
  }
}
