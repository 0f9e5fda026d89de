package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.route.Replies;
import io.parley.http.route.RoutedEndpoints;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sessions that began at a domain before an organisation proved it.
class ProvedDomainTest {
  private static final CustomDomain DOMAIN = new CustomDomain("chat.shop.example");

  private final EdgeServer server = EdgeServer.start();
  private final RoutedEndpoints endpoints = new RoutedEndpoints(server.endpoints(), 1_000);
  private final SessionKey key = server.startSession();

  @AfterEach
  void stop() {
    endpoints.close();
    server.close();
  }

  private void prove(String tenant, boolean isServed) {
    server.sites.learn(
        List.of(
            new OrganisationSite(
                new TenantId(tenant), isServed, List.of(), List.of(DOMAIN), List.of())));
  }

  private int open(String host, String token) {
    return endpoints.status(
        HttpRequest.GET("/v1/sessions/" + key.session())
            .addHeader(Replies.header("Host", host))
            .addHeader(Replies.header("Authorization", "Bearer " + token)));
  }

  @Test
  void a_visitors_session_of_another_organisation_is_missing_at_a_domain_since_its_proof() {
    var token = server.token(key);
    assertThat(open(DOMAIN.value(), token)).as("before the proof").isEqualTo(200);
    prove("shop", true);
    assertThat(open(DOMAIN.value(), token)).isEqualTo(404);
    assertThat(open("127.0.0.1:8080", token)).as("at the installation's address").isEqualTo(200);
    prove("shop", false);
    assertThat(open(DOMAIN.value(), token)).as("its organisation is stopped").isEqualTo(404);
  }

  @Test
  void staff_reads_its_sessions_at_every_address() {
    prove("shop", true);
    assertThat(open(DOMAIN.value(), EdgeServer.AGENT)).isEqualTo(200);
  }

  @Test
  void sessions_go_on_at_the_domain_of_their_own_organisation() {
    prove(TenantId.DEFAULT.value(), false);
    assertThat(open(DOMAIN.value(), server.token(key))).isEqualTo(200);
  }
}
