package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.ADMIN;
import static io.parley.http.organisation.OrganisationServer.BANK;
import static io.parley.http.organisation.OrganisationServer.CHIEF;
import static io.parley.http.organisation.OrganisationServer.OPERATOR;
import static io.parley.http.organisation.OrganisationServer.SELLER;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofPlatform;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberCallsTest {
  private static final String OWN = "/v1/organisation/numbers";
  private static final String BERLIN = "/+493012345";
  private static final String GERMAN = "{\"agent\": \"support\", \"language\": \"de\"}";

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static String of(OrganisationId id) {
    return "/v1/organisations/" + id + "/numbers";
  }

  private void given() {
    assertThat(server.send("PUT", of(SHOP) + BERLIN, ofPlatform(CHIEF), "").status())
        .isEqualTo(204);
  }

  @Test
  void an_operator_gives_a_number_and_the_organisation_says_how_it_is_answered() {
    given();
    assertThat(server.get(OWN, ofShop(VIEWER)).json())
        .isEqualTo(JsonText.object("{\"numbers\": [{\"number\": \"+493012345\"}]}"));
    var answered = "{\"number\": \"+493012345\", \"agent\": \"support\", \"language\": \"de\"}";
    assertThat(server.send("PUT", OWN + BERLIN, ofShop(ADMIN), GERMAN).json())
        .isEqualTo(JsonText.object(answered));
    var shown = JsonText.object("{\"numbers\": [" + answered + "]}");
    assertThat(server.get(OWN, ofShop(VIEWER)).json()).isEqualTo(shown);
    assertThat(server.get(of(SHOP), OPERATOR).json()).isEqualTo(shown);
    assertThat(server.numbers.acts)
        .extracting(Act::by)
        .containsExactly(new Actor.Person(CHIEF), new Actor.Person(ADMIN));
  }

  @Test
  void a_number_of_another_organisation_is_refused_until_it_is_taken_from_that_one() {
    given();
    var refused = server.send("PUT", of(BANK) + BERLIN, OPERATOR, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("unavailable");
    assertThat(server.delete(of(BANK) + BERLIN, OPERATOR).status()).isEqualTo(404);
    assertThat(server.delete(of(SHOP) + BERLIN, OPERATOR).status()).isEqualTo(204);
    assertThat(server.send("PUT", of(BANK) + BERLIN, OPERATOR, "").status()).isEqualTo(204);
    assertThat(server.send("PUT", OWN + BERLIN, ofShop(ADMIN), GERMAN).status()).isEqualTo(404);
  }

  @Test
  void only_operators_give_numbers_and_viewers_change_nothing() {
    assertThat(server.send("PUT", of(SHOP) + BERLIN, ofPlatform(SELLER), "").status())
        .isEqualTo(403);
    assertThat(server.send("PUT", of(SHOP) + BERLIN, ofShop(ADMIN), "").status()).isEqualTo(403);
    assertThat(server.numbers.acts).isEmpty();
    given();
    assertThat(server.send("PUT", OWN + BERLIN, ofShop(VIEWER), GERMAN).status()).isEqualTo(403);
    assertThat(server.numbers.acts).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"agent\": \"Support Team\"}", "{\"language\": \"de_DE\"}", "{\"menu\": \"1\"}"})
  void an_answer_of_another_form_is_refused(String body) {
    given();
    assertThat(server.send("PUT", OWN + BERLIN, ofShop(ADMIN), body).status()).isEqualTo(400);
    assertThat(server.numbers.acts).hasSize(1);
  }

  @Test
  void a_number_of_another_form_is_refused() {
    assertThat(server.send("PUT", of(SHOP) + "/030", OPERATOR, "").status()).isEqualTo(400);
    assertThat(server.send("PUT", OWN + "/030", ofShop(ADMIN), GERMAN).status()).isEqualTo(400);
  }
}
