package io.parley.identity.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import io.parley.core.tenant.TenantId;
import io.parley.identity.jws.CompactJwt;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.jws.JwtClaims;
import io.parley.identity.jws.TokenRefusal;
import io.parley.identity.key.KeyRing;
import io.parley.identity.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Issues and verifies access tokens (RFC 7519, with the type of RFC 9068 and the rules of RFC
/// 8725). A token is verified by the installation's own keys alone: whatever key a header carries
/// or points at (`jwk`, `jku`, `x5c`, `x5u`) is not looked at. Pure: keys, time and ids are given.
public final class AccessTokens {
  /// The longest token that is read, in characters.
  public static final int LENGTH_MAX = 4_096;

  /// The `typ` of their header (RFC 9068), so that no other kind of token of the same keys is taken
  /// for one.
  public static final String TYPE = "at+jwt";

  private static final String ORGANISATION = "org";
  private static final String SIGN_IN = "sid";
  private static final String ROLES = "roles";

  private final AccessTokenTerms terms;

  public AccessTokens(AccessTokenTerms terms) {
    this.terms = terms;
  }

  /// A new token. Its text does not show it.
  ///
  /// @param token for the `Authorization` header
  public record Issued(String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "Issued[(not shown), expiresAt=" + expiresAt + "]";
    }
  }

  /// The outcome of a check.
  public sealed interface Verification {}

  /// A token of this installation, at its time.
  ///
  /// @param id of the token, `jti`
  public record Verified(AccessGrant grant, String id, Instant issuedAt, Instant expiresAt)
      implements Verification {}

  /// Any other text.
  ///
  /// @param reason for logs, not for the sender
  public record Refused(TokenRefusal reason) implements Verification {}

  /// Signs a token with the current key.
  ///
  /// @param id of the token, unique
  /// @return empty if no key of this node may sign now
  public Optional<Issued> issue(AccessGrant grant, String id, KeyRing ring, Instant now) {
    return ring.signing(now).map(key -> signed(grant, id, key, now));
  }

  private Issued signed(AccessGrant grant, String id, SigningKey key, Instant now) {
    // the claims have whole seconds
    var issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
    var expiresAt = issuedAt.plus(terms.life());
    var header =
        new JWSHeader.Builder(JWSAlgorithm.parse(key.algorithm().jose()))
            .type(new JOSEObjectType(TYPE))
            .keyID(key.id())
            .build();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(terms.issuer())
            .audience(terms.audience())
            .subject(grant.subject())
            .jwtID(id)
            .issueTime(Date.from(issuedAt))
            .expirationTime(Date.from(expiresAt))
            .claim(ORGANISATION, grant.organisation().value())
            .claim(SIGN_IN, grant.signIn())
            .claim(ROLES, grant.roles().stream().sorted().toList())
            .build();
    var input = header.toBase64URL() + "." + claims.toPayload().toBase64URL();
    var signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
    return new Issued(input + "." + Base64URL.encode(signature), expiresAt);
  }

  /// Verifies a token, whatever its sender wrote into it.
  public Verification verify(String token, KeyRing ring, Instant now) {
    if (token.length() > LENGTH_MAX) return new Refused(TokenRefusal.OVERSIZED);
    var jwt = CompactJwt.parse(token);
    if (jwt.isEmpty()) return new Refused(TokenRefusal.MALFORMED);
    var foreign = foreign(jwt.get(), ring, now);
    if (foreign.isPresent()) return new Refused(foreign.get());
    var claims = JwtClaims.of(jwt.get().claims());
    if (claims.isEmpty()) return new Refused(TokenRefusal.CLAIMS);
    return claims
        .flatMap(each -> unsuitable(each, now))
        .<Verification>map(Refused::new)
        .orElseGet(() -> granted(claims.get()));
  }

  /// Why it is none that this installation signed; empty if it is.
  private static Optional<TokenRefusal> foreign(CompactJwt jwt, KeyRing ring, Instant now) {
    var algorithm = jwt.headerText("alg").flatMap(JwsAlgorithm::of);
    if (algorithm.isEmpty()) return Optional.of(TokenRefusal.ALGORITHM);
    if (jwt.isExtended()) return Optional.of(TokenRefusal.EXTENDED);
    if (!jwt.headerText("typ").equals(Optional.of(TYPE))) return Optional.of(TokenRefusal.TYPE);
    var key = jwt.headerText("kid").flatMap(id -> ring.verifying(id, now));
    if (key.isEmpty()) return Optional.of(TokenRefusal.KEY);
    if (key.get().algorithm() != algorithm.get()) return Optional.of(TokenRefusal.ALGORITHM);
    return key.get().verification().verifies(jwt)
        ? Optional.empty()
        : Optional.of(TokenRefusal.SIGNATURE);
  }

  private Optional<TokenRefusal> unsuitable(JwtClaims claims, Instant now) {
    if (!claims.issuer().equals(Optional.of(terms.issuer())))
      return Optional.of(TokenRefusal.ISSUER);
    if (!claims.audience().equals(List.of(terms.audience())))
      return Optional.of(TokenRefusal.AUDIENCE);
    return claims.untimely(now, terms.skew(), terms.life());
  }

  private static Verification granted(JwtClaims claims) {
    var organisation = claims.text(ORGANISATION).flatMap(AccessTokens::organisation);
    if (organisation.isEmpty()) return new Refused(TokenRefusal.ORGANISATION);
    var grant = grant(claims, organisation.get());
    if (grant.isEmpty() || claims.id().isEmpty()) return new Refused(TokenRefusal.CLAIMS);
    return new Verified(
        grant.get(),
        claims.id().get(),
        claims.issuedAt().orElseThrow(),
        claims.expiresAt().orElseThrow());
  }

  private static Optional<TenantId> organisation(String text) {
    try {
      return Optional.of(new TenantId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<AccessGrant> grant(JwtClaims claims, TenantId organisation) {
    var subject = claims.subject();
    var signIn = claims.text(SIGN_IN);
    var roles = claims.texts(ROLES);
    if (subject.isEmpty() || signIn.isEmpty() || roles.isEmpty()) return Optional.empty();
    try {
      return Optional.of(
          new AccessGrant(organisation, subject.get(), signIn.get(), new HashSet<>(roles.get())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
