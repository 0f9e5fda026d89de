package io.parley.tools.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.mcp.rpc.Meta;
import io.parley.tools.mcp.rpc.Revision;
import io.parley.tools.mcp.rpc.RpcMessage;
import io.parley.tools.mcp.rpc.RpcMessage.Notification;
import io.parley.tools.mcp.rpc.RpcMessage.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The headers that repeat parts of a message, so that proxies need not read it.
final class RequestHeaders {
  private static final String VERSION = "MCP-Protocol-Version";

  private RequestHeaders() {}

  static Map<String, String> of(
      RpcMessage message, Optional<Revision> revision, Optional<String> session) {
    if (!(message instanceof Request request)) return notified(message, revision, session);
    var version = request.params().path(Meta.FIELD).path(Meta.VERSION);
    if (!version.isTextual()) return standing(revision, session);
    var headers = new LinkedHashMap<String, String>();
    headers.put(VERSION, version.asText());
    headers.put("Mcp-Method", request.method());
    name(request.method(), request.params())
        .ifPresent(name -> headers.put("Mcp-Name", HttpHeaderText.of(name)));
    return headers;
  }

  private static Map<String, String> notified(
      RpcMessage message, Optional<Revision> revision, Optional<String> session) {
    var headers = standing(revision, session);
    if (message instanceof Notification notification
        && revision.filter(Revision::isStateless).isPresent())
      headers.put("Mcp-Method", notification.method());
    return headers;
  }

  /// Those of every request after the revision was agreed on.
  static Map<String, String> standing(Optional<Revision> revision, Optional<String> session) {
    var headers = new LinkedHashMap<String, String>();
    revision.filter(Revision::hasHeader).ifPresent(agreed -> headers.put(VERSION, agreed.date()));
    session.ifPresent(id -> headers.put("Mcp-Session-Id", id));
    return headers;
  }

  private static Optional<String> name(String method, JsonNode params) {
    return switch (method) {
      case "tools/call", "prompts/get" -> Optional.of(params.path("name").asText());
      case "resources/read" -> Optional.of(params.path("uri").asText());
      default -> Optional.empty();
    };
  }
}
