package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.ADMIN;
import static io.parley.http.organisation.OrganisationServer.BANK;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Actor;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.WebOrigin;
import io.parley.core.tenant.OrganisationId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteCallsTest {
  private static final String PATH = "/v1/organisation/origins";
  private static final String ONE = "{\"origins\":[\"https://www.shop.example\"]}";

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  private List<WebOrigin> stored(OrganisationId id) {
    return server.sites.origins(id.tenant()).toCompletableFuture().join();
  }

  @Test
  void an_admin_says_which_sites_may_show_the_chat_and_a_viewer_sees_it() {
    var put =
        server.put(
            PATH,
            ofShop(ADMIN),
            "{\"origins\":[\"https://www.shop.example\",\"https://www.shop.example\","
                + "\"http://127.0.0.1:8081\"]}");
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    var expected = "{\"origins\":[\"https://www.shop.example\",\"http://127.0.0.1:8081\"]}";
    assertThat(put.text()).isEqualTo(expected);
    assertThat(server.get(PATH, ofShop(VIEWER)).text()).isEqualTo(expected);
    assertThat(server.sites.acts.getFirst().by()).isEqualTo(new Actor.Person(ADMIN));
    assertThat(stored(BANK)).isEmpty();
  }

  @Test
  void a_viewer_changes_nothing() {
    assertThat(server.put(PATH, ofShop(VIEWER), ONE).status()).isEqualTo(403);
    assertThat(stored(SHOP)).isEmpty();
  }

  @Test
  void an_empty_list_is_one_and_an_absent_one_is_a_mistake() {
    server.put(PATH, ofShop(ADMIN), ONE);
    assertThat(server.put(PATH, ofShop(ADMIN), "{}").status()).isEqualTo(400);
    assertThat(stored(SHOP)).hasSize(1);
    assertThat(server.put(PATH, ofShop(ADMIN), "{\"origins\":[]}").status()).isEqualTo(200);
    assertThat(stored(SHOP)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*.shop.example",
        "https://www.shop.example/",
        "https://WWW.shop.example",
        "www.shop.example",
        "null",
        "https://www.shop.example; script-src *",
        "file://x"
      })
  void a_text_that_is_no_origin_of_a_web_site_is_refused(String text) {
    var body = "{\"origins\":[\"%s\"]}".formatted(text);
    assertThat(server.put(PATH, ofShop(ADMIN), body).status()).isEqualTo(400);
    assertThat(stored(SHOP)).isEmpty();
  }

  @Test
  void one_more_than_the_most_is_refused() {
    assertThat(server.put(PATH, ofShop(ADMIN), many(OrganisationSite.ORIGINS_MAX)).status())
        .isEqualTo(200);
    assertThat(server.put(PATH, ofShop(ADMIN), many(OrganisationSite.ORIGINS_MAX + 1)).status())
        .isEqualTo(413);
    assertThat(stored(SHOP)).hasSize(OrganisationSite.ORIGINS_MAX);
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "\"https://shop%d.example\"".formatted(number))
        .collect(Collectors.joining(",", "{\"origins\":[", "]}"));
  }

  @Test
  void a_field_that_names_another_organisation_is_refused() {
    var body = "{\"origins\":[],\"tenant\":\"%s\"}".formatted(BANK.tenant());
    assertThat(server.put(PATH, ofShop(ADMIN), body).status()).isEqualTo(400);
  }
}
