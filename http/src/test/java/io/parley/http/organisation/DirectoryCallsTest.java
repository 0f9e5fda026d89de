package io.parley.http.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleSet;
import io.parley.core.identity.Credentials.Credential;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A directory over people in memory, by the rules. Requests are those of Okta and Entra ID.
class DirectoryCallsTest extends DirectoryFixture {
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

  @Test
  void the_language_that_a_directory_names_is_that_of_mails_while_none_is_known() {
    var german = ADA.replace("\"locale\"", "\"preferredLanguage\": \"de\", \"locale\"");
    var id = created(german).id();
    assertThat(language(id)).contains("de");
    var spanish = "[{\"op\": \"replace\", \"path\": \"preferredLanguage\", \"value\": \"es\"}]";
    assertThat(patch(USERS + "/" + id, spanish).status()).isEqualTo(200);
    assertThat(language(id)).as("one is known").contains("de");
    var bob = created(ADA.replace("ada@", "bob@").replace("00u1", "00u2")).id();
    assertThat(language(bob)).isEmpty();
    assertThat(patch(USERS + "/" + bob, spanish).status()).isEqualTo(200);
    assertThat(language(bob)).contains("es");
  }

  @Test
  void the_language_of_a_member_is_read_where_one_is_known() {
    var german = ADA.replace("\"locale\"", "\"preferredLanguage\": \"de-AT\", \"locale\"");
    var ada = created(german);
    assertThat(ada.json().path("preferredLanguage").asText()).isEqualTo("de-at");
    var one = USERS + "/" + ada.id();
    assertThat(get(one).json().path("preferredLanguage").asText()).isEqualTo("de-at");
    var bob = created(ADA.replace("ada@", "bob@").replace("00u1", "00u2"));
    assertThat(bob.json().has("preferredLanguage")).as("not known").isFalse();
    var listed = get(USERS).json().path("Resources");
    assertThat(listed.findValuesAsText("preferredLanguage")).containsExactly("de-at");
    var spanish = "[{\"op\": \"replace\", \"path\": \"preferredLanguage\", \"value\": \"es\"}]";
    assertThat(patch(one, spanish).json().path("preferredLanguage").asText())
        .as("the person's own")
        .isEqualTo("de-at");
    var off = patch(one, "[{\"op\": \"replace\", \"value\": {\"active\": false}}]");
    assertThat(off.json().has("preferredLanguage")).as("no member any more").isFalse();
  }

  private Optional<String> language(String id) {
    return persons.known(new PersonId(UUID.fromString(id))).flatMap(Person::language);
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
  void a_directory_that_asks_too_often_is_told_to_wait() {
    for (int i = 0; i < LIMIT.requests(); i++)
      assertThat(get("/scim/v2/ResourceTypes").status()).isEqualTo(200);
    var refused = get(USERS);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().path("type").asText()).isEqualTo("/problems/rate-limited");
    assertThat(refused.json().path("detail").asText()).contains("at most 100 in 60 s");
    assertThat(send("GET", USERS, "", "pk_all-others").status())
        .as("not a directory")
        .isEqualTo(403);
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
    credentials
        .replace(Credential.none(stranger).withPassword("a stranger's"))
        .toCompletableFuture()
        .join();
    assertThat(created(ADA).id()).isEqualTo(stranger.toString());
    var person = persons.known(stranger).orElseThrow();
    assertThat(person.isVerified()).isTrue();
    assertThat(person.name()).as("the directory's, not a stranger's").isEqualTo("Ada Byron");
    assertThat(credentials.find(stranger).toCompletableFuture().join().password()).isEmpty();
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
    assertThat(patch(GROUPS + "/member", added).status()).isEqualTo(200);
    assertThat(audited()).containsExactly("program:api-key-key-1 left-out-of-joining");
    assertThat(get(GROUPS + "/owner").status()).isEqualTo(404);
    assertThat(roles(OWNER.toString())).isEqualTo(RoleSet.of(ClientRole.OWNER));
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
  void resources_have_their_whole_address() {
    var address = "https://parley.example" + USERS + "/";
    var ada = created(ADA);
    assertThat(ada.json().at("/meta/location").asText()).isEqualTo(address + ada.id());
    var group = get(GROUPS + "/viewer").json();
    assertThat(group.at("/meta/location").asText()).endsWith(".example" + GROUPS + "/viewer");
    assertThat(group.at("/members/0/$ref").asText()).isEqualTo(address + ada.id());
    for (var path : List.of("/scim/v2/Schemas", "/scim/v2/ResourceTypes"))
      assertThat(get(path).json().at("/Resources/0/meta/location").asText())
          .startsWith("https://parley.example" + path + "/");
  }

  @Test
  void a_store_that_does_not_answer_is_told_in_the_protocols_form() {
    users.isDown = true;
    var reply = get(USERS);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.json().path("status").asText()).isEqualTo("503");
    users.isDown = false;
    assertThat(get(USERS).status()).isEqualTo(200);
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
