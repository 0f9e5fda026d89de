package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.ADMIN;
import static io.parley.http.organisation.OrganisationServer.BANK;
import static io.parley.http.organisation.OrganisationServer.BANKER;
import static io.parley.http.organisation.OrganisationServer.CLERK;
import static io.parley.http.organisation.OrganisationServer.OPERATOR;
import static io.parley.http.organisation.OrganisationServer.OWNER;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.UNKNOWN;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static io.parley.http.organisation.OrganisationServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleSet;
import io.parley.core.mail.MailKind;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleCallsTest {
  private static final String PEOPLE = "/v1/organisation/people";
  private static final String INVITATIONS = "/v1/organisation/invitations";
  private static final String WISH =
      "{\"email\": \"Dora@Shop.example\", \"roles\": [\"viewer\"], \"language\": \"de\"}";

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static String roles(PersonId person) {
    return PEOPLE + "/" + person + "/roles";
  }

  // --- members -----------------------------------------------------------------------------------

  @Test
  void members_see_each_other_page_by_page() {
    var first = server.get(PEOPLE + "?limit=2", ofShop(VIEWER)).json();
    assertThat(first.path("people").get(0))
        .isEqualTo(
            JsonText.object(
                """
                {"id": "%s", "name": "Ada", "email": "ada@people.example",
                  "roles": ["owner"], "customRoles": [], "since": "2026-11-25T12:00:00.000Z"}\
                """
                    .formatted(OWNER)));
    assertThat(first.path("next").asText()).isEqualTo(ADMIN.toString());
    var second = server.get(PEOPLE + "?limit=2&after=" + ADMIN, ofShop(VIEWER)).json();
    assertThat(second.path("people")).hasSize(1);
    assertThat(second.has("next")).isFalse();
    assertThat(second.toString()).doesNotContain(BANKER.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=201", "?limit=x", "?after=x", "?after="})
  void a_page_of_another_form_is_refused(String query) {
    assertThat(server.get(PEOPLE + query, ofShop(VIEWER)).status()).isEqualTo(400);
  }

  @Test
  void an_admin_changes_roles_however_often() {
    var body = "{\"roles\": [\"developer\", \"member\"]}";
    for (int time = 0; time < 2; time++)
      assertThat(server.put(roles(VIEWER), ofShop(ADMIN), body).status()).isEqualTo(204);
    assertThat(server.shop().members.get(VIEWER).roles().builtIn())
        .containsExactlyInAnyOrder(ClientRole.DEVELOPER, ClientRole.MEMBER);
    assertThat(server.acts(SHOP))
        .containsExactly("person:" + ADMIN + " roles-changed person:" + VIEWER);
  }

  @Test
  void an_admin_makes_no_owner_and_takes_none_away() {
    var owner = "{\"roles\": [\"owner\"]}";
    var viewer = "{\"roles\": [\"viewer\"]}";
    var refused = server.put(roles(VIEWER), ofShop(ADMIN), owner);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.reason()).isEqualTo("beyond-own");
    assertThat(server.put(roles(ADMIN), ofShop(ADMIN), owner).status()).isEqualTo(403);
    assertThat(server.put(roles(OWNER), ofShop(ADMIN), viewer).status()).isEqualTo(403);
    assertThat(server.delete(PEOPLE + "/" + OWNER, ofShop(ADMIN)).status()).isEqualTo(403);
    assertThat(
            server
                .post(
                    INVITATIONS,
                    ofShop(ADMIN),
                    "{\"email\": \"a@b.example\", \"roles\": [\"owner\"]}")
                .status())
        .isEqualTo(403);
    server.assertUntouched();
  }

  @Test
  void a_viewer_changes_invites_removes_and_revokes_nobody() {
    server.post(INVITATIONS, ofShop(ADMIN), WISH);
    var id = server.shop().invitations.getFirst().id();
    var body = "{\"roles\": [\"admin\"]}";
    assertThat(server.put(roles(VIEWER), ofShop(VIEWER), body).status()).isEqualTo(403);
    assertThat(server.delete(PEOPLE + "/" + ADMIN, ofShop(VIEWER)).status()).isEqualTo(403);
    assertThat(server.post(INVITATIONS, ofShop(VIEWER), WISH).status()).isEqualTo(403);
    assertThat(server.delete(INVITATIONS + "/" + id, ofShop(VIEWER)).status()).isEqualTo(403);
    assertThat(server.acts(SHOP)).hasSize(1);
    assertThat(server.store.mails).hasSize(1);
  }

  @Test
  void a_role_that_was_taken_away_counts_no_more_though_the_token_is_checked_by_what_was_held() {
    var token = ofShop(ADMIN);
    server.holdStanding(token);
    server.shop().join(ADMIN, RoleSet.of(ClientRole.VIEWER), server.now);
    assertThat(server.delete(PEOPLE + "/" + VIEWER, token).status()).isEqualTo(403);
    server.shop().members.remove(ADMIN);
    assertThat(server.delete(PEOPLE + "/" + VIEWER, token).status()).isEqualTo(404);
    server.assertUntouched();
  }

  @Test
  void an_admin_removes_a_member_once() {
    assertThat(server.delete(PEOPLE + "/" + VIEWER, ofShop(ADMIN)).status()).isEqualTo(204);
    assertThat(server.delete(PEOPLE + "/" + VIEWER, ofShop(ADMIN)).status()).isEqualTo(404);
    assertThat(server.get(PEOPLE, ofShop(VIEWER)).status()).isEqualTo(401);
  }

  @Test
  void everybody_leaves_but_the_last_owner() {
    assertThat(server.delete(PEOPLE + "/me", ofShop(VIEWER)).status()).isEqualTo(204);
    var last = server.delete(PEOPLE + "/me", ofShop(OWNER));
    assertThat(last.status()).isEqualTo(409);
    assertThat(last.reason()).isEqualTo("last-owner");
    var demoted = server.put(roles(OWNER), ofShop(OWNER), "{\"roles\": [\"admin\"]}");
    assertThat(demoted.reason()).isEqualTo("last-owner");
    server.shop().join(ADMIN, RoleSet.of(ClientRole.OWNER), server.now);
    assertThat(server.delete(PEOPLE + "/me", ofShop(OWNER)).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"roles\": []}",
        "{\"roles\": \"admin\"}",
        "{\"roles\": [7]}",
        "{\"roles\": [\"operator\"]}",
        "{\"roles\": [\"support-specialist\"]}",
        "{\"customRoles\": [\"Not A Name\"]}",
        "{\"customRoles\": [\"owner\"]}",
        "{\"roles\": [\"viewer\"], \"permissions\": [\"manage-people\"]}",
        "{\"roles\": [\"viewer\"], \"organisation\": \"00000000-0000-0002-0000-000000000002\"}"
      })
  void roles_of_another_form_are_refused(String body) {
    assertThat(server.put(roles(VIEWER), ofShop(OWNER), body).status()).isEqualTo(400);
    server.assertUntouched();
  }

  @Test
  void more_roles_than_a_person_may_have_are_refused() {
    var ten = "{\"customRoles\": [\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\"%s}";
    var unknown = server.put(roles(VIEWER), ofShop(OWNER), ten.formatted("]"));
    assertThat(unknown.reason()).isEqualTo("unknown-role");
    assertThat(server.put(roles(VIEWER), ofShop(OWNER), ten.formatted(",\"k\"]")).status())
        .isEqualTo(413);
    assertThat(
            server
                .put(roles(VIEWER), ofShop(OWNER), ten.formatted("], \"roles\": [\"viewer\"]"))
                .status())
        .isEqualTo(400);
  }

  // --- invitations -------------------------------------------------------------------------------

  @Test
  void an_invitation_goes_out_by_mail_with_a_secret_that_is_not_stored() {
    var made = server.post(INVITATIONS, ofShop(ADMIN), WISH);
    assertThat(made.status()).isEqualTo(201);
    var stored = server.shop().invitations.getFirst();
    assertThat(made.location()).contains(INVITATIONS + "/" + stored.id());
    assertThat(made.json())
        .isEqualTo(
            JsonText.object(
                """
                {"id": "%s", "email": "dora@shop.example", "roles": ["viewer"],
                  "customRoles": [], "by": "%s", "expiresAt": "2026-12-02T12:00:00.000Z",
                  "expired": false}\
                """
                    .formatted(stored.id(), ADMIN)));
    var mail = server.store.mails.getFirst();
    assertThat(mail.kind()).isEqualTo(MailKind.INVITATION);
    assertThat(mail.tenant()).isEqualTo(SHOP.tenant());
    assertThat(mail.to().text()).isEqualTo("dora@shop.example");
    assertThat(mail.language()).isEqualTo("de");
    assertThat(mail.values()).containsEntry("organisation", "Shop").containsEntry("inviter", "Ben");
    var link = mail.values().get("link");
    assertThat(link).matches("https://parley\\.example/link#[A-Za-z0-9_-]{43}");
    var secret = link.substring(link.indexOf('#') + 1);
    assertThat(stored.token()).isEqualTo(TokenHash.of(secret));
    assertThat(server.get(INVITATIONS, ofShop(OWNER)).text())
        .contains(stored.id().toString())
        .doesNotContain(secret, stored.token().hex());
  }

  @Test
  void without_a_key_for_mails_nobody_is_invited() {
    server.store.hasKey = false;
    assertThat(server.post(INVITATIONS, ofShop(ADMIN), WISH).status()).isEqualTo(503);
    assertThat(server.shop().invitations).isEmpty();
  }

  @Test
  void an_invitation_is_revoked_once() {
    server.post(INVITATIONS, ofShop(ADMIN), WISH);
    var path = INVITATIONS + "/" + server.shop().invitations.getFirst().id();
    assertThat(server.delete(path, ofShop(ADMIN)).status()).isEqualTo(204);
    assertThat(server.delete(path, ofShop(ADMIN)).status()).isEqualTo(404);
  }

  @Test
  void an_expired_invitation_is_listed_as_such() {
    server.post(INVITATIONS, ofShop(ADMIN), WISH);
    server.now = server.now.plus(Invitation.LASTS);
    assertThat(server.get(INVITATIONS, ofShop(VIEWER)).json().at("/invitations/0/expired").asText())
        .isEqualTo("true");
  }

  @Test
  void the_shared_operator_token_invites_the_first_people_of_its_own_organisation() {
    var body = "{\"email\": \"owner@own.example\", \"roles\": [\"owner\"]}";
    assertThat(server.post(INVITATIONS, OPERATOR, body).status()).isEqualTo(201);
    assertThat(server.store.mails.getFirst().tenant()).isEqualTo(TenantId.DEFAULT);
    assertThat(server.store.mails.getFirst().values()).containsEntry("inviter", "This company");
    assertThat(server.shop().invitations).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"roles\": [\"viewer\"]}",
        "{\"email\": \"nobody\", \"roles\": [\"viewer\"]}",
        "{\"email\": \"a@b.example\"}",
        "{\"email\": \"a@b.example\", \"roles\": [\"viewer\"], \"language\": \"d\"}",
        "{\"email\": \"a@b.example\", \"roles\": [\"viewer\"], \"language\": \"<b>\"}",
        "{\"email\": \"a@b.example\\nBcc: c@d.example\", \"roles\": [\"viewer\"]}",
        "{\"email\": \"a@b.example\", \"roles\": [\"viewer\"], \"token\": \"x\"}",
        "{\"email\": \"a@b.example\", \"roles\": [\"viewer\"], \"by\": \"x\"}"
      })
  void an_invitation_of_another_form_is_refused(String body) {
    assertThat(server.post(INVITATIONS, ofShop(ADMIN), body).status()).isEqualTo(400);
    server.assertUntouched();
  }

  // --- ids of others -----------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"PUT,/people/{id}/roles", "DELETE,/people/{id}", "DELETE,/invitations/{id}"})
  void ids_of_another_organisation_look_missing(String method, String path) {
    server.post(INVITATIONS, token(BANKER, BANK.tenant()), WISH);
    var foreign =
        path.contains("people")
            ? CLERK.toString()
            : server.bank().invitations.getFirst().id().toString();
    var body = method.equals("PUT") ? "{\"roles\": [\"viewer\"]}" : "";
    var expected = server.send(method, filled(path, UNKNOWN.toString()), ofShop(OWNER), body);
    assertThat(expected.status()).isEqualTo(404);
    for (var id : new String[] {foreign, "x", "00000000-0000-0000-0000-00000000000A"}) {
      var reply = server.send(method, filled(path, id), ofShop(OWNER), body);
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().path("detail")).isEqualTo(expected.json().path("detail"));
    }
    assertThat(server.bank().members).containsKey(CLERK);
    assertThat(server.bank().invitations).hasSize(1);
    assertThat(server.acts(SHOP)).isEmpty();
  }

  private static String filled(String path, String id) {
    return "/v1/organisation" + path.replace("{id}", id);
  }
}
