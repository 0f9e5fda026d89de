package io.parley.tools.mcp.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the authorization server of a resource, and what it can do.
record Discovery(Documents documents) {
  private static final String RESOURCE = "/.well-known/oauth-protected-resource";
  private static final String SERVER = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  /// @param resource as it calls itself
  /// @param issuer of its tokens
  /// @param scopes that basic use needs
  record Resource(String resource, String issuer, List<String> scopes) {
    Resource {
      scopes = List.copyOf(scopes);
    }
  }

  /// @param metadata RFC 8414
  record Server(String issuer, ObjectNode metadata) {
    boolean supports(String field, String value) {
      return texts(metadata.path(field)).contains(value);
    }
  }

  /// @param named the address of the document, if the resource named it
  Resource resource(URI server, Optional<String> named, Deadline deadline)
      throws McpFailure, InterruptedException {
    for (var place : named.isPresent() ? List.of(address(named.get())) : places(server)) {
      var found = documents.get(place, deadline);
      if (found.isEmpty()) continue;
      var resource = found.get().path("resource").asText("");
      if (!covers(resource, server))
        throw new McpFailure(
            Kind.UNAUTHORIZED, "the server describes another resource than itself");
      var issuers = texts(found.get().path("authorization_servers"));
      if (issuers.isEmpty())
        throw new McpFailure(Kind.UNAUTHORIZED, "the server names no authorization server");
      return new Resource(
          resource, issuers.getFirst(), texts(found.get().path("scopes_supported")));
    }
    throw new McpFailure(
        Kind.UNAUTHORIZED, "the server wants a token and does not say from where (RFC 9728)");
  }

  private static List<URI> places(URI server) {
    var places = new ArrayList<URI>();
    var path = server.getRawPath();
    if (path != null && path.length() > 1) places.add(server.resolve(RESOURCE + path));
    places.add(server.resolve(RESOURCE));
    return places;
  }

  /// Whether tokens for `resource` are meant for the server: same origin, and its path or one
  /// above.
  static boolean covers(String resource, URI server) {
    try {
      var described = URI.create(resource);
      var path = Optional.ofNullable(described.getRawPath()).orElse("").replaceFirst("/$", "");
      var own = Optional.ofNullable(server.getRawPath()).orElse("");
      return origin(described).equals(origin(server))
          && (own.equals(path) || own.startsWith(path + "/"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String origin(URI uri) {
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    int port = uri.getPort();
    if (port < 0) port = scheme.equals("https") ? 443 : 80;
    return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }

  /// The document must name the issuer for which it was asked, letter by letter: otherwise one
  /// server could speak for another.
  Server server(String issuer, Deadline deadline) throws McpFailure, InterruptedException {
    for (var place : places(issuer)) {
      var found = documents.get(place, deadline);
      if (found.isEmpty()) continue;
      if (!found.get().path("issuer").asText("").equals(issuer))
        throw new McpFailure(
            Kind.UNAUTHORIZED, "the authorization server describes another issuer than itself");
      return new Server(issuer, found.get());
    }
    throw new McpFailure(Kind.UNAUTHORIZED, "the authorization server does not describe itself");
  }

  static List<URI> places(String issuer) throws McpFailure {
    var uri = address(issuer);
    var path = Optional.ofNullable(uri.getRawPath()).orElse("").replaceFirst("/$", "");
    var places = new ArrayList<URI>();
    places.add(uri.resolve(SERVER + path));
    places.add(uri.resolve(OPENID + path));
    if (!path.isEmpty()) places.add(uri.resolve(path + OPENID));
    return places;
  }

  private static URI address(String text) throws McpFailure {
    try {
      var uri = URI.create(text);
      if (uri.getHost() != null) return uri;
    } catch (IllegalArgumentException e) {
      throw new McpFailure(Kind.UNAUTHORIZED, "the server names no address", e);
    }
    throw new McpFailure(Kind.UNAUTHORIZED, "the server names no address");
  }

  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    for (var each : list) if (each.isTextual()) texts.add(each.asText());
    return texts;
  }
}
