package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.ADMIN;
import static io.parley.http.organisation.OrganisationServer.OPERATOR;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Actor;
import io.parley.core.organisation.Retention;
import io.parley.http.json.JsonText;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionCallsTest {
  private static final String PATH = "/v1/organisation/retention";
  private static final String WEEKS = "{\"recordingDays\": 14, \"sessionDays\": 90}";

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_time_of_its_own_is_stored_for_the_organisation_of_the_token_and_shown() {
    assertThat(server.get(PATH, ofShop(VIEWER)).json()).isEqualTo(JsonText.object("{}"));
    assertThat(server.send("PUT", PATH, ofShop(ADMIN), WEEKS).json())
        .isEqualTo(JsonText.object(WEEKS));
    assertThat(server.retentions.kept)
        .containsOnlyKeys(SHOP.tenant())
        .containsEntry(SHOP.tenant(), new Retention(OptionalInt.of(14), OptionalInt.of(90)));
    assertThat(server.retentions.acts)
        .allSatisfy(act -> assertThat(act.by()).isEqualTo(new Actor.Person(ADMIN)));
    assertThat(server.get(PATH, ofShop(VIEWER)).json()).isEqualTo(JsonText.object(WEEKS));
    assertThat(server.get(PATH, OPERATOR).json()).isEqualTo(JsonText.object("{}"));
  }

  @Test
  void without_days_the_time_of_the_installation_counts_again_and_sessions_are_kept() {
    server.send("PUT", PATH, ofShop(ADMIN), WEEKS);
    assertThat(server.send("PUT", PATH, ofShop(ADMIN), "{}").status()).isEqualTo(200);
    assertThat(server.retentions.kept).containsEntry(SHOP.tenant(), Retention.NONE);
  }

  @Test
  void viewers_change_nothing() {
    assertThat(server.send("PUT", PATH, ofShop(VIEWER), WEEKS).status()).isEqualTo(403);
    assertThat(server.retentions.acts).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"recordingDays\": 0}",
        "{\"recordingDays\": 3661}",
        "{\"recordingDays\": 1.5}",
        "{\"recordingDays\": \"14\"}",
        "{\"recordings\": 14}",
        "{\"sessionDays\": 0}",
        "{\"recordingDays\": 14, \"sessionDays\": 3661}"
      })
  void another_time_is_refused(String body) {
    assertThat(server.send("PUT", PATH, ofShop(ADMIN), body).status()).isEqualTo(400);
    assertThat(server.retentions.acts).isEmpty();
  }
}
