package io.parley.http.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleSet;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.DomainChallenge;
import io.parley.core.organisation.DomainHold;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.MadeOrganisations;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.scim.DirectorySettings;
import io.parley.http.scim.ScimEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import io.parley.http.tool.PublicAddress;
import io.parley.identity.account.MemoryCredentials;
import io.parley.identity.account.MemoryPasskeys;
import io.parley.identity.account.MemoryPersons;
import io.parley.identity.confirm.ConfirmedAccounts;
import io.parley.identity.refresh.MemoryRefreshFamilies;
import io.parley.identity.scim.MemoryDirectoryUsers;
import io.parley.identity.scim.Provisioning;
import io.parley.identity.scim.ProvisioningPorts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterEach;

/// A directory over people in memory, by the rules: two companies with their people, and requests
/// of the first one's directory.
abstract class DirectoryFixture {
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  static final OrganisationId SHOP = MadeOrganisations.ONE;
  static final OrganisationId BANK = MadeOrganisations.OTHER;
  static final PersonId OWNER = new PersonId(new UUID(0, 11));
  static final PersonId GUEST = new PersonId(new UUID(0, 12));
  static final PersonId BANKER = new PersonId(new UUID(0, 21));
  private static final String KEY = "pk_directory";
  static final String USERS = "/scim/v2/Users";
  static final String GROUPS = "/scim/v2/Groups";

  /// As Okta sends it.
  static final String ADA =
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@shop.example",
       "name": {"givenName": "Ada", "familyName": "Byron"}, "externalId": "00u1",
       "emails": [{"primary": true, "value": "ada@shop.example", "type": "work"}],
       "displayName": "Ada Byron", "locale": "en-US", "groups": [], "active": true}
      """;

  static final DirectorySettings LIMIT = new DirectorySettings(100, Duration.ofMinutes(1));
  private static final PublicAddress ADDRESS =
      new PublicAddress(Optional.of(URI.create("https://parley.example")));

  private static final Map<String, Set<Permission>> KEYS =
      Map.of(
          KEY,
          EnumSet.of(Permission.PROVISION),
          "pk_all-others",
          EnumSet.complementOf(EnumSet.of(Permission.PROVISION)));

  final MemoryPersons persons = new MemoryPersons();
  final RememberedTrail trail = new RememberedTrail();
  final RememberedOrganisations store = new RememberedOrganisations(trail, persons);
  final MemoryRefreshFamilies families = new MemoryRefreshFamilies();
  final MemoryCredentials credentials = new MemoryCredentials();
  final MemoryDirectoryUsers users = new MemoryDirectoryUsers();
  private final RoutedEndpoints endpoints;

  record Reply(int status, String text) {
    JsonNode json() {
      return JsonText.object(text);
    }

    String id() {
      return json().path("id").asText();
    }
  }

  DirectoryFixture() {
    company(SHOP, "shop.example");
    company(BANK, "bank.example");
    member(SHOP, OWNER, "owner@shop.example", ClientRole.OWNER);
    member(SHOP, GUEST, "guest@mail.example", ClientRole.MEMBER);
    member(BANK, BANKER, "banker@shop.example", ClientRole.MEMBER);
    var edge =
        StaffEdge.of(
            TestTokens.of("agent-token-for-tests", "operator-token-for-tests"),
            Clock.fixed(NOON, ZoneOffset.UTC));
    var accounts = new ConfirmedAccounts(persons, credentials, new MemoryPasskeys(), families);
    var ports = ProvisioningPorts.of(persons, store, store, users, families, accounts);
    endpoints =
        new RoutedEndpoints(
            ScimEndpoints.of(edge, LIMIT, new Provisioning(ports), ADDRESS, Runnable::run).stream()
                .map(DirectoryFixture::checked)
                .toList(),
            20_000);
  }

  private void company(OrganisationId id, String domain) {
    var company =
        new Company(new Organisation(id, domain, new Lifecycle.Active(), Optional.empty(), NOON));
    company.domains.add(
        new DomainHold(
            new DomainChallenge(new CustomDomain(domain), "0f".repeat(16)), Optional.of(NOON)));
    store.all.put(id, company);
  }

  private void member(OrganisationId id, PersonId person, String address, ClientRole role) {
    persons.put(new Person(person, new EmailAddress(address), "Own name", true, NOON));
    store.all.get(id).join(person, RoleSet.of(role), NOON);
  }

  private static Endpoint checked(Endpoint endpoint) {
    return new Endpoint(
        endpoint.method(),
        endpoint.path(),
        call -> {
          var token = call.bearer().filter(KEYS::containsKey);
          if (token.isEmpty()) return endpoint.handler().answer(call);
          var sender = Principal.program(SHOP.tenant(), "key-1", KEYS.get(token.get()));
          return endpoint.handler().answer(call.by(new Call.Proven(token.get(), sender)));
        });
  }

  @AfterEach
  void close() {
    endpoints.close();
  }

  Reply send(String method, String path, String body) {
    return send(method, path, body, KEY);
  }

  Reply send(String method, String path, String body, String token) {
    var request = HttpRequest.create(path).withMethod(HttpMethods.lookup(method).orElseThrow());
    if (!body.isEmpty()) request = request.withEntity(ContentTypes.APPLICATION_JSON, body);
    var response = endpoints.answer(request, token);
    return new Reply(response.status().intValue(), endpoints.text(response));
  }

  Reply get(String path) {
    return send("GET", path, "");
  }

  Reply patch(String path, String operations) {
    return send(
        "PATCH",
        path,
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": "
            + operations
            + "}");
  }

  Reply created(String body) {
    var reply = send("POST", USERS, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply;
  }

  boolean isMember(String id) {
    return store.all.get(SHOP).members.containsKey(new PersonId(UUID.fromString(id)));
  }

  RoleSet roles(String id) {
    return store.all.get(SHOP).members.get(new PersonId(UUID.fromString(id))).roles();
  }

  List<String> audited() {
    return trail.all.getOrDefault(SHOP.tenant(), List.of()).stream()
        .map(entry -> entry.by() + " " + entry.change().action())
        .toList();
  }

  static String found(String filter) {
    return USERS + "?filter=" + filter.replace(" ", "%20").replace("\"", "%22");
  }
}
