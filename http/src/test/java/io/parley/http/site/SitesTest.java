package io.parley.http.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.Slug;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.route.RoutedEndpoints;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SitesTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final String NOBODY = "404";
  private static final String OWN = "default";

  private final Sites sites = new Sites();

  /// Answers with the tenant whose visitor asks.
  private final RoutedEndpoints endpoints =
      new RoutedEndpoints(
          List.of(
              sites.ownOnly(
                  Endpoint.get(
                      "/own",
                      _ -> CompletableFuture.completedStage(Replies.json(200, JsonText.object())))),
              Endpoint.get(
                  "/who",
                  call ->
                      CompletableFuture.completedStage(
                          Replies.json(
                              200, JsonText.object().put("is", sites.of(call).tenant().value()))))),
          100);

  @AfterEach
  void close() {
    endpoints.close();
  }

  private static OrganisationSite site(TenantId tenant, List<String> slugs, List<String> domains) {
    return new OrganisationSite(
        tenant,
        true,
        slugs.stream().map(Slug::new).toList(),
        domains.stream().map(CustomDomain::new).toList(),
        List.of());
  }

  private static OrganisationSite stopped(OrganisationSite site) {
    return new OrganisationSite(site.tenant(), false, site.slugs(), site.domains(), site.origins());
  }

  private String who(String host, String query) {
    var request = HttpRequest.GET("/who" + query).addHeader(Replies.header("Host", host));
    var answer = endpoints.answer(request);
    var json = endpoints.json(answer);
    return answer.status().intValue() == 200
        ? json.path("is").asText()
        : Integer.toString(answer.status().intValue());
  }

  @Test
  void a_slug_and_a_proved_domain_lead_to_their_organisation_and_all_else_to_the_installations() {
    sites.learn(List.of(site(SHOP, List.of("shop"), List.of("chat.shop.example"))));
    assertThat(who("127.0.0.1:8080", "?organisation=shop")).isEqualTo("shop");
    assertThat(who("chat.shop.example", "")).isEqualTo("shop");
    for (var host :
        List.of("Chat.Shop.Example:8443", "chat.shop.example.", "chat.shop.example.:443"))
      assertThat(who(host, "")).as(host).isEqualTo("shop");
    for (var host :
        List.of("127.0.0.1", "localhost:8080", "[::1]:8080", "[::1]", "shop.example", "-", ":1"))
      assertThat(who(host, "")).as(host).isEqualTo(OWN);
  }

  @Test
  void a_slug_that_nobody_has_leads_nowhere() {
    sites.learn(List.of(site(SHOP, List.of("shop"), List.of())));
    for (var slug : List.of("bank", "SHOP", "s", "", "shop%20", "shop%2f", "default"))
      assertThat(who("localhost", "?organisation=" + slug)).as(slug).isEqualTo(NOBODY);
  }

  @Test
  void at_a_proved_domain_no_other_organisation_is_found() {
    sites.learn(
        List.of(
            site(SHOP, List.of("shop"), List.of("chat.shop.example")),
            site(BANK, List.of("bank"), List.of())));
    assertThat(who("chat.shop.example", "?organisation=shop")).isEqualTo("shop");
    assertThat(who("chat.shop.example", "?organisation=bank")).isEqualTo(NOBODY);
    assertThat(who("localhost", "?organisation=bank")).isEqualTo("bank");
  }

  @Test
  void a_domain_that_the_installations_own_has_proved_is_an_address_of_the_installation() {
    var own = site(TenantId.DEFAULT, List.of("main"), List.of("chat.main.example"));
    sites.learn(List.of(own, site(SHOP, List.of("shop"), List.of())));
    for (var stored : List.of(own, stopped(own))) {
      sites.learn(List.of(stored));
      assertThat(who("chat.main.example", "")).isEqualTo(OWN);
      assertThat(who("chat.main.example", "?organisation=shop")).isEqualTo("shop");
    }
  }

  @Test
  void an_endpoint_of_the_installations_own_is_missing_at_domains_of_organisations() {
    sites.learn(
        List.of(
            site(TenantId.DEFAULT, List.of("main"), List.of("chat.main.example")),
            site(SHOP, List.of("shop"), List.of("chat.shop.example"))));
    assertThat(own("chat.shop.example:8443")).isEqualTo(404);
    for (var host : List.of("127.0.0.1:8080", "chat.main.example", "shop.example"))
      assertThat(own(host)).as(host).isEqualTo(200);
  }

  private int own(String host) {
    var request = HttpRequest.GET("/own").addHeader(Replies.header("Host", host));
    return endpoints.answer(request).status().intValue();
  }

  @Test
  void the_addresses_of_a_stopped_organisation_lead_nowhere_until_it_is_served_again() {
    var shop = site(SHOP, List.of("shop"), List.of("chat.shop.example"));
    sites.learn(List.of(shop, site(BANK, List.of("bank"), List.of())));
    sites.learn(List.of(stopped(shop)));
    assertThat(who("localhost", "?organisation=shop")).isEqualTo(NOBODY);
    for (var query : List.of("", "?organisation=shop", "?organisation=bank"))
      assertThat(who("chat.shop.example", query)).as(query).isEqualTo(NOBODY);
    sites.learn(List.of(shop));
    assertThat(who("localhost", "?organisation=shop")).isEqualTo("shop");
    assertThat(who("chat.shop.example", "")).isEqualTo("shop");
  }

  @Test
  void a_name_that_was_given_up_leads_nowhere_and_one_that_changed_hands_to_its_new_holder() {
    var before = site(SHOP, List.of("old", "shop"), List.of("chat.shop.example"));
    var after = site(SHOP, List.of("shop"), List.of());
    var holder = site(BANK, List.of("old"), List.of("chat.shop.example"));
    for (var changed : List.of(List.of(after, holder), List.of(holder, after))) {
      sites.learn(List.of(before, site(BANK, List.of("bank"), List.of())));
      assertThat(who("localhost", "?organisation=old")).isEqualTo("shop");
      sites.learn(changed);
      assertThat(who("localhost", "?organisation=old")).isEqualTo("bank");
      assertThat(who("chat.shop.example", "")).isEqualTo("bank");
      assertThat(who("localhost", "?organisation=bank")).isEqualTo(NOBODY);
      assertThat(who("localhost", "?organisation=shop")).isEqualTo("shop");
    }
  }
}
