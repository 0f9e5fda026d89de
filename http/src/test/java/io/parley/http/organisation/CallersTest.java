package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.ADMIN;
import static io.parley.http.organisation.OrganisationServer.AGENT;
import static io.parley.http.organisation.OrganisationServer.CHIEF;
import static io.parley.http.organisation.OrganisationServer.CLERK;
import static io.parley.http.organisation.OrganisationServer.KEY;
import static io.parley.http.organisation.OrganisationServer.NOON;
import static io.parley.http.organisation.OrganisationServer.OFFICE;
import static io.parley.http.organisation.OrganisationServer.OPERATOR;
import static io.parley.http.organisation.OrganisationServer.OWNER;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.UNKNOWN;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofPlatform;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.http.route.Endpoint;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Senders of all kinds, over all endpoints.
class CallersTest {
  private static final Set<String> READABLE_BY_KEYS =
      Set.of(
          "/v1/organisation",
          "/v1/organisation/people",
          "/v1/organisation/invitations",
          "/v1/organisation/roles",
          "/v1/organisation/staff",
          "/v1/organisation/retention",
          "/v1/organisation/origins",
          "/v1/organisation/mail-templates",
          "/v1/organisation/numbers",
          "/v1/organisation/audit",
          "/v1/organisation/audit/check");

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static List<Endpoint> all() {
    return OrganisationEndpoints.of(
        StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.systemUTC()),
        new OrganisationStores(null, null, null, null, null, null, null, null, null),
        new LinkMails(() -> URI.create("https://parley.example"), new SecureRandom()),
        new SecureRandom());
  }

  private OrganisationServer.Reply sent(Endpoint endpoint, String token) {
    var path = endpoint.path().text().replaceAll("\\{[a-z]+}", UNKNOWN.toString());
    var method = endpoint.method().value();
    return server.send(method, path, token, method.equals("GET") ? "" : "{}");
  }

  @Test
  void without_a_token_of_staff_nothing_is_answered() {
    var shopper = new SessionKey(SHOP.tenant(), new SessionId("s1"));
    var customer = server.tokens.issue(shopper, NOON).token();
    for (var endpoint : all()) {
      assertThat(sent(endpoint, "").status()).as(endpoint.path().text()).isEqualTo(401);
      assertThat(sent(endpoint, customer).status()).as(endpoint.path().text()).isEqualTo(403);
      assertThat(sent(endpoint, AGENT).status()).as(endpoint.path().text()).isEqualTo(403);
    }
    server.assertUntouched();
  }

  @Test
  void a_key_with_all_scopes_reads_its_organisation_and_changes_nothing() {
    for (var endpoint : all()) {
      var path = endpoint.path().text();
      boolean isReading =
          endpoint.method().value().equals("GET") && READABLE_BY_KEYS.contains(path);
      assertThat(sent(endpoint, KEY).status())
          .as(endpoint.method().value() + " " + path)
          .isEqualTo(isReading ? 200 : 403);
    }
    assertThat(server.get("/v1/organisation", KEY).json().path("id").asText())
        .isEqualTo(SHOP.toString());
    server.assertUntouched();
  }

  @Test
  void a_person_of_an_organisation_is_no_staff_of_the_platform() {
    for (var endpoint : all()) {
      var path = endpoint.path().text();
      if (path.startsWith("/v1/organisations") || path.startsWith("/v1/platform"))
        assertThat(sent(endpoint, ofShop(OWNER)).status()).as(path).isEqualTo(403);
    }
    server.assertUntouched();
  }

  @Test
  void a_person_who_is_signed_in_to_the_platform_is_in_no_organisation() {
    for (var endpoint : all()) {
      var path = endpoint.path().text();
      if (path.startsWith("/v1/organisations") || path.startsWith("/v1/platform")) continue;
      assertThat(sent(endpoint, ofPlatform(CHIEF)).status()).as(path).isEqualTo(403);
    }
    server.assertUntouched();
  }

  @Test
  void a_stranger_to_an_organisation_is_refused_before_it_reaches_it() {
    for (var path : READABLE_BY_KEYS)
      assertThat(server.get(path, ofShop(CLERK)).status()).as(path).isEqualTo(401);
  }

  @Test
  void a_viewer_reads_all_but_the_trail() {
    for (var path : READABLE_BY_KEYS)
      assertThat(server.get(path, ofShop(VIEWER)).status())
          .as(path)
          .isEqualTo(path.contains("audit") ? 403 : 200);
  }

  @Test
  void the_shared_operator_token_acts_on_its_own_organisation_as_a_program() {
    var body = "{\"name\": \"Larch & Lace\"}";
    assertThat(server.send("PATCH", "/v1/organisation", OPERATOR, body).status()).isEqualTo(204);
    assertThat(server.store.all.get(OrganisationId.DEFAULT).organisation.name())
        .isEqualTo("Larch & Lace");
    assertThat(server.shop().organisation.name()).isEqualTo("Shop");
    assertThat(server.acts(OrganisationId.DEFAULT))
        .containsExactly("program:operator organisation-renamed organisation");
    for (var path : READABLE_BY_KEYS)
      assertThat(server.get(path, OPERATOR).status()).as(path).isEqualTo(200);
    assertThat(server.delete("/v1/organisation/people/me", OPERATOR).status()).isEqualTo(403);
  }

  @Test
  void each_act_has_its_author_address_and_time() {
    var body = "{\"name\": \"Larch\"}";
    server.send("PATCH", "/v1/organisation", ofShop(ADMIN), body);
    var entry = server.trail.all.get(SHOP.tenant()).getFirst();
    assertThat(entry.by()).isEqualTo("person:" + ADMIN);
    assertThat(entry.from()).isEqualTo(OFFICE);
    assertThat(entry.at()).isEqualTo(NOON);
  }
}
