package io.parley.http.apikey;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.identity.ApiKeys;
import io.parley.core.limit.RemoteAddress;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.token.Access;
import io.parley.http.token.GuessLimiter;
import io.parley.http.token.TokenSettings;
import io.parley.http.websocket.Subprotocols;
import io.parley.identity.apikey.ApiKeyRefusal;
import io.parley.identity.apikey.ApiKeyTokens;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Checks a request's API key before its endpoint gets the request, since that takes a look at the
/// store. A key comes where a token comes: in `Authorization` (RFC 6750), or on a WebSocket as a
/// subprotocol. The answer to every wrong key is the same 401, and 503 while the store does not
/// answer. Other requests pass.
public final class ApiKeyAuthenticator {
  private final ApiKeyTokens keys;
  private final GuessLimiter guesses;
  private final Origins origins;
  private final InstantSource clock;
  private final Map<ApiKeyRefusal, Counter> refused = new EnumMap<>(ApiKeyRefusal.class);

  /// @param keys over [HeldApiKeys]
  /// @param guesses the limit that tokens have too
  /// @param origins whose pages may open WebSockets
  public ApiKeyAuthenticator(
      ApiKeyTokens keys,
      GuessLimiter guesses,
      Origins origins,
      MeterRegistry registry,
      InstantSource clock) {
    this.keys = keys;
    this.guesses = guesses;
    this.origins = origins;
    this.clock = clock;
    for (var reason : ApiKeyRefusal.values())
      refused.put(
          reason,
          Counter.builder("parley.apikeys.refused")
              .description("requests with an API key that is not accepted")
              .tag("reason", JsonText.word(reason))
              .register(registry));
  }

  /// The same endpoint, which gets requests with a right key or none.
  public Endpoint over(Endpoint endpoint) {
    return new Endpoint(
        endpoint.method(), endpoint.path(), call -> answer(call, endpoint.handler()));
  }

  private CompletionStage<HttpResponse> answer(Call call, Endpoint.Handler handler) {
    var key = sent(call);
    if (key.isEmpty()) return handler.answer(call);
    // any page may offer keys on a WebSocket: its guesses must not lock its visitors' address out
    if (isSocket(call) && !origins.allows(call.request()))
      throw new ProblemException(ProblemType.ORIGIN_NOT_ALLOWED);
    return holder(key.get(), call.from())
        // endpoints must not run on the store's threads
        .thenComposeAsync(
            holder -> handler.answer(call.by(new Call.Proven(key.get(), holder))),
            call.materializer().executionContext());
  }

  private static boolean isSocket(Call call) {
    return call.request().getAttribute(AttributeKeys.webSocketUpgrade).isPresent();
  }

  /// The token that the endpoint would look at, if it is an API key.
  private static Optional<String> sent(Call call) {
    return call.request()
        .getAttribute(AttributeKeys.webSocketUpgrade)
        .flatMap(upgrade -> Subprotocols.token(Subprotocols.offered(upgrade)))
        .or(call::bearer)
        .filter(token -> token.startsWith(TokenSettings.API_KEY));
  }

  private CompletionStage<Principal> holder(String key, RemoteAddress from) {
    var now = clock.instant();
    var pause = guesses.pauseLeft(from, now);
    if (pause.isPositive()) {
      guesses.refused();
      return CompletableFuture.failedStage(
          new ProblemException(new Access.Slowed(pause).problem()));
    }
    return keys.check(key, from.first(), now)
        .thenApply(
            check ->
                switch (check) {
                  case ApiKeyTokens.Accepted(var accepted) -> {
                    guesses.right(from, now);
                    yield principal(accepted);
                  }
                  case ApiKeyTokens.Refused(var reason) -> {
                    refused.get(reason).increment();
                    if (isGuess(reason)) guesses.wrong(from, now);
                    throw new ProblemException(ProblemType.TOKEN_INVALID);
                  }
                });
  }

  /// The sender of a key that ended, or from elsewhere, has the right one.
  private static boolean isGuess(ApiKeyRefusal reason) {
    return switch (reason) {
      case UNKNOWN, SECRET -> true;
      case REVOKED, EXPIRED, RIGHTS, ADDRESS -> false;
    };
  }

  private static Principal principal(ApiKeys.Key key) {
    var scopes = EnumSet.noneOf(Permission.class);
    key.rights().forEach(word -> Permission.of(word).ifPresent(scopes::add));
    return Principal.program(key.organisation(), key.id(), scopes);
  }
}
