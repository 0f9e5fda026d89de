package io.parley.http.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.json.JsonText;
import java.util.Optional;

/// A request that is refused with an error of JSON-RPC. Not a failure: it has no stack trace.
final class RpcError extends RuntimeException {
  static final int PARSE = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int NO_SUCH_METHOD = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int NO_SUCH_RESOURCE = -32002;
  static final int HEADER_MISMATCH = -32020;
  static final int UNSUPPORTED_VERSION = -32022;

  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int OK = 200;

  private final int code;
  private final transient Optional<ObjectNode> data;

  RpcError(int code, String message, Optional<ObjectNode> data) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
  }

  RpcError(int code, String message) {
    this(code, message, Optional.empty());
  }

  /// Older clients take every other status for a broken connection.
  int status(Revision revision) {
    if (code == PARSE || code == INVALID_REQUEST) return BAD_REQUEST;
    if (!revision.isStateless()) return OK;
    return code == NO_SUCH_METHOD ? NOT_FOUND : BAD_REQUEST;
  }

  /// @param id of the request; null when it could not be read
  ObjectNode json(JsonNode id) {
    var json = JsonText.object().put("jsonrpc", RpcMessage.VERSION);
    json.set("id", id);
    var error = json.putObject("error").put("code", code).put("message", getMessage());
    data.ifPresent(known -> error.set("data", known));
    return json;
  }
}
