package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.ADMIN;
import static io.parley.http.organisation.OrganisationServer.NOON;
import static io.parley.http.organisation.OrganisationServer.OWNER;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.organisation.Lifecycle;
import io.parley.http.json.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganisationCallsTest {
  private static final String PATH = "/v1/organisation";

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_viewer_sees_the_organisation_with_its_names() {
    server.put(PATH + "/domains/chat.shop.example", ofShop(ADMIN), "");
    var shown = server.get(PATH, ofShop(VIEWER));
    assertThat(shown.status()).isEqualTo(200);
    var value = server.shop().domains.getFirst().challenge().value();
    assertThat(shown.json())
        .isEqualTo(
            JsonText.object(
                """
                {"id": "%s", "name": "Shop", "state": "active",
                  "since": "2026-11-25T12:00:00.000Z", "slugs": ["shop"],
                  "domains": [{"domain": "chat.shop.example", "record": {
                    "name": "_parley-challenge.chat.shop.example",
                    "text": "parley-domain=%s"}}]}\
                """
                    .formatted(SHOP, value)));
  }

  @Test
  void an_admin_renames_it_and_a_viewer_does_not() {
    var body = "{\"name\": \"Larch & Lace\"}";
    assertThat(server.send("PATCH", PATH, ofShop(VIEWER), body).status()).isEqualTo(403);
    server.assertUntouched();
    assertThat(server.send("PATCH", PATH, ofShop(ADMIN), body).status()).isEqualTo(204);
    assertThat(server.shop().organisation.name()).isEqualTo("Larch & Lace");
    assertThat(server.acts(SHOP))
        .containsExactly("person:" + ADMIN + " organisation-renamed organisation");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\": \" \"}",
        "{\"name\": \"a\\nb\"}",
        "{\"name\": \"a\", \"id\": \"00000000-0000-0002-0000-000000000002\"}",
        "{\"name\": \"a\", \"tenant\": \"default\"}",
        "{\"name\": \"a\", \"state\": \"active\"}"
      })
  void a_change_of_anything_but_the_name_is_refused(String body) {
    assertThat(server.send("PATCH", PATH, ofShop(OWNER), body).status()).isEqualTo(400);
    server.assertUntouched();
  }

  @Test
  void an_owner_has_it_deleted_and_cancels_that_and_an_admin_does_not() {
    assertThat(server.post(PATH + "/deletion", ofShop(ADMIN), "").status()).isEqualTo(403);
    var asked = server.post(PATH + "/deletion", ofShop(OWNER), "");
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.json().path("deletionAt").asText()).isEqualTo("2026-12-25T12:00:00.000Z");
    assertThat(server.get(PATH, ofShop(VIEWER)).json().path("state").asText())
        .isEqualTo("deleting");
    var again = server.post(PATH + "/deletion", ofShop(OWNER), "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.reason()).isEqualTo("unchanged");
    assertThat(server.delete(PATH + "/deletion", ofShop(ADMIN)).status()).isEqualTo(403);
    assertThat(server.delete(PATH + "/deletion", ofShop(OWNER)).status()).isEqualTo(204);
    var cancelled = server.delete(PATH + "/deletion", ofShop(OWNER));
    assertThat(cancelled.status()).isEqualTo(409);
    assertThat(cancelled.reason()).isEqualTo("wrong-state");
  }

  @Test
  void people_of_a_suspended_organisation_see_the_reason_and_change_nothing() {
    server.shop().organisation =
        server.shop().organisation.in(new Lifecycle.Suspended("unpaid since May"));
    var shown = server.get(PATH, ofShop(VIEWER)).json();
    assertThat(shown.path("state").asText()).isEqualTo("suspended");
    assertThat(shown.path("suspension").asText()).isEqualTo("unpaid since May");
    var body = "{\"name\": \"Larch\"}";
    assertThat(server.send("PATCH", PATH, ofShop(OWNER), body).status()).isEqualTo(403);
    assertThat(server.put(PATH + "/slugs/larch", ofShop(OWNER), "").status()).isEqualTo(403);
    assertThat(
            server
                .post(
                    PATH + "/invitations",
                    ofShop(OWNER),
                    "{\"email\": \"a@b.example\", \"roles\": [\"viewer\"]}")
                .status())
        .isEqualTo(403);
    server.assertUntouched();
    assertThat(server.delete(PATH + "/people/me", ofShop(VIEWER)).status()).isEqualTo(204);
  }

  @Test
  void nobody_sees_an_organisation_that_was_deleted() {
    var held = ofShop(VIEWER);
    server.holdStanding(held);
    server.store.all.remove(SHOP);
    assertThat(server.get(PATH, held).status()).isEqualTo(404);
  }

  // --- slugs -------------------------------------------------------------------------------------

  @Test
  void a_slug_is_taken_however_often_it_is_asked_for() {
    for (int time = 0; time < 2; time++)
      assertThat(server.put(PATH + "/slugs/larch", ofShop(ADMIN), "").status()).isEqualTo(204);
    assertThat(server.acts(SHOP)).hasSize(1);
    assertThat(server.delete(PATH + "/slugs/larch", ofShop(ADMIN)).status()).isEqualTo(204);
    assertThat(server.delete(PATH + "/slugs/larch", ofShop(ADMIN)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,bank,409,unavailable",
    "PUT,admin,409,reserved",
    "PUT,No-Slug,400,",
    "DELETE,shop,409,last-slug",
    "DELETE,bank,404,",
    "DELETE,no_slug,404,"
  })
  void a_slug_that_cannot_be_had_or_given_up_is_refused(
      String method, String slug, int status, String reason) {
    var refused = server.send(method, PATH + "/slugs/" + slug, ofShop(ADMIN), "");
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.reason()).isEqualTo(reason == null ? "" : reason);
    assertThat(server.send(method, PATH + "/slugs/" + slug, ofShop(VIEWER), "").status())
        .isEqualTo(status == 400 || slug.contains("_") ? status : 403);
    server.assertUntouched();
  }

  // --- domains -----------------------------------------------------------------------------------

  @Test
  void a_domain_has_one_record_however_often_it_is_claimed_and_is_proved_by_it() {
    var path = PATH + "/domains/Chat.Shop.Example";
    var claimed = server.put(path, ofShop(ADMIN), "");
    assertThat(claimed.status()).isEqualTo(200);
    assertThat(server.put(path, ofShop(ADMIN), "").json()).isEqualTo(claimed.json());
    var early = server.post(path + "/verification", ofShop(ADMIN), "");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.reason()).isEqualTo("not-proved");
    server.records.put(
        claimed.json().at("/record/name").asText(),
        List.of("v=spf1 -all", claimed.json().at("/record/text").asText()));
    server.now = NOON.plus(Duration.ofMinutes(5));
    for (int time = 0; time < 2; time++) {
      var verified = server.post(path + "/verification", ofShop(ADMIN), "");
      assertThat(verified.status()).isEqualTo(200);
      assertThat(verified.json().path("verifiedAt").asText()).isEqualTo("2026-11-25T12:05:00.000Z");
    }
    assertThat(server.acts(SHOP)).hasSize(2);
    assertThat(server.delete(path, ofShop(ADMIN)).status()).isEqualTo(204);
    assertThat(server.delete(path, ofShop(ADMIN)).status()).isEqualTo(404);
  }

  @Test
  void a_domain_of_another_organisation_is_claimed_with_a_record_of_ones_own() {
    var path = PATH + "/domains/chat.shop.example";
    var ours = server.put(path, ofShop(ADMIN), "").json().at("/record/text");
    var bank =
        OrganisationServer.token(OrganisationServer.BANKER, OrganisationServer.BANK.tenant());
    assertThat(server.post(path + "/verification", bank, "").status()).isEqualTo(404);
    assertThat(server.put(path, bank, "").json().at("/record/text")).isNotEqualTo(ours);
  }

  @Test
  void name_servers_that_do_not_answer_are_asked_again_later_and_prove_nothing() {
    var path = PATH + "/domains/chat.shop.example";
    server.put(path, ofShop(ADMIN), "");
    server.hasNameServers = false;
    var unanswered = server.post(path + "/verification", ofShop(ADMIN), "");
    assertThat(unanswered.status()).isEqualTo(503);
    assertThat(unanswered.problem()).isEqualTo("/problems/name-servers-unavailable");
    assertThat(server.shop().domains.getFirst().verifiedAt()).isEqualTo(Optional.empty());
  }

  @Test
  void a_viewer_claims_removes_and_verifies_no_domain() {
    var path = PATH + "/domains/chat.shop.example";
    server.put(path, ofShop(ADMIN), "");
    server.hasNameServers = false;
    assertThat(server.put(PATH + "/domains/other.example", ofShop(VIEWER), "").status())
        .isEqualTo(403);
    assertThat(server.post(path + "/verification", ofShop(VIEWER), "").status()).isEqualTo(403);
    assertThat(server.delete(path, ofShop(VIEWER)).status()).isEqualTo(403);
    assertThat(server.acts(SHOP)).hasSize(1);
  }

  @Test
  void a_text_that_is_no_domain_is_refused() {
    for (var text : List.of("shop", "-.example", "a%20b.example", "chat.shop.example%2Fx"))
      assertThat(server.put(PATH + "/domains/" + text, ofShop(ADMIN), "").status())
          .as(text)
          .isEqualTo(400);
    server.assertUntouched();
  }
}
