package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.BANK;
import static io.parley.http.organisation.OrganisationServer.CHIEF;
import static io.parley.http.organisation.OrganisationServer.GUIDE;
import static io.parley.http.organisation.OrganisationServer.HELPER;
import static io.parley.http.organisation.OrganisationServer.NOON;
import static io.parley.http.organisation.OrganisationServer.OPERATOR;
import static io.parley.http.organisation.OrganisationServer.OWNER;
import static io.parley.http.organisation.OrganisationServer.SELLER;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.UNKNOWN;
import static io.parley.http.organisation.OrganisationServer.ofPlatform;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.PlatformRole;
import io.parley.core.mail.MailKind;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Erasure;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.TokenHash;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.JsonText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformCallsTest {
  private static final String ALL = "/v1/organisations";
  private static final String BAKERY =
      "{\"name\": \"Bakery\", \"slug\": \"bakery\", \"email\": \"baker@bakery.example\"}";
  private static final String UNPAID = "{\"reason\": \"unpaid since May\"}";

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static String suspension(Object id) {
    return ALL + "/" + id + "/suspension";
  }

  // --- the list ----------------------------------------------------------------------------------

  @Test
  void operators_list_all_organisations_and_nothing_of_their_data() {
    var first = server.get(ALL + "?limit=2", ofPlatform(CHIEF)).json();
    assertThat(first.at("/organisations/1"))
        .isEqualTo(
            JsonText.object(
                """
                {"id": "%s", "name": "Shop", "state": "active",
                  "since": "2026-11-25T12:00:00.000Z", "slugs": ["shop"]}\
                """
                    .formatted(SHOP)));
    assertThat(first.path("next").asText()).isEqualTo(SHOP.toString());
    var second = server.get(ALL + "?limit=2&after=" + SHOP, ofPlatform(CHIEF)).json();
    assertThat(second.at("/organisations/0/name").asText()).isEqualTo("Bank");
    assertThat(second.has("next")).isFalse();
    assertThat(server.get(ALL, OPERATOR).json().path("organisations")).hasSize(3);
  }

  @Test
  void operators_find_organisations_by_a_part_of_their_name() {
    var found = server.get(ALL + "?name=%20sHO%20&limit=1", ofPlatform(CHIEF)).json();
    assertThat(found.path("organisations")).hasSize(1);
    assertThat(found.at("/organisations/0/id").asText()).isEqualTo(SHOP.toString());
    assertThat(found.has("next")).isFalse();
    assertThat(server.get(ALL + "?name=nobody", ofPlatform(CHIEF)).json().path("organisations"))
        .isEmpty();
    assertThat(server.get(ALL + "?name=%20", ofPlatform(CHIEF)).json().path("organisations"))
        .hasSize(3);
    assertThat(server.get(ALL + "?name=" + "x".repeat(101), ofPlatform(CHIEF)).status())
        .isEqualTo(400);
    assertThat(server.get(ALL + "?name=shop", ofShop(OWNER)).status()).isEqualTo(403);
  }

  @Test
  void the_list_tells_how_far_the_erasure_of_a_deleted_one_is() {
    server.store.erasures.put(SHOP, new Erasure(NOON, 120, 3, Optional.empty()));
    assertThat(server.get(ALL, ofPlatform(CHIEF)).json().at("/organisations/1/erasure"))
        .isEqualTo(
            JsonText.object(
                """
                {"begunAt": "2026-11-25T12:00:00.000Z", "rows": 120, "objects": 3}\
                """));
    server.store.erasures.put(SHOP, new Erasure(NOON, 120, 4, Optional.of(NOON.plusSeconds(60))));
    var done = server.get(ALL, ofPlatform(CHIEF)).json();
    assertThat(done.at("/organisations/1/erasure/doneAt").asText())
        .isEqualTo("2026-11-25T12:01:00.000Z");
  }

  @Test
  void other_staff_and_people_of_organisations_list_none() {
    assertThat(server.get(ALL, ofPlatform(SELLER)).status()).isEqualTo(403);
    assertThat(server.get(ALL, ofPlatform(HELPER)).status()).isEqualTo(403);
    assertThat(server.get(ALL, ofShop(OWNER)).status()).isEqualTo(403);
  }

  // --- new ones ----------------------------------------------------------------------------------

  @Test
  void a_sales_agent_makes_an_organisation_for_a_client_who_gets_a_link() {
    var made = server.post(ALL, ofPlatform(SELLER), BAKERY);
    assertThat(made.status()).isEqualTo(201);
    var id = OrganisationId.parse(made.json().path("id").asText()).orElseThrow();
    assertThat(made.json().path("state").asText()).isEqualTo("unclaimed");
    assertThat(made.json().path("claimExpiresAt").asText()).isEqualTo("2026-12-25T12:00:00.000Z");
    var company = server.store.all.get(id);
    assertThat(company.assignments.getFirst().staff()).isEqualTo(SELLER);
    assertThat(company.assignments.getFirst().role()).isEqualTo(PlatformRole.SALES_AGENT);
    var mail = server.store.mails.getFirst();
    assertThat(mail.kind()).isEqualTo(MailKind.CLAIM);
    assertThat(mail.tenant()).isEqualTo(id.tenant());
    assertThat(mail.to().text()).isEqualTo("baker@bakery.example");
    var link = mail.values().get("link");
    assertThat(link).startsWith("https://parley.example/link#");
    var claim = ((Lifecycle.Unclaimed) company.organisation.lifecycle()).claim();
    assertThat(claim.token()).isEqualTo(TokenHash.of(link.substring(link.indexOf('#') + 1)));
    assertThat(made.text()).doesNotContain("baker@", claim.token().hex());
    assertThat(server.get(ALL, ofPlatform(CHIEF)).text())
        .contains("bakery", "claimExpiresAt")
        .doesNotContain("baker@", claim.token().hex());
  }

  @Test
  void operators_and_the_shared_token_make_organisations_too() {
    assertThat(server.post(ALL, ofPlatform(CHIEF), BAKERY).status()).isEqualTo(201);
    var second = server.post(ALL, OPERATOR, BAKERY);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.reason()).isEqualTo("unavailable");
    assertThat(server.post(ALL, OPERATOR, BAKERY.replace("\"bakery\"", "\"bread\"")).status())
        .isEqualTo(201);
  }

  @Test
  void those_who_may_not_make_organisations_make_none() {
    assertThat(server.post(ALL, ofPlatform(GUIDE), BAKERY).status()).isEqualTo(403);
    assertThat(server.post(ALL, ofPlatform(HELPER), BAKERY).status()).isEqualTo(403);
    assertThat(server.post(ALL, ofShop(OWNER), BAKERY).status()).isEqualTo(403);
    server.assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\": \"Bakery\", \"slug\": \"bakery\"}",
        "{\"name\": \"Bakery\", \"slug\": \"Bakery\", \"email\": \"a@b.example\"}",
        "{\"name\": \"Bakery\", \"slug\": \"bakery\", \"email\": \"a@b.example\", \"id\": \"1\"}",
        "{\"name\": \"Bakery\", \"slug\": \"bakery\", \"email\": \"a@b.example\", \"staff\":"
            + " \"1\"}"
      })
  void an_organisation_of_another_form_is_refused(String body) {
    assertThat(server.post(ALL, ofPlatform(SELLER), body).status()).isEqualTo(400);
    server.assertUntouched();
  }

  // --- claims ------------------------------------------------------------------------------------

  @Test
  void the_assigned_sales_agent_renews_a_claim_and_the_earlier_link_ends() {
    var id = server.post(ALL, ofPlatform(SELLER), BAKERY).json().path("id").asText();
    var company = server.store.all.get(OrganisationId.parse(id).orElseThrow());
    var before = ((Lifecycle.Unclaimed) company.organisation.lifecycle()).claim();
    server.now = NOON.plus(Claim.OF_CLIENT);
    var renewed =
        server.post(
            ALL + "/" + id + "/claim", ofPlatform(SELLER), "{\"email\": \"new@bakery.example\"}");
    assertThat(renewed.status()).isEqualTo(200);
    assertThat(renewed.json().path("claimExpiresAt").asText())
        .isEqualTo("2027-01-24T12:00:00.000Z");
    var after = ((Lifecycle.Unclaimed) company.organisation.lifecycle()).claim();
    assertThat(after.token()).isNotEqualTo(before.token());
    assertThat(server.store.mails).hasSize(2);
    assertThat(server.store.mails.getLast().to().text()).isEqualTo("new@bakery.example");
  }

  @Test
  void a_claim_of_an_organisation_that_has_an_owner_is_not_renewed() {
    server.assigned(SHOP, SELLER, PlatformRole.SALES_AGENT);
    var refused =
        server.post(
            ALL + "/" + SHOP + "/claim", ofPlatform(SELLER), "{\"email\": \"a@b.example\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("wrong-state");
    server.assertUntouched();
  }

  // --- suspension --------------------------------------------------------------------------------

  @Test
  void an_operator_suspends_and_resumes_however_often() {
    for (int time = 0; time < 2; time++)
      assertThat(server.put(suspension(SHOP), ofPlatform(CHIEF), UNPAID).status()).isEqualTo(204);
    var other = server.put(suspension(SHOP), ofPlatform(CHIEF), "{\"reason\": \"another one\"}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.reason()).isEqualTo("unchanged");
    assertThat(server.shop().organisation.lifecycle())
        .isEqualTo(new Lifecycle.Suspended("unpaid since May"));
    for (int time = 0; time < 2; time++)
      assertThat(server.delete(suspension(SHOP), ofPlatform(CHIEF)).status()).isEqualTo(204);
    assertThat(server.acts(SHOP))
        .containsExactly(
            "person:" + CHIEF + " organisation-suspended organisation",
            "person:" + CHIEF + " organisation-resumed organisation");
  }

  @Test
  void an_owner_does_not_end_its_organisations_suspension() {
    server.put(suspension(SHOP), OPERATOR, UNPAID);
    assertThat(server.delete(suspension(SHOP), ofShop(OWNER)).status()).isEqualTo(403);
    assertThat(server.shop().organisation.lifecycle().word()).isEqualTo("suspended");
  }

  @Test
  void a_suspension_without_a_reason_is_refused() {
    for (var body : new String[] {"{}", "{\"reason\": \"no\"}", "{\"reason\": \"         \"}"})
      assertThat(server.put(suspension(SHOP), ofPlatform(CHIEF), body).status()).isEqualTo(400);
    var long501 = "{\"reason\": \"%s\"}".formatted("x".repeat(501));
    assertThat(server.put(suspension(SHOP), ofPlatform(CHIEF), long501).status()).isEqualTo(413);
    server.assertUntouched();
  }

  @Test
  void to_staff_that_may_see_nothing_of_it_an_organisation_looks_missing() {
    for (var staff : List.of(SELLER, GUIDE, HELPER)) {
      var foreign = server.put(suspension(BANK), ofPlatform(staff), UNPAID);
      var missing = server.put(suspension(UNKNOWN), ofPlatform(staff), UNPAID);
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(missing.status()).isEqualTo(404);
      assertThat(foreign.json().path("detail")).isEqualTo(missing.json().path("detail"));
      assertThat(server.put(suspension("x"), ofPlatform(staff), UNPAID).status()).isEqualTo(404);
      assertThat(
              server
                  .post(
                      ALL + "/" + BANK + "/claim",
                      ofPlatform(staff),
                      "{\"email\": \"a@b.example\"}")
                  .status())
          .isEqualTo(404);
    }
    server.assigned(BANK, SELLER, PlatformRole.SALES_AGENT);
    assertThat(server.put(suspension(BANK), ofPlatform(SELLER), UNPAID).status()).isEqualTo(403);
    server.assertUntouched();
  }

  // --- roles of staff ----------------------------------------------------------------------------

  @Test
  void an_operator_gives_and_takes_platform_roles_however_often() {
    var path = "/v1/platform/people/" + GUIDE + "/roles/success-manager";
    for (int time = 0; time < 2; time++)
      assertThat(server.put(path, ofPlatform(CHIEF), "").status()).isEqualTo(204);
    assertThat(server.store.staff.get(GUIDE))
        .containsExactlyInAnyOrder(
            PlatformRole.ONBOARDING_SPECIALIST, PlatformRole.SUCCESS_MANAGER);
    for (int time = 0; time < 2; time++)
      assertThat(server.delete(path, OPERATOR).status()).isEqualTo(204);
    assertThat(server.store.staff.get(GUIDE)).containsExactly(PlatformRole.ONBOARDING_SPECIALIST);
  }

  @Test
  void nobody_else_makes_staff() {
    var path = "/v1/platform/people/%s/roles/operator";
    assertThat(server.put(path.formatted(SELLER), ofPlatform(SELLER), "").status()).isEqualTo(403);
    assertThat(server.put(path.formatted(UNKNOWN), ofPlatform(SELLER), "").status()).isEqualTo(403);
    assertThat(server.put(path.formatted(OWNER), ofShop(OWNER), "").status()).isEqualTo(403);
    assertThat(server.store.staff).doesNotContainKey(OWNER);
    assertThat(server.put(path.formatted(UNKNOWN), ofPlatform(CHIEF), "").status()).isEqualTo(404);
    assertThat(server.put(path.formatted("x"), ofPlatform(CHIEF), "").status()).isEqualTo(404);
    var noRole = "/v1/platform/people/" + OWNER + "/roles/owner";
    assertThat(server.put(noRole, ofPlatform(CHIEF), "").status()).isEqualTo(404);
  }

  @Test
  void an_operator_who_is_signed_in_to_an_organisation_runs_no_platform_from_there() {
    server.member(SHOP, CHIEF, "Olga", ClientRole.OWNER);
    assertThat(server.get("/v1/organisation", ofShop(CHIEF)).status()).isEqualTo(200);
    assertThat(server.get(ALL, ofShop(CHIEF)).status()).isEqualTo(403);
    assertThat(server.put(suspension(BANK), ofShop(CHIEF), UNPAID).status()).isEqualTo(403);
    var path = "/v1/platform/people/" + OWNER + "/roles/operator";
    assertThat(server.put(path, ofShop(CHIEF), "").status()).isEqualTo(403);
    server.assertUntouched();
  }
}
