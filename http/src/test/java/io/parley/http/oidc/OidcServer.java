package io.parley.http.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.MadeOrganisations;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.account.AccountEndpoints;
import io.parley.http.account.AccountSettings;
import io.parley.http.account.BrowserSignIns;
import io.parley.http.account.People;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import io.parley.http.tool.PublicAddress;
import io.parley.identity.account.Place;
import io.parley.identity.account.SignInOutcome;
import io.parley.identity.oidc.MemoryOidcConnections;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The endpoints of sign-in at providers, over fakes of the rules and of the stores.
final class OidcServer implements AutoCloseable {
  static final String AGENT = "agent-token-for-tests";
  static final String OPERATOR = "operator-token-for-tests";
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  static final OrganisationId SHOP = MadeOrganisations.ONE;
  static final OrganisationId BANK = MadeOrganisations.OTHER;
  static final String OWNER = "at_owner";
  static final String ADMIN = "at_admin";
  static final String VIEWER = "at_viewer";
  static final String BANKER = "at_banker";
  static final String KEY = "pk_shop";
  static final String SITE = "https://parley.example";

  private static final Map<String, Principal> SENDERS =
      Map.of(
          OWNER, People.of(1, SHOP, ClientRole.OWNER),
          ADMIN, People.of(2, SHOP, ClientRole.ADMIN),
          VIEWER, People.of(3, SHOP, ClientRole.VIEWER),
          BANKER, People.of(4, BANK, ClientRole.OWNER),
          KEY, Principal.program(SHOP.tenant(), "key-1", Permission.ofKeys()));

  private static final VisitorLimit MANY =
      new VisitorLimit(20, 20, Long.MAX_VALUE, Duration.ofMinutes(1));

  final MemoryOidcConnections connections = new MemoryOidcConnections();
  final ScriptedSignIns signIns = new ScriptedSignIns();
  final List<PersonId> granted = new ArrayList<>();
  SignInOutcome outcome = new SignInOutcome.Busy();

  private final RoutedEndpoints endpoints;

  record Reply(int status, Map<String, List<String>> headers, String text) {
    JsonNode json() {
      return JsonText.object(text);
    }

    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    List<String> cookies() {
      return headers.getOrDefault("Set-Cookie", List.of());
    }
  }

  OidcServer() {
    var edge = StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.fixed(NOON, ZoneOffset.UTC));
    var address = new PublicAddress(Optional.of(URI.create(SITE)));
    var origins = new Origins(Set.of());
    var accounts =
        new AccountEndpoints.Setup(
            new AccountSettings(MANY, MANY, 10),
            address,
            origins,
            true,
            Duration.ofDays(30),
            Duration.ofMinutes(5));
    var setup =
        new OidcEndpoints.Setup(
            BrowserSignIns.of(edge, accounts),
            address,
            Set.of("/organisation", "/account"),
            "/organisation");
    endpoints =
        new RoutedEndpoints(
            OidcEndpoints.of(edge, signIns, connections, this::grant, setup).stream()
                .map(OidcServer::checked)
                .toList(),
            20_000,
            origins,
            1);
  }

  private CompletionStage<SignInOutcome> grant(
      PersonId person, OrganisationId organisation, Place place, Instant now) {
    granted.add(person);
    return CompletableFuture.completedStage(outcome);
  }

  private static Endpoint checked(Endpoint endpoint) {
    return new Endpoint(
        endpoint.method(),
        endpoint.path(),
        call -> {
          var sender = call.bearer().map(SENDERS::get);
          return endpoint
              .handler()
              .answer(
                  sender.isPresent()
                      ? call.by(new Call.Proven(call.bearer().orElseThrow(), sender.get()))
                      : call);
        });
  }

  Reply send(String method, String path, String token, String body, String... cookies) {
    var request =
        HttpRequest.create(path)
            .withMethod(HttpMethods.lookup(method).orElseThrow())
            .addHeader(Replies.header("X-Forwarded-For", "192.0.2.7"));
    if (!token.isEmpty())
      request = request.addHeader(Replies.header("Authorization", "Bearer " + token));
    for (var cookie : cookies) request = request.addHeader(Replies.header("Cookie", cookie));
    if (!body.isEmpty()) request = request.withEntity(ContentTypes.APPLICATION_JSON, body);
    var response = endpoints.answer(request);
    return new Reply(response.status().intValue(), headers(response), endpoints.text(response));
  }

  private static Map<String, List<String>> headers(HttpResponse response) {
    var all = new HashMap<String, List<String>>();
    StreamSupport.stream(response.getHeaders().spliterator(), false)
        .forEach(
            header ->
                all.computeIfAbsent(header.name(), _ -> new ArrayList<>()).add(header.value()));
    return all;
  }

  @Override
  public void close() {
    endpoints.close();
  }
}
