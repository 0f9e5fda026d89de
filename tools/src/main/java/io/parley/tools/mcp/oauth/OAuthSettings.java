package io.parley.tools.mcp.oauth;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// How this program gets tokens for one server.
///
/// @param clientId given out by the authorization server, if this client is registered already
/// @param clientSecret to it, for a request to the given address: read anew for each
/// @param issuer the authorization server that gave out the client id; another one does not get it
/// @param scope asked for, where the server does not say what it needs
public record OAuthSettings(
    Optional<String> clientId,
    Optional<Function<URI, String>> clientSecret,
    Optional<String> issuer,
    Optional<String> scope) {

  /// Secrets are never printed.
  @Override
  public String toString() {
    return "OAuthSettings[clientId=" + clientId + "]";
  }
}
