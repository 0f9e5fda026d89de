package io.parley.http.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.limit.VisitorLimit;
import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import io.parley.http.token.Tokens;
import io.parley.http.tool.PublicAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The endpoints of accounts, and `GET /who`, which tells staff about itself. Requests come from a
/// page of ours unless a test says otherwise, and a proxy names their sender's address.
final class AccountServer implements AutoCloseable {
  static final String OPERATOR = "operator-token-for-tests";
  static final String OFFICE = "192.0.2.7";
  static final String HOST = "parley.example";
  static final String OWN = "https://" + HOST;
  static final String SHOP = "https://shop.example";
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  final TestAccounts accounts = new TestAccounts(NOON);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Tokens tokens = TestTokens.of("agent-token-for-tests", OPERATOR);
  volatile Instant now = NOON;

  private final RoutedEndpoints endpoints;

  AccountServer() {
    this(true, Optional.of(URI.create(OWN)), 100);
  }

  /// @param requests of one address within a minute, and a tenth as many mails within an hour
  AccountServer(boolean signUpIsOpen, Optional<URI> publicUrl, int requests) {
    InstantSource source = () -> now;
    var clock = source.withZone(ZoneOffset.UTC);
    var edge = StaffEdge.of(tokens, clock);
    var origins = new Origins(Set.of(SHOP));
    int mails = Math.max(1, requests / 10);
    var setup =
        new AccountEndpoints.Setup(
            new AccountSettings(
                new VisitorLimit(mails, 2L * mails, Long.MAX_VALUE, Duration.ofHours(1)),
                new VisitorLimit(requests, 2L * requests, Long.MAX_VALUE, Duration.ofMinutes(1)),
                100),
            new PublicAddress(publicUrl),
            origins,
            signUpIsOpen,
            Duration.ofDays(30),
            Duration.ofMinutes(5));
    var authenticator =
        new AccessTokenAuthenticator(accounts.accounts.check(), TestAccounts.ISSUER, meters, clock);
    var all =
        new ArrayList<>(
            AccountEndpoints.of(edge, accounts.accounts, accounts.stores, accounts.keys, setup));
    all.add(StaffEdge.who(edge));
    all.add(
        Endpoint.post(
            "/start",
            call ->
                CompletableFuture.completedStage(
                    Replies.json(
                        200, JsonText.object().put("proven", call.proven().isPresent())))));
    endpoints =
        new RoutedEndpoints(all.stream().map(authenticator::over).toList(), 20_000, origins, 1);
  }

  HttpResponse who(String token) {
    return call("GET", "/who", "", "Authorization", "Bearer " + token);
  }

  HttpResponse signIn(String name, String password, String... headers) {
    return call(
        "POST",
        "/v1/sign-ins",
        "{\"email\": \"%s@shop.example\", \"password\": \"%s\"}".formatted(name, password),
        headers);
  }

  /// The body of the answer to a sign-in with the right password.
  ObjectNode signedIn(String name) {
    return json(signIn(name, TestAccounts.PASSWORD));
  }

  static String[] bearer(ObjectNode signedIn) {
    return new String[] {"Authorization", "Bearer " + signedIn.path("accessToken").asText()};
  }

  /// @param headers name, value, name, value …; an empty value removes the one that a page of ours
  ///   has
  HttpResponse call(String method, String path, String body, String... headers) {
    var request = HttpRequest.create(path).withMethod(HttpMethods.lookup(method).orElseThrow());
    if (!body.isEmpty()) request = request.withEntity(ContentTypes.APPLICATION_JSON, body);
    var all = new ArrayList<>(List.of("Host", HOST, "Origin", OWN, "X-Forwarded-For", OFFICE));
    for (int i = 0; i < headers.length; i += 2) {
      int held = all.indexOf(headers[i]);
      if (held >= 0 && held % 2 == 0) all.subList(held, held + 2).clear();
      if (!headers[i + 1].isEmpty()) all.addAll(List.of(headers[i], headers[i + 1]));
    }
    for (int i = 0; i < all.size(); i += 2)
      request = request.addHeader(Replies.header(all.get(i), all.get(i + 1)));
    return endpoints.answer(request);
  }

  static int status(HttpResponse response) {
    return response.status().intValue();
  }

  /// The cookie of an answer, with its attributes.
  static Optional<String> cookie(HttpResponse response, String name) {
    return StreamSupport.stream(response.getHeaders().spliterator(), false)
        .filter(header -> header.is("set-cookie"))
        .map(HttpHeader::value)
        .filter(value -> value.startsWith(name + "="))
        .findFirst();
  }

  /// As a browser sends it back.
  static String pair(String cookie) {
    return cookie.substring(0, cookie.indexOf(';'));
  }

  String text(HttpResponse response) {
    return endpoints.text(response);
  }

  ObjectNode json(HttpResponse response) {
    return endpoints.json(response);
  }

  /// A problem without what differs from request to request.
  ObjectNode problem(HttpResponse response) {
    var problem = json(response);
    problem.remove("requestId");
    return problem;
  }

  @Override
  public void close() {
    accounts.close();
    endpoints.close();
  }
}
