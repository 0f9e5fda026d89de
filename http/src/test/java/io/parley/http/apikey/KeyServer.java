package io.parley.http.apikey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.access.ClientRole;
import io.parley.http.account.People;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import io.parley.http.token.Tokens;
import io.parley.identity.apikey.ApiKeyTokens;
import io.parley.identity.apikey.MemoryApiKeys;
import io.parley.identity.apikey.MemoryServiceAccounts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Endpoints that take keys: those of keys themselves, and `GET /who`, which tells staff about
/// itself. A proxy names the sender's address.
final class KeyServer implements AutoCloseable {
  static final String AGENT = "agent-token-for-tests";
  static final String OPERATOR = "operator-token-for-tests";
  static final String OFFICE = "192.0.2.7";

  /// Of a member with the role `developer`, who keeps keys and is no admin.
  static final String DEVELOPER = "at_developer";

  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  final MemoryApiKeys store = new MemoryApiKeys();
  final MemoryServiceAccounts accounts = new MemoryServiceAccounts(store);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Tokens tokens = TestTokens.of(AGENT, OPERATOR);
  Instant now = NOON;

  private final RoutedEndpoints endpoints = endpoints();

  private RoutedEndpoints endpoints() {
    InstantSource source = () -> now;
    var clock = source.withZone(ZoneOffset.UTC);
    var edge = StaffEdge.of(tokens, clock);
    // the ticker follows the tests' clock
    var keys = new HeldApiKeys(store, () -> Duration.between(NOON, now).toNanos());
    var checked = new ApiKeyTokens(keys, new SecureRandom());
    var origins = new Origins(Set.of());
    var authenticator = new ApiKeyAuthenticator(checked, tokens.guesses(), origins, meters, clock);
    var all = new ArrayList<>(ApiKeyEndpoints.of(edge, keys, checked, accounts));
    all.add(StaffEdge.who(edge));
    return new RoutedEndpoints(
        all.stream().map(authenticator::over).map(KeyServer::checked).toList(), 20_000, origins, 1);
  }

  private static Endpoint checked(Endpoint endpoint) {
    return new Endpoint(
        endpoint.method(),
        endpoint.path(),
        call ->
            endpoint
                .handler()
                .answer(
                    call.bearer().filter(DEVELOPER::equals).isPresent()
                        ? call.by(new Call.Proven(DEVELOPER, People.of(2, ClientRole.DEVELOPER)))
                        : call));
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

  HttpResponse account(String method, String path, String body) {
    return account(method, path, body, OPERATOR);
  }

  HttpResponse account(String method, String path, String body, String token) {
    var request =
        HttpRequest.create("/v1/service-accounts" + path)
            .withMethod(HttpMethods.lookup(method).orElseThrow());
    return answer(
        body.isEmpty() ? request : request.withEntity(ContentTypes.APPLICATION_JSON, body), token);
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
    return endpoints.answer(request.addHeader(Replies.header("X-Forwarded-For", from)), token);
  }

  static int status(HttpResponse response) {
    return response.status().intValue();
  }

  String text(HttpResponse response) {
    return endpoints.text(response);
  }

  ObjectNode json(HttpResponse response) {
    return endpoints.json(response);
  }

  @Override
  public void close() {
    endpoints.close();
  }
}
