package io.parley.http.mcp;

import io.parley.http.json.JsonText;
import io.parley.http.mcp.RpcMessage.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/// The revision of a request, from its headers and its `_meta`. In the stateless revision headers
/// repeat parts of the message for proxies, and must say the same (MCP 2026-07-28, "Transports").
final class RequestHeaders {
  static final String VERSION = "MCP-Protocol-Version";

  private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
  private static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
  private static final String ENCODED = "=?base64?";
  private static final String ENCODED_END = "?=";

  private RequestHeaders() {}

  /// @param header gives a header's value
  /// @throws RpcError when the request is of no revision of this server, or contradicts itself
  static Revision check(Request request, Function<String, Optional<String>> header) {
    var sent = header.apply(VERSION);
    var meta = request.meta().path(META_VERSION);
    boolean stateless =
        meta.isTextual()
            || request.method().equals("server/discover")
            || sent.flatMap(Revision::of).filter(Revision::isStateless).isPresent();
    if (!stateless) return older(sent);
    if (!meta.isTextual()) throw missing(META_VERSION);
    if (!sent.equals(Optional.of(meta.asText()))) throw mismatch(VERSION);
    if (Revision.of(meta.asText()).filter(Revision::isStateless).isEmpty())
      throw unsupported(meta.asText());
    if (!request.meta().path(META_CAPABILITIES).isObject()) throw missing(META_CAPABILITIES);
    if (!header.apply("Mcp-Method").equals(Optional.of(request.method())))
      throw mismatch("Mcp-Method");
    var name = name(request);
    if (name.isPresent() && !header.apply("Mcp-Name").map(RequestHeaders::decoded).equals(name))
      throw mismatch("Mcp-Name");
    return Revision.R2026_07_28;
  }

  /// The revision of an error's answer, when the request itself has none.
  static Revision guessed(Request request, Function<String, Optional<String>> header) {
    boolean older =
        header
            .apply(VERSION)
            .flatMap(Revision::of)
            .map(r -> !r.isStateless())
            .orElse(
                header.apply(VERSION).isEmpty()
                    && !request.meta().has(META_VERSION)
                    && !request.method().equals("server/discover"));
    return older ? Revision.R2025_03_26 : Revision.R2026_07_28;
  }

  /// Before the header existed, it was absent.
  private static Revision older(Optional<String> sent) {
    if (sent.isEmpty()) return Revision.R2025_03_26;
    return Revision.of(sent.get()).orElseThrow(() -> unsupported(sent.get()));
  }

  private static Optional<String> name(Request request) {
    return switch (request.method()) {
      case "tools/call" -> Optional.of(request.params().path("name").asText());
      case "resources/read" -> Optional.of(request.params().path("uri").asText());
      default -> Optional.empty();
    };
  }

  /// A value that fits into no header is sent in Base64.
  private static String decoded(String value) {
    if (!value.startsWith(ENCODED) || !value.endsWith(ENCODED_END)) return value;
    try {
      var inside = value.substring(ENCODED.length(), value.length() - ENCODED_END.length());
      return new String(Base64.getDecoder().decode(inside), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException malformed) {
      return value;
    }
  }

  private static RpcError missing(String field) {
    return new RpcError(RpcError.INVALID_PARAMS, "params._meta has no " + field);
  }

  private static RpcError mismatch(String header) {
    return new RpcError(
        RpcError.HEADER_MISMATCH, "the header " + header + " differs from the message");
  }

  private static RpcError unsupported(String requested) {
    var data = JsonText.object().put("requested", requested);
    var supported = data.putArray("supported");
    for (var each : Revision.values()) supported.add(each.date());
    return new RpcError(
        RpcError.UNSUPPORTED_VERSION,
        "a version that this server does not speak",
        Optional.of(data));
  }
}
