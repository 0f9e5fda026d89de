package io.parley.tools.mcp.oauth;

import io.parley.tools.mcp.oauth.Discovery.Server;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.mcp.rpc.RpcCodec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Makes this program known to authorization servers: by what it was given, by the address of its
/// description, or by registering (RFC 7591), in this order. A registration at one server goes to
/// no other.
final class Registration {
  private final OAuthSettings settings;
  private final Documents documents;
  private final Map<String, Client> registered = new ConcurrentHashMap<>();

  Registration(OAuthSettings settings, Documents documents) {
    this.settings = settings;
    this.documents = documents;
  }

  /// @param redirect empty where no person can be asked
  Client client(Server server, Optional<? extends Redirect> redirect, Deadline deadline)
      throws McpFailure, InterruptedException {
    if (settings.clientId().isPresent()) {
      if (settings.issuer().filter(issuer -> !issuer.equals(server.issuer())).isPresent())
        throw new McpFailure(
            Kind.UNAUTHORIZED,
            "the server names another authorization server than that of the client id");
      var endpoint = Documents.uri(server.metadata(), "token_endpoint");
      return Client.of(
          settings.clientId().get(),
          settings.clientSecret().map(secret -> secret.apply(endpoint)),
          server);
    }
    if (redirect.isEmpty())
      throw new McpFailure(Kind.UNAUTHORIZED, "the server wants a token (expected: a client id)");
    if (server.metadata().path("client_id_metadata_document_supported").asBoolean(false)
        && redirect.get().clientMetadata().isPresent())
      return new Client(
          redirect.get().clientMetadata().get().toString(), Optional.empty(), Client.NONE);
    var known = registered.get(server.issuer());
    if (known != null) return known;
    var client = register(server, redirect.get(), deadline);
    registered.put(server.issuer(), client);
    return client;
  }

  private Client register(Server server, Redirect redirect, Deadline deadline)
      throws McpFailure, InterruptedException {
    var request = RpcCodec.object().put("client_name", "Parley");
    request.putArray("redirect_uris").add(redirect.redirectUri().toString());
    request.putArray("grant_types").add("authorization_code").add("refresh_token");
    request.putArray("response_types").add("code");
    request.put("token_endpoint_auth_method", method(server));
    var host = redirect.redirectUri().getHost();
    request.put(
        "application_type",
        "localhost".equals(host) || "127.0.0.1".equals(host) ? "native" : "web");
    var answer =
        documents.post(
            Documents.uri(server.metadata(), "registration_endpoint"),
            Documents.JSON,
            request.toString(),
            Map.of(),
            deadline);
    var id = answer.json().path("client_id").asText("");
    if (!answer.isSuccess() || id.isEmpty())
      throw new McpFailure(
          Kind.UNAUTHORIZED,
          "the authorization server did not register this program (status %d)"
              .formatted(answer.status()));
    var secret =
        Optional.of(answer.json().path("client_secret").asText("")).filter(s -> !s.isEmpty());
    var method = answer.json().path("token_endpoint_auth_method").asText("");
    return method.isEmpty() ? Client.of(id, secret, server) : new Client(id, secret, method);
  }

  private static String method(Server server) {
    for (var each : new String[] {Client.BASIC, Client.POST, Client.NONE})
      if (server.supports("token_endpoint_auth_methods_supported", each)) return each;
    return Client.BASIC;
  }
}
