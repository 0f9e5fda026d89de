package io.parley.identity.customer;

import io.parley.core.tenant.TenantId;
import io.parley.identity.jws.CompactJwt;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.jws.JwtClaims;
import io.parley.identity.jws.TokenRefusal;
import io.parley.identity.jws.VerificationKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Verifies customers' tokens that a company's backend signed. The keys are the registered ones;
/// `jwk`, `jku`, `x5c` and `x5u` of a header are not looked at. May block for published keys, see
/// [RemoteKeys]. Thread safe.
public final class CustomerTokens {
  /// The longest token that is read, in characters.
  public static final int LENGTH_MAX = 8_192;

  private static final int SUBJECT_MAX = 256;

  private final Function<TenantId, RemoteKeys> remote;
  private final CustomerTerms terms;

  public CustomerTokens(RemoteKeys remote, CustomerTerms terms) {
    this(_ -> remote, terms);
  }

  /// @param remote published keys as an organisation may fetch them
  public CustomerTokens(Function<TenantId, RemoteKeys> remote, CustomerTerms terms) {
    this.remote = remote;
    this.terms = terms;
  }

  /// The outcome of a check.
  public sealed interface Verification {}

  /// A token of the company, at its time.
  ///
  /// @param subject the company's id of the customer
  /// @param claims all claims, as the company wrote them
  public record Verified(
      TenantId organisation, String subject, Instant expiresAt, Map<String, Object> claims)
      implements Verification {
    /// Claims tell about a person.
    @Override
    public String toString() {
      return "Verified[%s, (not shown), expiresAt=%s]".formatted(organisation, expiresAt);
    }
  }

  /// Any other text.
  ///
  /// @param reason for logs, not for the sender
  public record Refused(TokenRefusal reason) implements Verification {}

  /// @param issuer of the organisation that the token is shown to
  public Verification verify(String token, CustomerIssuer issuer, Instant now) {
    if (token.length() > LENGTH_MAX) return new Refused(TokenRefusal.OVERSIZED);
    var jwt = CompactJwt.parse(token);
    if (jwt.isEmpty()) return new Refused(TokenRefusal.MALFORMED);
    var claims = JwtClaims.of(jwt.get().claims());
    if (claims.isEmpty()) return new Refused(TokenRefusal.CLAIMS);
    // before keys are fetched for a token that is refused anyway
    var unsuitable = unsuitable(claims.get(), issuer, now);
    if (unsuitable.isPresent()) return new Refused(unsuitable.get());
    var foreign = foreign(jwt.get(), issuer, now);
    if (foreign.isPresent()) return new Refused(foreign.get());
    return new Verified(
        issuer.organisation(),
        claims.get().subject().orElseThrow(),
        claims.get().expiresAt().orElseThrow(),
        claims.get().all());
  }

  private Optional<TokenRefusal> unsuitable(JwtClaims claims, CustomerIssuer issuer, Instant now) {
    if (!claims.issuer().equals(Optional.of(issuer.issuer())))
      return Optional.of(TokenRefusal.ISSUER);
    if (!claims.audience().contains(issuer.audience())) return Optional.of(TokenRefusal.AUDIENCE);
    if (claims.subject().filter(text -> text.length() <= SUBJECT_MAX).isEmpty())
      return Optional.of(TokenRefusal.CLAIMS);
    return claims.untimely(now, terms.skew(), terms.lifeMax());
  }

  private Optional<TokenRefusal> foreign(CompactJwt jwt, CustomerIssuer issuer, Instant now) {
    return KeyChoice.refusal(jwt, (kid, algorithm) -> keys(issuer, kid, algorithm, now));
  }

  private Optional<List<VerificationKey>> keys(
      CustomerIssuer issuer, Optional<String> kid, JwsAlgorithm algorithm, Instant now) {
    return switch (issuer.keys()) {
      case CustomerIssuer.Registered(var keys) -> Optional.of(keys);
      case CustomerIssuer.Locked() -> Optional.empty();
      case CustomerIssuer.Published(var address) ->
          remote.apply(issuer.organisation()).find(address, kid, algorithm, now);
    };
  }
}
