package io.parley.http.apikey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.access.Permission;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import io.parley.http.session.Guard;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import io.parley.http.token.Tokens;
import io.parley.identity.apikey.ApiKeyTokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;

/// Endpoints that take keys: those of keys themselves, and `GET /who`, which tells staff about
/// itself. A proxy names the sender's address.
final class KeyServer implements AutoCloseable {
  static final String AGENT = "agent-token-for-tests";
  static final String OPERATOR = "operator-token-for-tests";
  static final String OFFICE = "192.0.2.7";
  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  final RememberedKeys store = new RememberedKeys();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Tokens tokens = TestTokens.of(AGENT, OPERATOR);
  Instant now = NOON;

  private final ActorSystem system = ActorSystem.create("keys", ConfigFactory.defaultReference());
  private final Materializer materializer = Materializer.createMaterializer(system);
  private final Router router = router();

  private final class SetClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("no test needs another zone");
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private Router router() {
    var clock = new SetClock();
    var edge = StaffEdge.of(tokens, clock);
    var guard = new Guard(edge);
    // the ticker follows the tests' clock
    var keys = new HeldApiKeys(store, () -> Duration.between(NOON, now).toNanos());
    var checked = new ApiKeyTokens(keys, new SecureRandom());
    var origins = new Origins(Set.of());
    var authenticator = new ApiKeyAuthenticator(checked, tokens.guesses(), origins, meters, clock);
    var endpoints = new ArrayList<>(ApiKeyEndpoints.of(edge, keys, checked));
    endpoints.add(
        Endpoint.get(
            "/who",
            call -> {
              var staff = guard.staff(call, Permission.OVERSEE);
              return CompletableFuture.completedStage(
                  Replies.json(
                      200,
                      JsonText.object()
                          .put("tenant", staff.tenant().value())
                          .put("permissions", staff.permissions().size())));
            }));
    return Router.create(
        endpoints.stream().map(authenticator::over).toList(),
        new Router.Settings(new BodyLimits(20_000, Duration.ofSeconds(1)), origins, 1),
        _ -> {},
        materializer);
  }

  HttpResponse who(String token) {
    return who(token, OFFICE);
  }

  HttpResponse who(String token, String from) {
    return answer(HttpRequest.GET("/who"), token, from);
  }

  HttpResponse create(String body, String token) {
    return answer(
        HttpRequest.POST("/v1/api-keys").withEntity(ContentTypes.APPLICATION_JSON, body), token);
  }

  /// The text of a new key.
  String made(String body) {
    return json(create(body, OPERATOR)).path("key").asText();
  }

  static String id(String key) {
    return key.substring(3, 19);
  }

  HttpResponse revoke(String id, String token) {
    return answer(HttpRequest.DELETE("/v1/api-keys/" + id), token);
  }

  HttpResponse list(String token) {
    return answer(HttpRequest.GET("/v1/api-keys"), token);
  }

  private HttpResponse answer(HttpRequest request, String token) {
    return answer(request, token, OFFICE);
  }

  private HttpResponse answer(HttpRequest request, String token, String from) {
    return router
        .answer(
            request
                .addHeader(Replies.header("Authorization", "Bearer " + token))
                .addHeader(Replies.header("X-Forwarded-For", from)))
        .toCompletableFuture()
        .join();
  }

  static int status(HttpResponse response) {
    return response.status().intValue();
  }

  String text(HttpResponse response) {
    return response
        .entity()
        .toStrict(5_000, materializer)
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }

  ObjectNode json(HttpResponse response) {
    return JsonText.object(text(response));
  }

  @Override
  public void close() {
    system.terminate();
  }
}
