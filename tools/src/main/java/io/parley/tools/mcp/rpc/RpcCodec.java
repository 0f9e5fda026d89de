package io.parley.tools.mcp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.mcp.rpc.RpcMessage.Failed;
import io.parley.tools.mcp.rpc.RpcMessage.Notification;
import io.parley.tools.mcp.rpc.RpcMessage.Request;
import io.parley.tools.mcp.rpc.RpcMessage.Result;
import java.io.IOException;
import java.util.Optional;

/// Reads and writes [RpcMessage]s. A server's message is read with a limit on its depth and on the
/// length of numbers; whoever reads the bytes limits their count. Messages of exceptions never
/// quote what was read.
public final class RpcCodec {
  /// Deeper values are refused: they help no model, and exhaust the stack of a reader.
  public static final int DEPTH_MAX = 64;

  private static final int NUMBER_LENGTH_MAX = 100;
  private static final int MESSAGE_MAX = 500;
  private static final String VERSION = "2.0";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(NUMBER_LENGTH_MAX)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private RpcCodec() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// One line of UTF-8 without its end.
  public static byte[] write(RpcMessage message) {
    var json = object().put("jsonrpc", VERSION);
    switch (message) {
      case Request(var id, var method, var params) -> {
        json.set("id", id);
        json.put("method", method).set("params", params);
      }
      case Notification(var method, var params) -> {
        json.put("method", method);
        if (!params.isEmpty()) json.set("params", params);
      }
      case Result(var id, var result) -> {
        json.set("id", id);
        json.set("result", result);
      }
      case Failed(var id, var code, var text, _) -> {
        id.ifPresent(known -> json.set("id", known));
        json.putObject("error").put("code", code).put("message", text);
      }
    }
    return json.toString().getBytes(UTF_8);
  }

  /// Any JSON object, such as a metadata document.
  ///
  /// @throws McpFailure when the bytes are not one JSON object within the limits
  public static ObjectNode readObject(byte[] bytes, String what) throws McpFailure {
    try {
      if (MAPPER.readTree(bytes) instanceof ObjectNode object) return object;
      throw malformed(what + ": not a JSON object (expected: one)");
    } catch (IOException e) {
      // the exception's message quotes the text: its class has to do
      throw malformed(
          "%s: no JSON within %d levels (%s)"
              .formatted(what, DEPTH_MAX, e.getClass().getSimpleName()));
    }
  }

  /// @throws McpFailure when the bytes are not one message
  public static RpcMessage read(byte[] bytes) throws McpFailure {
    var json = readObject(bytes, "a message of the server");
    if (!VERSION.equals(json.path("jsonrpc").asText()))
      throw malformed("a message without \"jsonrpc\": \"2.0\"");
    var method = json.path("method");
    if (method.isTextual()) return called(json, method.asText());
    if (json.has("error")) return failed(json);
    if (json.get("result") instanceof ObjectNode result) return new Result(id(json), result);
    throw malformed("a message that is no request, notification or reply with an object");
  }

  private static RpcMessage called(ObjectNode json, String method) throws McpFailure {
    var params = json.get("params") instanceof ObjectNode given ? given : object();
    return json.has("id")
        ? new Request(id(json), method, params)
        : new Notification(method, params);
  }

  private static Failed failed(ObjectNode json) throws McpFailure {
    var error = json.get("error");
    if (!error.path("code").isInt()) throw malformed("an error without a whole number as its code");
    var id = json.get("id");
    var text = error.path("message").asText("");
    return new Failed(
        id == null || id.isNull() ? Optional.empty() : Optional.of(id(json)),
        error.path("code").asInt(),
        text.length() > MESSAGE_MAX ? text.substring(0, MESSAGE_MAX) + "…" : text,
        error.has("data") ? error.get("data") : MissingNode.getInstance());
  }

  private static JsonNode id(ObjectNode json) throws McpFailure {
    var id = json.get("id");
    if (id != null && (id.isTextual() || id.isIntegralNumber())) return id;
    throw malformed("an id that is neither a text nor a whole number");
  }

  private static McpFailure malformed(String what) {
    return new McpFailure(Kind.MALFORMED, what);
  }
}
