package io.parley.tools.mcp.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.core.text.RandomText;
import io.parley.core.text.Sha256;
import io.parley.tools.mcp.oauth.Discovery.Resource;
import io.parley.tools.mcp.oauth.Discovery.Server;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The authorization code flow with PKCE (RFC 7636, S256), up to the code.
record CodeFlow(Server server, Resource resource, Client client, Redirect redirect) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 32;
  private static final String S256 = "S256";

  /// A page that was made for a person.
  ///
  /// @param verifier of PKCE
  record Asked(URI page, String state, String verifier) {
    /// The verifier is never printed.
    @Override
    public String toString() {
      return "Asked";
    }
  }

  Asked ask(Set<String> scopes) throws McpFailure {
    if (!server.supports("code_challenge_methods_supported", S256))
      throw new McpFailure(Kind.UNAUTHORIZED, "the authorization server has no PKCE with S256");
    var verifier = random();
    var state = random();
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("response_type", "code");
    parameters.put("client_id", client.id());
    parameters.put("redirect_uri", redirect.redirectUri().toString());
    parameters.put("state", state);
    parameters.put("code_challenge", challenge(verifier));
    parameters.put("code_challenge_method", S256);
    parameters.put("resource", resource.resource());
    if (!scopes.isEmpty()) parameters.put("scope", String.join(" ", scopes));
    // a browser opens it: no other scheme than the web's
    var endpoint = Documents.secure(Documents.uri(server.metadata(), "authorization_endpoint"));
    var page =
        URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + encoded(parameters));
    return new Asked(page, state, verifier);
  }

  /// @param returned the parameters with which the person was sent back
  /// @return the form with which the code is exchanged for a token
  Map<String, String> form(String verifier, String state, Map<String, String> returned)
      throws McpFailure {
    check(returned, state);
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", returned.get("code"));
    form.put("redirect_uri", redirect.redirectUri().toString());
    form.put("code_verifier", verifier);
    return form;
  }

  /// RFC 9207: the answer must come from the server that was asked; nothing else of it is looked at
  /// before.
  private void check(Map<String, String> returned, String state) throws McpFailure {
    var issuer = returned.get("iss");
    boolean promised =
        server.metadata().path("authorization_response_iss_parameter_supported").asBoolean(false);
    if (issuer == null ? promised : !issuer.equals(server.issuer()))
      throw new McpFailure(Kind.UNAUTHORIZED, "the answer comes from another issuer");
    if (!state.equals(returned.get("state")))
      throw new McpFailure(Kind.UNAUTHORIZED, "the answer is to another request");
    if (returned.getOrDefault("code", "").isEmpty())
      throw new McpFailure(Kind.UNAUTHORIZED, "the person did not agree, or was not asked");
  }

  static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> Client.encoded(each.getKey()) + "=" + Client.encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String random() {
    return RandomText.of(RANDOM_BYTES, RANDOM);
  }

  static String challenge(String verifier) {
    var hash = Sha256.of(verifier.getBytes(US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
