package io.parley.http.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.DomainChallenge;
import io.parley.core.organisation.DomainHold;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.scim.ScimEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import io.parley.identity.account.MemoryPersons;
import io.parley.identity.refresh.MemoryRefreshFamilies;
import io.parley.identity.scim.MemoryDirectoryUsers;
import io.parley.identity.scim.Provisioning;
import io.parley.identity.scim.ProvisioningPorts;
import java.time.Clock;
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
import org.junit.jupiter.api.Test;

/// A directory over people in memory, by the rules. Requests are those of Okta and Entra ID.
class DirectoryCallsTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final OrganisationId SHOP = new OrganisationId(new UUID(1, 1));
  private static final OrganisationId BANK = new OrganisationId(new UUID(2, 2));
  private static final PersonId OWNER = new PersonId(new UUID(0, 11));
  private static final PersonId GUEST = new PersonId(new UUID(0, 12));
  private static final PersonId BANKER = new PersonId(new UUID(0, 21));
  private static final String KEY = "pk_directory";
  private static final String USERS = "/scim/v2/Users";
  private static final String GROUPS = "/scim/v2/Groups";

  /// As Okta sends it.
  private static final String ADA =
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@shop.example",
       "name": {"givenName": "Ada", "familyName": "Byron"}, "externalId": "00u1",
       "emails": [{"primary": true, "value": "ada@shop.example", "type": "work"}],
       "displayName": "Ada Byron", "locale": "en-US", "groups": [], "active": true}
      """;

  private static final Map<String, Set<Permission>> KEYS =
      Map.of(
          KEY,
          EnumSet.of(Permission.PROVISION),
          "pk_all-others",
          EnumSet.complementOf(EnumSet.of(Permission.PROVISION)));

  private final MemoryPersons persons = new MemoryPersons();
  private final RememberedTrail trail = new RememberedTrail();
  private final RememberedOrganisations store = new RememberedOrganisations(trail, persons);
  private final MemoryRefreshFamilies families = new MemoryRefreshFamilies();
  private final RoutedEndpoints endpoints;

  private record Reply(int status, String text) {
    JsonNode json() {
      return JsonText.object(text);
    }

    String id() {
      return json().path("id").asText();
    }
  }

  DirectoryCallsTest() {
    company(SHOP, "shop.example");
    company(BANK, "bank.example");
    member(SHOP, OWNER, "owner@shop.example", ClientRole.OWNER);
    member(SHOP, GUEST, "guest@mail.example", ClientRole.MEMBER);
    member(BANK, BANKER, "banker@shop.example", ClientRole.MEMBER);
    var edge =
        StaffEdge.of(
            TestTokens.of("agent-token-for-tests", "operator-token-for-tests"),
            Clock.fixed(NOON, ZoneOffset.UTC));
    var ports = ProvisioningPorts.of(persons, store, store, new MemoryDirectoryUsers(), families);
    endpoints =
        new RoutedEndpoints(
            ScimEndpoints.of(edge, new Provisioning(ports), Runnable::run).stream()
                .map(DirectoryCallsTest::checked)
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

  private Reply send(String method, String path, String body) {
    return send(method, path, body, KEY);
  }

  private Reply send(String method, String path, String body, String token) {
    var request = HttpRequest.create(path).withMethod(HttpMethods.lookup(method).orElseThrow());
    if (!body.isEmpty()) request = request.withEntity(ContentTypes.APPLICATION_JSON, body);
    var response = endpoints.answer(request, token);
    return new Reply(response.status().intValue(), endpoints.text(response));
  }

  private Reply get(String path) {
    return send("GET", path, "");
  }

  private Reply patch(String path, String operations) {
    return send(
        "PATCH",
        path,
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": "
            + operations
            + "}");
  }

  private Reply created(String body) {
    var reply = send("POST", USERS, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply;
  }

  private boolean isMember(String id) {
    return store.all.get(SHOP).members.containsKey(new PersonId(UUID.fromString(id)));
  }

  private RoleSet roles(String id) {
    return store.all.get(SHOP).members.get(new PersonId(UUID.fromString(id))).roles();
  }

  private List<String> audited() {
    return trail.all.getOrDefault(SHOP.tenant(), List.of()).stream()
        .map(entry -> entry.by() + " " + entry.change().action())
        .toList();
  }

  private static String found(String filter) {
    return USERS + "?filter=" + filter.replace(" ", "%20").replace("\"", "%22");
  }

  @Test
  void okta_looks_for_a_user_makes_it_and_finds_it_again() {
    assertThat(get(found("userName eq \"ada@shop.example\"")).json().path("totalResults").asInt())
        .isZero();
    var ada = created(ADA);
    assertThat(ada.json().path("active").asBoolean()).isTrue();
    assertThat(roles(ada.id())).isEqualTo(RoleSet.of(ClientRole.VIEWER));
    for (var filter : List.of("userName eq \"Ada@shop.example\"", "externalId eq \"00u1\""))
      assertThat(get(found(filter)).json().at("/Resources/0/id").asText()).isEqualTo(ada.id());
    assertThat(send("POST", USERS, ADA).status()).isEqualTo(409);
    assertThat(audited()).containsExactly("program:api-key-key-1 member-joined");
  }

  @Test
  void entra_id_switches_a_user_off_by_a_text_and_on_again() {
    var id = created(ADA).id();
    signedIn(id, SHOP, "here");
    signedIn(id, BANK, "there");
    var off = "[{\"op\": \"Replace\", \"path\": \"active\", \"value\": \"False\"}]";
    assertThat(patch(USERS + "/" + id, off).json().path("active").asBoolean()).isFalse();
    assertThat(isMember(id)).isFalse();
    assertThat(families.list(id).toCompletableFuture().join())
        .extracting(Family::signIn)
        .containsExactly("there");
    var looked = get(found("userName eq \"ada@shop.example\"")).json();
    assertThat(looked.at("/Resources/0/active").asBoolean(true)).isFalse();
    var on = "[{\"op\": \"Replace\", \"path\": \"active\", \"value\": \"True\"}]";
    assertThat(patch(USERS + "/" + id, on).json().path("active").asBoolean()).isTrue();
    assertThat(roles(id)).isEqualTo(RoleSet.of(ClientRole.VIEWER));
    assertThat(audited())
        .containsExactly(
            "program:api-key-key-1 member-joined",
            "program:api-key-key-1 member-removed",
            "program:api-key-key-1 member-joined");
  }

  private void signedIn(String person, OrganisationId organisation, String signIn) {
    var family =
        new Family(
            "family-" + signIn,
            signIn,
            organisation.tenant(),
            person,
            NOON,
            NOON,
            "hash-" + signIn,
            Optional.empty(),
            Optional.empty(),
            0);
    families.create(family).toCompletableFuture().join();
  }

  @Test
  void a_deleted_user_is_found_no_more_and_keeps_the_account() {
    var id = created(ADA).id();
    assertThat(send("DELETE", USERS + "/" + id, "").status()).isEqualTo(204);
    assertThat(get(USERS + "/" + id).status()).isEqualTo(404);
    assertThat(send("DELETE", USERS + "/" + id, "").status()).isEqualTo(404);
    assertThat(persons.known(new PersonId(UUID.fromString(id)))).isPresent();
    assertThat(created(ADA).id()).isEqualTo(id);
  }

  @Test
  void somebody_with_another_address_is_a_new_user_once_the_old_one_is_switched_off() {
    var old = USERS + "/" + created(ADA).id();
    var renamed = ADA.replace("ada@shop.example", "lovelace@shop.example");
    assertThat(send("POST", USERS, renamed).status()).isEqualTo(409);
    assertThat(patch(old, "[{\"op\": \"replace\", \"value\": {\"active\": false}}]").status())
        .isEqualTo(200);
    assertThat(created(renamed).json().path("externalId").asText()).isEqualTo("00u1");
    assertThat(get(old).json().has("externalId")).isFalse();
    assertThat(get(old).json().path("active").asBoolean(true)).isFalse();
  }

  @Test
  void a_person_of_another_organisation_joins_with_its_account_which_keeps_its_name() {
    var body = ADA.replace("ada@shop.example", "banker@shop.example");
    var banker = created(body);
    assertThat(banker.id()).isEqualTo(BANKER.toString());
    assertThat(banker.json().path("displayName").asText()).isEqualTo("Ada Byron");
    assertThat(persons.known(BANKER).orElseThrow().name()).isEqualTo("Own name");
    var renamed = body.replace("banker@", "other@");
    assertThat(send("PUT", USERS + "/" + banker.id(), renamed).json().path("scimType").asText())
        .isEqualTo("mutability");
    assertThat(send("DELETE", USERS + "/" + banker.id(), "").status()).isEqualTo(204);
    assertThat(store.all.get(BANK).members).containsKey(BANKER);
  }

  @Test
  void an_account_that_nobody_has_proved_is_proved_by_the_domain() {
    var address = new EmailAddress("ada@shop.example");
    var stranger = new PersonId(new UUID(0, 31));
    persons.put(new Person(stranger, address, "Signed up by anybody", false, NOON));
    assertThat(created(ADA).id()).isEqualTo(stranger.toString());
    assertThat(persons.known(stranger).orElseThrow().isVerified()).isTrue();
  }

  @Test
  void people_of_other_domains_are_neither_made_nor_found() {
    var foreign = send("POST", USERS, ADA.replace("ada@shop.example", "ada@bank.example"));
    assertThat(foreign.json().path("scimType").asText()).isEqualTo("invalidValue");
    assertThat(get(USERS + "/" + GUEST).status()).isEqualTo(404);
    assertThat(send("DELETE", USERS + "/" + GUEST, "").status()).isEqualTo(404);
    assertThat(get(found("userName eq \"guest@mail.example\"")).json().path("totalResults").asInt())
        .isZero();
    assertThat(get(USERS).text()).contains("owner@shop.example").doesNotContain("mail.example");
  }

  @Test
  void an_owner_is_read_and_never_changed() {
    var path = USERS + "/" + OWNER;
    assertThat(get(path).json().path("groups")).isEmpty();
    assertThat(send("DELETE", path, "").status()).isEqualTo(403);
    var off = "[{\"op\": \"replace\", \"value\": {\"active\": false}}]";
    assertThat(patch(path, off).status()).isEqualTo(403);
    var added =
        "[{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"" + OWNER + "\"}]}]";
    assertThat(patch(GROUPS + "/member", added).status()).isEqualTo(403);
    assertThat(get(GROUPS + "/owner").status()).isEqualTo(404);
    assertThat(roles(OWNER.toString())).isEqualTo(RoleSet.of(ClientRole.OWNER));
  }

  @Test
  void groups_are_roles_whose_members_have_them() {
    var role = new CustomRole(new RoleName("closer"), Set.of(Permission.READ));
    store.all.get(SHOP).roles.put(role.name(), role);
    var heir = new CustomRole(new RoleName("heir"), Set.of(Permission.TRANSFER_OWNERSHIP));
    store.all.get(SHOP).roles.put(heir.name(), heir);
    var id = created(ADA).id();
    var listed = get(GROUPS + "?excludedAttributes=members").text();
    assertThat(listed).contains("\"closer\"", "\"config-manager\"").doesNotContain("heir", "owner");
    var added = "[{\"op\": \"Add\", \"path\": \"members\", \"value\": [{\"value\": \"ID\"}]}]";
    assertThat(patch(GROUPS + "/closer", added.replace("ID", id)).text()).contains(id);
    assertThat(roles(id).custom()).containsExactly(new RoleName("closer"));
    var removed = "[{\"op\": \"remove\", \"path\": \"members[value eq \\\"ID\\\"]\"}]";
    assertThat(patch(GROUPS + "/closer", removed.replace("ID", id)).status()).isEqualTo(200);
    assertThat(roles(id)).isEqualTo(RoleSet.of(ClientRole.VIEWER));
    var whole = "{\"displayName\": \"Admin\", \"members\": [{\"value\": \"" + id + "\"}]}";
    assertThat(send("PUT", GROUPS + "/admin", whole).status()).isEqualTo(200);
    assertThat(roles(id).builtIn()).contains(ClientRole.ADMIN);
    assertThat(send("PUT", GROUPS + "/admin", "{}").status()).isEqualTo(400);
    assertThat(roles(id).builtIn()).contains(ClientRole.ADMIN);
    assertThat(patch(GROUPS + "/heir", added.replace("ID", id)).status()).isEqualTo(404);
    assertThat(send("POST", GROUPS, "{\"displayName\": \"closer\"}").status()).isEqualTo(409);
    assertThat(send("POST", GROUPS, "{\"displayName\": \"new\"}").status()).isEqualTo(403);
    assertThat(send("DELETE", GROUPS + "/closer", "").status()).isEqualTo(403);
  }

  @Test
  void pages_begin_at_one_and_say_how_many_there_are() {
    created(ADA);
    var page = get(USERS + "?startIndex=2&count=1").json();
    assertThat(page.path("totalResults").asInt()).isEqualTo(2);
    assertThat(page.path("startIndex").asInt()).isEqualTo(2);
    assertThat(page.path("Resources")).hasSize(1);
    assertThat(get(USERS + "?count=0").json().path("Resources")).isEmpty();
    assertThat(get(USERS + "?count=x").status()).isEqualTo(400);
  }

  @Test
  void all_other_tokens_and_scopes_are_refused() {
    for (var path : List.of(USERS, GROUPS, "/scim/v2/Schemas", "/scim/v2/ServiceProviderConfig")) {
      assertThat(send("GET", path, "", "pk_all-others").status()).as(path).isEqualTo(403);
      assertThat(send("GET", path, "", "operator-token-for-tests").status()).isEqualTo(403);
      assertThat(send("GET", path, "", "agent-token-for-tests").status()).isEqualTo(403);
      assertThat(get(path).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void errors_have_the_protocols_form() {
    var reply = get(USERS + "?filter=title%20pr");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/schemas/0").asText())
        .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
    assertThat(reply.json().path("status").asText()).isEqualTo("400");
    assertThat(send("POST", USERS, "{").json().path("scimType").asText())
        .isEqualTo("invalidSyntax");
  }
}
