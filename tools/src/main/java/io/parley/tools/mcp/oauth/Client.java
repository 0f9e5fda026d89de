package io.parley.tools.mcp.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// This program, as an authorization server knows it.
///
/// @param method of authenticating at the token endpoint, such as `client_secret_basic`
record Client(String id, Optional<String> secret, String method) {
  static final String BASIC = "client_secret_basic";
  static final String POST = "client_secret_post";
  static final String NONE = "none";

  /// The strongest method that both sides have.
  static Client of(String id, Optional<String> secret, Discovery.Server server) {
    if (secret.isEmpty()) return new Client(id, secret, NONE);
    boolean onlyPost =
        server.supports("token_endpoint_auth_methods_supported", POST)
            && !server.supports("token_endpoint_auth_methods_supported", BASIC);
    return new Client(id, secret, onlyPost ? POST : BASIC);
  }

  /// Adds what proves the client to a form, or returns a header that does.
  Map<String, String> prove(Map<String, String> form) {
    if (method.equals(BASIC) && secret.isPresent()) {
      var pair = encoded(id) + ":" + encoded(secret.get());
      return Map.of(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    form.put("client_id", id);
    if (method.equals(POST)) secret.ifPresent(known -> form.put("client_secret", known));
    return Map.of();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /// Secrets are never printed.
  @Override
  public String toString() {
    return "Client[" + method + "]";
  }
}
