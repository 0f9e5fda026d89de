package io.parley.http.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.websocket.Subprotocols;
import io.parley.identity.account.AccessTokenCheck;
import io.parley.identity.account.AccessTokenCheck.Proof;
import io.parley.identity.jws.CompactJwt;
import io.parley.identity.jws.JwtClaims;
import io.parley.identity.token.AccessTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Checks a request's access token before its endpoint gets the request, as API keys are checked:
/// the sign-in and the roles are in the store. A token comes in `Authorization` (RFC 6750), or on a
/// WebSocket as a subprotocol. The answer to every wrong token is the same 401, to one that has
/// expired 401 `token-expired`, and 503 while the store does not answer.
///
/// Customers' tokens are JSON Web Tokens, too, of this installation or of a company's own backend,
/// whose provider may make access tokens of the same type. So a token counts as one of a person
/// here if it says so of itself, by its type and its issuer. All others pass, and so prove nothing:
/// what a token says of itself decides who checks it, and no more.
public final class AccessTokenAuthenticator {
  private final AccessTokenCheck tokens;
  private final String issuer;
  private final InstantSource clock;
  private final Counter refused;

  /// @param issuer of this installation's tokens, their `iss`
  public AccessTokenAuthenticator(
      AccessTokenCheck tokens, String issuer, MeterRegistry registry, InstantSource clock) {
    this.tokens = tokens;
    this.issuer = issuer;
    this.clock = clock;
    this.refused =
        Counter.builder("parley.accounts.tokens.refused")
            .description(
                "requests with an access token that is not accepted, expired ones included")
            .register(registry);
  }

  /// The same endpoint, which gets requests with a right access token or none.
  public Endpoint over(Endpoint endpoint) {
    return new Endpoint(
        endpoint.method(), endpoint.path(), call -> answer(call, endpoint.handler()));
  }

  private CompletionStage<HttpResponse> answer(Call call, Endpoint.Handler handler) {
    var token = sent(call);
    var claims = token.flatMap(this::ours);
    if (claims.isEmpty()) return handler.answer(call);
    var now = clock.instant();
    return tokens
        .check(token.get(), now)
        // endpoints must not run on the store's threads
        .thenComposeAsync(
            proof ->
                handler.answer(
                    call.by(
                        proven(token.get(), proof.orElseThrow(() -> wrong(claims.get(), now))))),
            call.materializer().executionContext());
  }

  /// The token that the endpoint would look at.
  private static Optional<String> sent(Call call) {
    return call.request()
        .getAttribute(AttributeKeys.webSocketUpgrade)
        .flatMap(upgrade -> Subprotocols.token(Subprotocols.offered(upgrade)))
        .or(call::bearer);
  }

  /// The claims of a token that says to be of a person here. Nothing of them is proved.
  private Optional<JwtClaims> ours(String token) {
    if (token.length() > AccessTokens.LENGTH_MAX) return Optional.empty();
    return CompactJwt.parse(token)
        .filter(jwt -> jwt.headerText("typ").equals(Optional.of(AccessTokens.TYPE)))
        .flatMap(jwt -> JwtClaims.of(jwt.claims()))
        .filter(claims -> claims.issuer().equals(Optional.of(issuer)));
  }

  private static Call.Proven proven(String token, Proof proof) {
    return new Call.Proven(token, proof.principal(), Optional.of(proof.signIn()));
  }

  /// The sender of an expired token is told to renew it. The time is its own word, as it may be: it
  /// opens nothing.
  private ProblemException wrong(JwtClaims claims, Instant now) {
    refused.increment();
    boolean isExpired = claims.expiresAt().filter(end -> !end.isAfter(now)).isPresent();
    return new ProblemException(isExpired ? ProblemType.TOKEN_EXPIRED : ProblemType.TOKEN_INVALID);
  }
}
