package io.parley.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.WebOrigin;
import io.parley.core.tenant.TenantId;
import io.parley.http.route.Replies;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.site.Site;
import io.parley.http.site.Sites;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages at the addresses of organisations.
class OrganisationPagesTest {
  private static final PageSettings SETTINGS =
      new PageSettings(
          "Larch & Lace",
          new Theme("#2f6f4f", "#7fd1a5"),
          List.of("https://shop.example", "http://127.0.0.1:8081"));

  private final Sites sites = new Sites();
  private final RoutedEndpoints pages =
      new RoutedEndpoints(PageEndpoints.all(SETTINGS, sites, this::colours), 100);

  /// Of the organisation `larch` alone.
  private Optional<Theme> colours(Site site) {
    return Optional.of(new Theme("#7a2e4d", "#d98aa8"))
        .filter(_ -> site.tenant().equals(new TenantId("larch")));
  }

  @AfterEach
  void close() {
    pages.close();
  }

  private HttpResponse get(String path, String... headers) {
    var request = HttpRequest.GET(path);
    for (int i = 0; i < headers.length; i += 2)
      request = request.addHeader(Replies.header(headers[i], headers[i + 1]));
    return pages.answer(request);
  }

  private String text(HttpResponse response) {
    return pages.text(response);
  }

  private static String header(HttpResponse response, String name) {
    return response.getHeader(name).map(found -> found.value()).orElse("");
  }

  private void learn(TenantId tenant, String name, String... origins) {
    sites.learn(
        List.of(
            new OrganisationSite(
                tenant,
                true,
                List.of(new Slug(name)),
                List.of(new CustomDomain("chat." + name + ".example")),
                Stream.of(origins).map(WebOrigin::new).toList())));
  }

  @Test
  void an_organisations_own_sites_may_frame_its_widget_and_those_of_the_installation_may_not() {
    learn(new TenantId("larch"), "larch", "https://www.larch.example");
    for (var page :
        List.of(get("/widget?organisation=larch"), get("/widget", "Host", "chat.larch.example"))) {
      assertThat(header(page, "Content-Security-Policy"))
          .endsWith("; frame-ancestors 'self' https://www.larch.example")
          .contains("script-src 'self' 'sha256-");
      assertThat(text(page))
          .contains("name=\"parley-origins\" content=\"https://www.larch.example\"")
          .doesNotContain("{{");
    }
    var unknown = get("/widget?organisation=nobody");
    assertThat(unknown.status().intValue()).isEqualTo(404);
    assertThat(header(unknown, "Content-Security-Policy")).contains("frame-ancestors 'none'");
  }

  @Test
  void origins_that_the_installations_own_organisation_adds_are_beside_those_of_its_settings() {
    learn(TenantId.DEFAULT, "main", "https://www.main.example");
    assertThat(header(get("/widget?organisation=main"), "Content-Security-Policy"))
        .endsWith(" https://shop.example http://127.0.0.1:8081 https://www.main.example");
    learn(TenantId.DEFAULT, "main");
    assertThat(header(get("/widget"), "Content-Security-Policy"))
        .endsWith(" https://shop.example http://127.0.0.1:8081");
  }

  @Test
  void the_button_of_an_organisations_chat_has_its_agents_colour() {
    learn(new TenantId("larch"), "larch");
    learn(new TenantId("birch"), "birch");
    for (var button :
        List.of(
            get("/widget.js?organisation=larch"), get("/widget.js", "Host", "chat.larch.example")))
      assertThat(text(button)).contains("--accent: #7a2e4d;").doesNotContain("{{");
    for (var path : List.of("/widget.js", "/widget.js?organisation=birch"))
      assertThat(text(get(path))).contains("--accent: #2f6f4f;").doesNotContain("{{");
    assertThat(header(get("/widget.js?organisation=larch"), "ETag"))
        .isNotEqualTo(header(get("/widget.js"), "ETag"));
    assertThat(get("/widget.js?organisation=nobody").status().intValue()).isEqualTo(404);
  }

  @Test
  void an_organisations_page_says_nothing_of_the_installations_company() {
    learn(new TenantId("birch"), "birch");
    for (var page : List.of(get("/o/birch"), get("/", "Host", "chat.birch.example:8080"))) {
      assertThat(page.status().intValue()).isEqualTo(200);
      assertThat(text(page))
          .contains("<parley-chat>", "\"lit\": \"/webjars/lit/index.js\"")
          .doesNotContain("Sorrel", "manifest", "orders");
      assertThat(header(page, "Content-Security-Policy"))
          .contains("script-src 'self' 'sha256-", "frame-ancestors 'none'");
    }
    assertThat(text(get("/", "Host", "chat.nobody.example"))).contains("Sorrel", "manifest");
    for (var missing : List.of("/o/nobody", "/o/%20", "/o/", "/o/birch/"))
      assertThat(get(missing).status().intValue()).as(missing).isEqualTo(404);
    learn(new TenantId("larch"), "larch");
    assertThat(get("/o/larch", "Host", "chat.birch.example").status().intValue()).isEqualTo(404);
  }

  @Test
  void people_at_an_address_that_leads_nowhere_get_a_page_and_programs_the_problem() {
    var page = get("/o/nobody", "Accept", "text/html,*/*;q=0.8");
    assertThat(page.status().intValue()).isEqualTo(404);
    assertThat(header(page, "Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(text(page)).contains("There is no chat at this address.", "keinen Chat");
    assertThat(text(get("/o/nobody", "Accept", "*/*"))).contains("no organisation has this");
  }

  @Test
  void people_of_companies_sign_in_at_the_installations_own_addresses_alone() {
    learn(new TenantId("birch"), "birch");
    for (var page : List.of("/sign-in", "/organisation", "/agents", "/conversation")) {
      assertThat(get(page, "Host", "chat.birch.example").status().intValue()).isEqualTo(404);
      assertThat(get(page, "Host", "chat.nobody.example").status().intValue()).isEqualTo(200);
    }
  }

  @Test
  void at_an_organisations_domain_the_installations_page_is_not_kept_any_more() {
    learn(new TenantId("birch"), "birch");
    assertThat(text(get("/sw.js", "Host", "chat.birch.example")))
        .contains("self.registration.unregister()")
        .doesNotContain("SHELL");
    assertThat(text(get("/sw.js", "Host", "chat.nobody.example"))).startsWith("const SHELL = ");
    assertThat(get("/sw-leave.js").status().intValue()).isEqualTo(404);
  }
}
