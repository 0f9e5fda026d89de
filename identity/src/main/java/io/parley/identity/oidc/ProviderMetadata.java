package io.parley.identity.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a provider describes itself (OpenID Connect Discovery 1.0). All its addresses are https, or
/// of this machine.
///
/// @param keys where its JSON Web Key Set is
/// @param userInfo empty if it has none
/// @param namesItself whether its answers promise `iss` (RFC 9207)
/// @param takesBasic whether the client proves itself in the header, not in the form
record ProviderMetadata(
    String issuer,
    URI authorisation,
    URI token,
    URI keys,
    Optional<URI> userInfo,
    boolean namesItself,
    boolean takesBasic) {
  private static final String PLACE = "/.well-known/openid-configuration";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /// Where an issuer's description is (section 4).
  static URI place(String issuer) {
    return URI.create(
        (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + PLACE);
  }

  /// Reads a description.
  ///
  /// @param issuer that was asked: the description must name it letter by letter (section 4.3), or
  ///   one provider could speak for another
  static ProviderMetadata read(String json, String issuer) throws OidcFailure {
    try {
      var read = OIDCProviderMetadata.parse(json);
      if (!read.getIssuer().getValue().equals(issuer))
        throw wrong("it describes another issuer than the one that was asked");
      var methods = read.getTokenEndpointAuthMethods();
      return new ProviderMetadata(
          issuer,
          safe(read.getAuthorizationEndpointURI(), "authorization_endpoint"),
          safe(read.getTokenEndpointURI(), "token_endpoint"),
          safe(read.getJWKSetURI(), "jwks_uri"),
          read.getUserInfoEndpointURI() == null
              ? Optional.empty()
              : Optional.of(safe(read.getUserInfoEndpointURI(), "userinfo_endpoint")),
          read.supportsAuthorizationResponseIssuerParam(),
          methods == null || takesBasic(methods));
    } catch (ParseException | IllegalArgumentException e) {
      throw new OidcFailure(
          OidcRefusal.PROVIDER_UNREACHABLE, "its description is not of OpenID Connect", e);
    }
  }

  /// The method that a provider takes if it names none (Core 1.0, section 9).
  private static boolean takesBasic(List<ClientAuthenticationMethod> methods) {
    return methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        || !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
  }

  private static URI safe(URI uri, String field) throws OidcFailure {
    boolean isSafe =
        uri != null
            && uri.getHost() != null
            && uri.getRawFragment() == null
            && ("https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost())));
    if (!isSafe) throw wrong(field + " is missing or no https address");
    return uri;
  }

  private static OidcFailure wrong(String detail) {
    return new OidcFailure(OidcRefusal.PROVIDER_UNREACHABLE, detail);
  }
}
