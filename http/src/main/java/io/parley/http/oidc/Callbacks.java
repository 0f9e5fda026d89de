package io.parley.http.oidc;

import io.parley.core.identity.OidcConnectionId;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.tool.PublicAddress;
import java.net.URI;

/// Addresses to which providers send browsers back, one for each provider.
final class Callbacks {
  static final String PATH = "/v1/sign-ins/oidc/{id}/callback";

  private Callbacks() {}

  /// Never of a name that a request claims.
  ///
  /// @throws Malformed if the address of this installation is not known
  static URI base(PublicAddress address, Call call) {
    return address
        .base(call)
        .orElseThrow(
            () ->
                new Malformed(
                    "the address of this installation is not known (expected:"
                        + " parley.http.public-url, or a request to localhost)"));
  }

  static URI of(URI base, OidcConnectionId id) {
    return URI.create(base + PATH.replace("{id}", id.toString()));
  }
}
