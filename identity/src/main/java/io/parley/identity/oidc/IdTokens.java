package io.parley.identity.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import io.parley.core.identity.OidcSubjects;
import io.parley.identity.customer.RemoteKeys;
import io.parley.identity.jws.CompactJwt;
import io.parley.identity.jws.JwtClaims;
import io.parley.identity.jws.TokenRefusal;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Verifies ID tokens (OpenID Connect Core 1.0, section 3.1.3.7), whatever their sender wrote.
/// Claims are checked before keys are fetched.
final class IdTokens {
  /// The longest token that is read, in characters.
  static final int LENGTH_MAX = 16_384;

  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final Duration LIFE_MAX = Duration.ofHours(24);

  private final RemoteKeys keys;

  IdTokens(RemoteKeys keys) {
    this.keys = keys;
  }

  /// The claims that a token must have.
  ///
  /// @param nonce of the sign-in
  /// @param keys where the provider publishes its keys
  /// @param access the token that came with it
  record Wanted(String issuer, String clientId, String nonce, URI keys, AccessToken access) {
    @Override
    public String toString() {
      return "Wanted[" + issuer + "]";
    }
  }

  /// The claims of a token that proves what was asked for.
  JwtClaims verify(String token, Wanted wanted, Instant now) throws OidcFailure {
    if (token.length() > LENGTH_MAX) throw wrong(TokenRefusal.OVERSIZED);
    var jwt = CompactJwt.parse(token);
    if (jwt.isEmpty()) throw wrong(TokenRefusal.MALFORMED);
    var claims = JwtClaims.of(jwt.get().claims());
    if (claims.isEmpty()) throw wrong(TokenRefusal.CLAIMS);
    var refusal = refusal(jwt.get(), claims.get(), wanted, now);
    if (refusal.isPresent()) throw wrong(refusal.get());
    return claims.get();
  }

  private Optional<TokenRefusal> refusal(
      CompactJwt jwt, JwtClaims claims, Wanted wanted, Instant now) {
    var unsuitable = unsuitable(jwt, claims, wanted, now);
    if (unsuitable.isPresent()) return unsuitable;
    var foreign = keys.refusal(jwt, wanted.keys(), now);
    if (foreign.isPresent()) return foreign;
    return isOfAccessToken(jwt, claims, wanted.access())
        ? Optional.empty()
        : Optional.of(TokenRefusal.CLAIMS);
  }

  private static Optional<TokenRefusal> unsuitable(
      CompactJwt jwt, JwtClaims claims, Wanted wanted, Instant now) {
    // an access token of the same keys is no ID token
    if (jwt.header().containsKey("typ")
        && jwt.headerText("typ").filter("JWT"::equalsIgnoreCase).isEmpty())
      return Optional.of(TokenRefusal.TYPE);
    if (!claims.issuer().equals(Optional.of(wanted.issuer())))
      return Optional.of(TokenRefusal.ISSUER);
    if (!isForUs(claims, wanted.clientId())) return Optional.of(TokenRefusal.AUDIENCE);
    if (claims.subject().filter(IdTokens::isSubject).isEmpty())
      return Optional.of(TokenRefusal.CLAIMS);
    if (!isSame(claims.text("nonce"), wanted.nonce())) return Optional.of(TokenRefusal.CLAIMS);
    return claims.untimely(now, SKEW, LIFE_MAX);
  }

  /// A token for several audiences is only accepted if it was made for us, by `azp`.
  private static boolean isForUs(JwtClaims claims, String clientId) {
    if (!claims.audience().contains(clientId)) return false;
    boolean isAlone = claims.audience().equals(List.of(clientId));
    return claims.all().containsKey("azp")
        ? claims.text("azp").equals(Optional.of(clientId))
        : isAlone;
  }

  private static boolean isSubject(String text) {
    return text.length() <= OidcSubjects.SUBJECT_MAX
        && text.chars().allMatch(c -> c > 0 && c < 128);
  }

  private static boolean isSame(Optional<String> found, String wanted) {
    return found.isPresent()
        && MessageDigest.isEqual(found.get().getBytes(UTF_8), wanted.getBytes(US_ASCII));
  }

  /// Section 3.1.3.8: where the claim is, it binds the token to the access token, whose answers are
  /// then about the same person.
  private static boolean isOfAccessToken(CompactJwt jwt, JwtClaims claims, AccessToken access) {
    if (!claims.all().containsKey("at_hash")) return true;
    var algorithm = JWSAlgorithm.parse(jwt.headerText("alg").orElseThrow());
    var curve = JWSAlgorithm.EdDSA.equals(algorithm) ? Curve.Ed25519 : null;
    var hash = AccessTokenHash.compute(access, algorithm, curve);
    return claims.text("at_hash").equals(Optional.of(hash.getValue()));
  }

  private static OidcFailure wrong(TokenRefusal reason) {
    return new OidcFailure(
        reason == TokenRefusal.UNREACHABLE
            ? OidcRefusal.PROVIDER_UNREACHABLE
            : OidcRefusal.TOKEN_WRONG,
        "its ID token is refused: " + reason);
  }
}
