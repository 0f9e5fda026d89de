package io.parley.tools.mcp.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.oauth.Discovery.Resource;
import io.parley.tools.mcp.oauth.Discovery.Server;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parties of a sign-in, as they are stored with it.
///
/// @param mcp the address of the server that the tokens are for
record Party(URI mcp, Server server, Resource resource, Client client) {
  private static final List<String> KEPT =
      List.of(
          "token_endpoint",
          "revocation_endpoint",
          "authorization_response_iss_parameter_supported",
          "token_endpoint_auth_methods_supported");

  /// An answer of the authorization server that may not be another one later.
  static boolean isRefusal(int status) {
    return status == 400 || status == 401 || status == 403;
  }

  /// @param settings whose secret is not stored a second time
  void write(ObjectNode json, OAuthSettings settings) {
    json.put("mcp", mcp.toString());
    json.put("issuer", server.issuer());
    json.put("resource", resource.resource());
    var metadata = json.putObject("metadata");
    for (var field : KEPT)
      if (server.metadata().has(field)) metadata.set(field, server.metadata().get(field));
    json.put("clientId", client.id());
    json.put("clientMethod", client.method());
    if (settings.clientId().isEmpty())
      client.secret().ifPresent(secret -> json.put("clientSecret", secret));
  }

  /// @throws McpFailure if it belongs to another server than the source has now
  static Party read(JsonNode json, URI mcp, OAuthSettings settings) throws McpFailure {
    if (!json.path("mcp").asText("").equals(mcp.toString())
        || !(json.path("metadata") instanceof ObjectNode metadata))
      throw new McpFailure(Kind.UNAUTHORIZED, "the sign-in was for another server");
    var server = new Server(json.path("issuer").asText(""), metadata);
    var resource = new Resource(json.path("resource").asText(""), server.issuer(), List.of());
    return new Party(mcp, server, resource, client(json, server, settings));
  }

  private static Client client(JsonNode json, Server server, OAuthSettings settings)
      throws McpFailure {
    var id = json.path("clientId").asText("");
    if (settings.clientId().isEmpty())
      return new Client(
          id,
          Optional.ofNullable(json.get("clientSecret")).map(JsonNode::asText),
          json.path("clientMethod").asText(Client.NONE));
    if (!settings.clientId().get().equals(id))
      throw new McpFailure(Kind.UNAUTHORIZED, "the sign-in was for another client id");
    var endpoint = Documents.uri(server.metadata(), "token_endpoint");
    return Client.of(id, settings.clientSecret().map(secret -> secret.apply(endpoint)), server);
  }

  /// Asks for a token.
  ///
  /// @throws McpFailure with the kind `UNAUTHORIZED` if the server refuses for good
  Token token(
      Documents documents,
      Map<String, String> form,
      Set<String> scopes,
      Optional<String> oldRefresh,
      Deadline deadline)
      throws McpFailure, InterruptedException {
    form.put("resource", resource.resource());
    var headers = client.prove(form);
    var answer =
        documents.post(
            Documents.uri(server.metadata(), "token_endpoint"),
            Documents.FORM,
            CodeFlow.encoded(form),
            headers,
            deadline);
    if (answer.isSuccess()) return Token.of(answer.json(), scopes, oldRefresh);
    throw new McpFailure(
        isRefusal(answer.status()) ? Kind.UNAUTHORIZED : Kind.UNREACHABLE,
        "the authorization server gave no token (status %d)".formatted(answer.status()));
  }

  static ObjectNode parsed(String value) throws McpFailure {
    if (Jackson.parse(value).orElse(null) instanceof ObjectNode json) return json;
    throw new McpFailure(Kind.UNAUTHORIZED, "the stored sign-in is of another form");
  }
}
