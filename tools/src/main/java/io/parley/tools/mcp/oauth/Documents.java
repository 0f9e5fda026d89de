package io.parley.tools.mcp.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.mcp.http.HttpSender;
import io.parley.tools.mcp.http.HttpSender.Ask;
import io.parley.tools.mcp.rpc.Bytes;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.mcp.rpc.RpcCodec;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gets and posts the documents of authorization servers, over TLS unless the server is this
/// machine.
record Documents(HttpSender sender) {
  private static final int DOCUMENT_MAX = 256 * 1024;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  static final String FORM = "application/x-www-form-urlencoded";
  static final String JSON = "application/json";

  /// An answer with a JSON object, of any status.
  record Document(int status, ObjectNode json) {
    boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  /// Empty when the server has no such document.
  Optional<ObjectNode> get(URI uri, Deadline deadline) throws McpFailure, InterruptedException {
    var found = send(new Ask("GET", uri, Map.of("Accept", JSON), ""), deadline);
    return found.filter(Document::isSuccess).map(Document::json);
  }

  Document post(URI uri, String type, String body, Map<String, String> headers, Deadline deadline)
      throws McpFailure, InterruptedException {
    var all = new LinkedHashMap<>(headers);
    all.put("Content-Type", type);
    all.put("Accept", JSON);
    return send(new Ask("POST", uri, all, body), deadline)
        .orElseThrow(
            () ->
                new McpFailure(
                    Kind.UNAUTHORIZED, uri.getHost() + " did not answer with a JSON object"));
  }

  /// Posts a form whose answer may be empty.
  ///
  /// @throws McpFailure if it was not taken
  void tell(URI uri, String form, Map<String, String> headers, Deadline deadline)
      throws McpFailure, InterruptedException {
    var all = new LinkedHashMap<>(headers);
    all.put("Content-Type", FORM);
    try (var answer = sender.send(new Ask("POST", secure(uri), all, form), deadline.left())) {
      if (!answer.isSuccess())
        throw new McpFailure(
            Kind.UNAUTHORIZED,
            "%s answered with status %d".formatted(uri.getHost(), answer.status()));
    } catch (IOException e) {
      throw unreachable(uri, e);
    }
  }

  private static McpFailure unreachable(URI uri, IOException e) {
    return new McpFailure(
        Kind.UNREACHABLE,
        "%s could not be asked (%s)".formatted(uri.getHost(), e.getClass().getSimpleName()),
        e);
  }

  private Optional<Document> send(Ask ask, Deadline deadline)
      throws McpFailure, InterruptedException {
    var uri = secure(ask.uri());
    try (var answer = sender.send(ask, deadline.left());
        var _ = deadline.alarm(answer::close)) {
      var bytes = Bytes.all(answer.body(), DOCUMENT_MAX);
      if (!answer.header("Content-Type").orElse("").contains("json")) return Optional.empty();
      return Optional.of(new Document(answer.status(), RpcCodec.readObject(bytes, "a document")));
    } catch (IOException e) {
      throw unreachable(uri, e);
    }
  }

  /// @return the same address
  /// @throws McpFailure if it is not one over TLS or of this machine
  static URI secure(URI uri) throws McpFailure {
    boolean isSecure = "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
    boolean isOwn = "http".equals(uri.getScheme()) && isLoopback(uri);
    if (isSecure || isOwn) return uri;
    throw new McpFailure(
        Kind.UNAUTHORIZED, "an authorization server without TLS (expected: https)");
  }

  private static boolean isLoopback(URI uri) {
    return uri.getHost() != null && LOOPBACK.contains(uri.getHost());
  }

  /// An address in a document.
  static URI uri(JsonNode document, String field) throws McpFailure {
    try {
      if (document.path(field).isTextual()) return URI.create(document.path(field).asText());
    } catch (IllegalArgumentException e) {
      throw new McpFailure(Kind.UNAUTHORIZED, field + " is no address", e);
    }
    throw new McpFailure(Kind.UNAUTHORIZED, "the authorization server has no " + field);
  }
}
