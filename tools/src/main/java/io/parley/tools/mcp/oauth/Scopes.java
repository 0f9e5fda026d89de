package io.parley.tools.mcp.oauth;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Scopes of tokens (RFC 6749, section 3.3).
final class Scopes {
  /// Asks for a refresh token, where the authorization server has this scope.
  static final String OFFLINE = "offline_access";

  private Scopes() {}

  static Set<String> of(String text) {
    return text.isBlank() ? Set.of() : Set.copyOf(new TreeSet<>(List.of(text.strip().split(" +"))));
  }

  /// Those of before, with those that the server asks for, or else the settings, or else the
  /// description of the resource.
  static Set<String> wanted(
      Challenge challenge,
      OAuthSettings settings,
      Discovery.Resource resource,
      Set<String> before) {
    var scopes = new TreeSet<>(before);
    var wanted = challenge.get("scope");
    if (wanted.isPresent()) scopes.addAll(of(wanted.get()));
    else if (settings.scope().isPresent()) scopes.addAll(of(settings.scope().get()));
    else scopes.addAll(resource.scopes());
    return scopes;
  }
}
