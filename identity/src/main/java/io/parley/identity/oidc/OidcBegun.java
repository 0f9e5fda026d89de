package io.parley.identity.oidc;

import java.net.URI;

/// The outcome of beginning a sign-in.
public sealed interface OidcBegun {
  /// @param page of the provider, for the browser
  /// @param browser for a cookie of this browser, to be shown with the provider's answer. Secret
  record At(URI page, String browser) implements OidcBegun {
    @Override
    public String toString() {
      return "At[" + page.getHost() + "]";
    }
  }

  /// No organisation has a provider for the address's domain. Nothing is said about accounts.
  record NoProvider() implements OidcBegun {}

  record Failed(OidcRefusal reason) implements OidcBegun {}
}
