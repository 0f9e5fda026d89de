package io.parley.http.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Stage;
import io.parley.core.access.Standing;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.SlugHold;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.MadeOrganisations;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import io.parley.http.token.Tokens;
import io.parley.identity.account.MemoryPersons;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The endpoints of organisations over stores in memory. Two companies, and staff of the platform.
/// A person's token is [#token]; what it may do is read from the store at each request, as the
/// program's check does.
final class OrganisationServer implements AutoCloseable {
  static final String AGENT = "agent-token-for-tests";
  static final String OPERATOR = "operator-token-for-tests";
  static final String OFFICE = "192.0.2.7";
  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  static final OrganisationId SHOP = MadeOrganisations.ONE;
  static final OrganisationId BANK = MadeOrganisations.OTHER;

  /// Of the shop.
  static final PersonId OWNER = new PersonId(new UUID(0, 11));

  static final PersonId ADMIN = new PersonId(new UUID(0, 12));
  static final PersonId VIEWER = new PersonId(new UUID(0, 13));

  /// Of the bank.
  static final PersonId BANKER = new PersonId(new UUID(0, 21));

  static final PersonId CLERK = new PersonId(new UUID(0, 22));

  /// Of the platform.
  static final PersonId CHIEF = new PersonId(new UUID(0, 31));

  static final PersonId SELLER = new PersonId(new UUID(0, 32));
  static final PersonId GUIDE = new PersonId(new UUID(0, 33));
  static final PersonId HELPER = new PersonId(new UUID(0, 34));

  /// Nobody.
  static final UUID UNKNOWN = new UUID(0, 99);

  final RememberedTrail trail = new RememberedTrail();
  final MemoryPersons persons = new MemoryPersons();
  final RememberedRetentions retentions = new RememberedRetentions();
  final RememberedOrganisations store = new RememberedOrganisations(trail, persons);
  final RememberedSites sites = new RememberedSites();
  final RememberedTemplates templates = new RememberedTemplates();
  final RememberedNumbers numbers = new RememberedNumbers();
  final Map<String, List<String>> records = new HashMap<>();
  final Map<String, Principal> stale = new HashMap<>();
  boolean hasNameServers = true;
  Instant now = NOON;

  final Tokens tokens = TestTokens.of(AGENT, OPERATOR);
  private final RoutedEndpoints endpoints;

  record Reply(int status, Optional<String> location, String text) {
    JsonNode json() {
      return JsonText.object(text);
    }

    String reason() {
      return json().path("reason").asText();
    }

    String problem() {
      return json().path("type").asText();
    }
  }

  OrganisationServer() {
    company(OrganisationId.DEFAULT, "This company", "own");
    company(SHOP, "Shop", "shop");
    company(BANK, "Bank", "bank");
    member(SHOP, OWNER, "Ada", ClientRole.OWNER);
    member(SHOP, ADMIN, "Ben", ClientRole.ADMIN);
    member(SHOP, VIEWER, "Cleo", ClientRole.VIEWER);
    member(BANK, BANKER, "Mallory", ClientRole.OWNER);
    member(BANK, CLERK, "Clerk", ClientRole.MEMBER);
    staff(CHIEF, "Olga", PlatformRole.OPERATOR);
    staff(SELLER, "Sam", PlatformRole.SALES_AGENT);
    staff(GUIDE, "Gil", PlatformRole.ONBOARDING_SPECIALIST);
    staff(HELPER, "Uma", PlatformRole.SUPPORT_SPECIALIST);
    var random = new SecureRandom();
    var stores =
        new OrganisationStores(
            store,
            store,
            persons,
            trail,
            retentions,
            name ->
                hasNameServers
                    ? CompletableFuture.completedStage(records.getOrDefault(name, List.of()))
                    : CompletableFuture.failedStage(new IllegalStateException("no server")),
            sites,
            numbers,
            new MailWords(templates, RememberedTemplates.PROGRAM));
    var mails = new LinkMails(() -> URI.create("https://parley.example"), random);
    InstantSource source = () -> now;
    var edge = StaffEdge.of(tokens, source.withZone(ZoneOffset.UTC));
    endpoints =
        new RoutedEndpoints(
            OrganisationEndpoints.of(edge, stores, mails, random).stream()
                .map(this::checked)
                .toList(),
            20_000,
            new Origins(Set.of()),
            1);
  }

  private void company(OrganisationId id, String name, String slug) {
    var company =
        new Company(new Organisation(id, name, new Lifecycle.Active(), Optional.empty(), NOON));
    company.slugs.add(new SlugHold(new Slug(slug), NOON, Optional.empty()));
    store.all.put(id, company);
  }

  void member(OrganisationId id, PersonId person, String name, ClientRole role) {
    known(person, name);
    store.all.get(id).join(person, RoleSet.of(role), NOON);
  }

  private void staff(PersonId person, String name, PlatformRole role) {
    known(person, name);
    store.staff.put(person, EnumSet.of(role));
  }

  private void known(PersonId person, String name) {
    var address = EmailAddress.of(name + "@people.example").orElseThrow();
    persons.put(new Person(person, address, name, true, NOON));
  }

  /// An assignment to the shop or the bank.
  AssignmentId assigned(OrganisationId id, PersonId person, PlatformRole role) {
    var assignment = new AssignmentId(UUID.randomUUID());
    store
        .all
        .get(id)
        .assignments
        .add(
            new Assignment(
                assignment,
                person,
                role,
                Stage.ledBy(role),
                Optional.empty(),
                NOON,
                role.isInvited() ? Optional.of(NOON.plus(Duration.ofDays(7))) : Optional.empty()));
    return assignment;
  }

  // --- tokens ------------------------------------------------------------------------------------

  /// The access token of a person, signed in to an organisation or to the platform.
  static String token(PersonId person, TenantId tenant) {
    return "at_" + person + "_" + tenant;
  }

  static String ofShop(PersonId person) {
    return token(person, SHOP.tenant());
  }

  static String ofPlatform(PersonId person) {
    return token(person, TenantId.PLATFORM);
  }

  /// An API key of the shop with all scopes that there are.
  static final String KEY = "pk_shop";

  private Endpoint checked(Endpoint endpoint) {
    return new Endpoint(
        endpoint.method(),
        endpoint.path(),
        call -> {
          var token = call.bearer().orElse("");
          if (!token.startsWith("at_") && !token.startsWith("pk_"))
            return endpoint.handler().answer(call);
          var principal =
              proven(token).orElseThrow(() -> new ProblemException(ProblemType.TOKEN_INVALID));
          return endpoint.handler().answer(call.by(new Call.Proven(token, principal)));
        });
  }

  private Optional<Principal> proven(String token) {
    if (stale.containsKey(token)) return Optional.of(stale.get(token));
    if (token.equals(KEY))
      return Optional.of(Principal.program(SHOP.tenant(), "key-1", Permission.ofKeys()));
    var parts = token.split("_", -1);
    var person = new PersonId(UUID.fromString(parts[1]));
    var tenant = new TenantId(parts[2]);
    if (tenant.equals(TenantId.PLATFORM))
      return Standing.onPlatform(person, store.staff.getOrDefault(person, Set.of()));
    return store.principal(person, store.all.get(OrganisationId.of(tenant).orElseThrow()), now);
  }

  /// From now on the token counts as it does now, whatever happens to its person: as within the
  /// seconds in which a check is held.
  void holdStanding(String token) {
    stale.put(token, proven(token).orElseThrow());
  }

  // --- requests ----------------------------------------------------------------------------------

  Reply get(String path, String token) {
    return send("GET", path, token, "");
  }

  Reply delete(String path, String token) {
    return send("DELETE", path, token, "");
  }

  Reply put(String path, String token, String body) {
    return send("PUT", path, token, body);
  }

  Reply post(String path, String token, String body) {
    return send("POST", path, token, body);
  }

  /// A `GET` whose answer may come later.
  CompletionStage<HttpResponse> asked(String path, String token) {
    return endpoints.ask(request("GET", path, token));
  }

  private static HttpRequest request(String method, String path, String token) {
    var request =
        HttpRequest.create(path)
            .withMethod(HttpMethods.lookup(method).orElseThrow())
            .addHeader(Replies.header("X-Forwarded-For", OFFICE));
    return token.isEmpty()
        ? request
        : request.addHeader(Replies.header("Authorization", "Bearer " + token));
  }

  Reply send(String method, String path, String token, String body) {
    var request = request(method, path, token);
    if (!body.isEmpty()) request = request.withEntity(ContentTypes.APPLICATION_JSON, body);
    var response = endpoints.answer(request);
    return new Reply(
        response.status().intValue(),
        response.getHeader("Location").map(header -> header.value()),
        endpoints.text(response));
  }

  // --- stored state ------------------------------------------------------------------------------

  Company shop() {
    return store.all.get(SHOP);
  }

  Company bank() {
    return store.all.get(BANK);
  }

  /// The acts on an organisation, as `author action target`.
  List<String> acts(OrganisationId id) {
    return trail.all.getOrDefault(id.tenant(), List.of()).stream()
        .map(
            entry ->
                "%s %s %s".formatted(entry.by(), entry.change().action(), entry.change().target()))
        .toList();
  }

  /// No command has changed anything, and no mail was ordered.
  void assertUntouched() {
    assertThat(trail.all).isEmpty();
    assertThat(store.mails).isEmpty();
  }

  @Override
  public void close() {
    endpoints.close();
  }
}
