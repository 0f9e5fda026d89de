package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.ADMIN;
import static io.parley.http.organisation.OrganisationServer.CLERK;
import static io.parley.http.organisation.OrganisationServer.OPERATOR;
import static io.parley.http.organisation.OrganisationServer.OWNER;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.UNKNOWN;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.mail.MailKind;
import io.parley.core.organisation.OwnershipOffer;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesAndOwnershipTest {
  private static final String ROLES = "/v1/organisation/roles";
  private static final String OFFER = "/v1/organisation/ownership-offer";
  private static final String READER = "{\"permissions\": [\"read\", \"oversee\"]}";

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String[] sorted(Set<Permission> permissions) {
    return permissions.stream().map(Permission::word).sorted().toArray(String[]::new);
  }

  // --- roles -------------------------------------------------------------------------------------

  @Test
  void roles_are_listed_with_the_permissions_that_their_reader_may_give() {
    server.put(ROLES + "/night-shift", ofShop(ADMIN), READER);
    var seen = server.get(ROLES, ofShop(VIEWER)).json();
    assertThat(seen.path("roles")).hasSize(ClientRole.values().length);
    assertThat(words(seen.at("/roles/5/permissions")))
        .containsExactly(sorted(ClientRole.VIEWER.permissions()));
    assertThat(seen.at("/customRoles/0/name").asText()).isEqualTo("night-shift");
    assertThat(words(seen.at("/customRoles/0/permissions"))).containsExactly("oversee", "read");
    assertThat(words(seen.path("grantable")))
        .containsExactly(sorted(ClientRole.VIEWER.permissions()));
    assertThat(words(server.get(ROLES, ofShop(ADMIN)).json().path("grantable")))
        .containsExactly(sorted(ClientRole.ADMIN.permissions()))
        .doesNotContain("transfer-ownership", "operate");
    assertThat(words(server.get(ROLES, OPERATOR).json().path("grantable")))
        .containsExactly(sorted(Permission.ofOrganisations()));
  }

  @Test
  void a_role_is_stored_however_often_and_is_dropped_once() {
    for (int time = 0; time < 2; time++)
      assertThat(server.put(ROLES + "/night-shift", ofShop(ADMIN), READER).status()).isEqualTo(204);
    assertThat(server.acts(SHOP)).hasSize(1);
    assertThat(server.delete(ROLES + "/night-shift", ofShop(ADMIN)).status()).isEqualTo(204);
    assertThat(server.delete(ROLES + "/night-shift", ofShop(ADMIN)).status()).isEqualTo(404);
    assertThat(server.delete(ROLES + "/owner", ofShop(ADMIN)).status()).isEqualTo(404);
  }

  @Test
  void a_role_in_use_stays() {
    server.put(ROLES + "/night-shift", ofShop(ADMIN), READER);
    server
        .shop()
        .join(VIEWER, new RoleSet(Set.of(), Set.of(new RoleName("night-shift"))), server.now);
    var refused = server.delete(ROLES + "/night-shift", ofShop(ADMIN));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("role-in-use");
  }

  @Test
  void nobody_puts_more_into_a_role_than_they_have() {
    var body = "{\"permissions\": [\"read\", \"transfer-ownership\"]}";
    var refused = server.put(ROLES + "/crown", ofShop(ADMIN), body);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.reason()).isEqualTo("beyond-own");
    assertThat(server.put(ROLES + "/crown", ofShop(VIEWER), READER).status()).isEqualTo(403);
    server.assertUntouched();
    assertThat(server.put(ROLES + "/crown", ofShop(OWNER), body).status()).isEqualTo(204);
    // nor does an admin weaken a role that is beyond its own
    assertThat(server.put(ROLES + "/crown", ofShop(ADMIN), READER).status()).isEqualTo(403);
    assertThat(server.delete(ROLES + "/crown", ofShop(ADMIN)).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"permissions\": []}",
        "{\"permissions\": [\"fly\"]}",
        "{\"permissions\": [\"operate\"]}",
        "{\"permissions\": [\"enter\"]}",
        "{\"permissions\": [\"consent\"]}",
        "{\"permissions\": [\"read\"], \"name\": \"owner\"}"
      })
  void a_role_of_another_form_is_refused(String body) {
    assertThat(server.put(ROLES + "/night-shift", ofShop(OWNER), body).status()).isEqualTo(400);
    server.assertUntouched();
  }

  @Test
  void a_role_cannot_be_named_as_a_built_in_one() {
    for (var name : List.of("owner", "Night", "a_b", "x".repeat(33)))
      assertThat(server.put(ROLES + "/" + name, ofShop(OWNER), READER).status())
          .as(name)
          .isEqualTo(400);
  }

  // --- ownership ---------------------------------------------------------------------------------

  private OrganisationServer.Reply offer(Object person) {
    return server.put(OFFER, ofShop(OWNER), "{\"person\": \"%s\"}".formatted(person));
  }

  @Test
  void an_offer_goes_out_by_mail_and_its_member_accepts_it() {
    var offered = offer(VIEWER);
    assertThat(offered.status()).isEqualTo(200);
    assertThat(offered.json().path("expiresAt").asText()).isEqualTo("2026-12-02T12:00:00.000Z");
    var mail = server.store.mails.getFirst();
    assertThat(mail.kind()).isEqualTo(MailKind.OWNERSHIP_OFFER);
    assertThat(mail.to().text()).isEqualTo("cleo@people.example");
    assertThat(mail.values())
        .containsEntry("owner", "Ada")
        .containsEntry("link", "https://parley.example/organisation");
    assertThat(server.get("/v1/organisation", ofShop(VIEWER)).json().path("ownershipOffer"))
        .isEqualTo(offered.json());
    assertThat(server.get("/v1/organisation", ofShop(ADMIN)).json().has("ownershipOffer"))
        .isFalse();
    assertThat(server.post(OFFER + "/acceptance", ofShop(ADMIN), "").status()).isEqualTo(409);
    assertThat(server.post(OFFER + "/acceptance", ofShop(VIEWER), "").status()).isEqualTo(204);
    assertThat(server.shop().members.get(VIEWER).roles().isOwner()).isTrue();
    assertThat(server.shop().members.get(OWNER).roles().builtIn())
        .containsExactly(ClientRole.ADMIN);
    assertThat(offer(ADMIN).status()).isEqualTo(403);
  }

  @Test
  void an_offer_goes_out_in_the_language_of_its_reader() {
    server.persons.speaks(VIEWER, "es");
    offer(VIEWER);
    assertThat(server.store.mails.getLast().language()).isEqualTo("es");
    assertThat(server.delete(OFFER, ofShop(OWNER)).status()).isEqualTo(204);
    offer(ADMIN);
    assertThat(server.store.mails.getLast().language()).as("not known").isEqualTo("en");
  }

  @Test
  void an_offer_is_refused_and_withdrawn() {
    offer(VIEWER);
    assertThat(server.post(OFFER + "/refusal", ofShop(VIEWER), "").status()).isEqualTo(204);
    assertThat(server.post(OFFER + "/refusal", ofShop(VIEWER), "").reason()).isEqualTo("no-offer");
    offer(VIEWER);
    for (int time = 0; time < 2; time++)
      assertThat(server.delete(OFFER, ofShop(OWNER)).status()).isEqualTo(204);
    assertThat(server.post(OFFER + "/acceptance", ofShop(VIEWER), "").reason())
        .isEqualTo("no-offer");
  }

  @Test
  void an_offer_that_expired_is_neither_seen_nor_accepted() {
    offer(VIEWER);
    server.now = server.now.plus(OwnershipOffer.LASTS);
    assertThat(server.get("/v1/organisation", ofShop(OWNER)).json().has("ownershipOffer"))
        .isFalse();
    assertThat(server.post(OFFER + "/acceptance", ofShop(VIEWER), "").reason())
        .isEqualTo("expired");
  }

  @Test
  void the_ownership_is_offered_to_members_alone() {
    for (var person : new Object[] {CLERK, UNKNOWN}) {
      var refused = offer(person);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.reason()).isEqualTo("unknown-member");
    }
    assertThat(offer("x").status()).isEqualTo(400);
    assertThat(offer(OWNER).reason()).isEqualTo("unchanged");
    server.assertUntouched();
  }

  @Test
  void those_without_the_ownership_do_not_offer_it() {
    var body = "{\"person\": \"%s\"}".formatted(VIEWER);
    assertThat(server.put(OFFER, ofShop(ADMIN), body).status()).isEqualTo(403);
    assertThat(server.delete(OFFER, ofShop(ADMIN)).status()).isEqualTo(403);
    var program = server.put(OFFER, OPERATOR, body);
    assertThat(program.status()).isEqualTo(403);
    assertThat(program.reason()).isEqualTo("people-only");
    server.assertUntouched();
  }
}
