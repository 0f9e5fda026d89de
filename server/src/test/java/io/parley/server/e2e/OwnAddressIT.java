package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The first ten minutes of a new company, from the sign-up to a visitor of its own web site who
/// talks to its own agent: in a real browser, against the built program, with a real mail.
class OwnAddressIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  /// A node learns of a change within a second; a busy machine takes longer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// For addresses and names, so that the test can be run again.
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  private final String company = "Rowan " + run;
  private final String slug = "rowan-" + run;
  private final String email = "lise-%s@shop.example".formatted(run);

  private static String address(String path) {
    return SERVER.http("/").resolve(path).toString();
  }

  private static Visit open(String path) {
    return Visit.open(BROWSER.get(), address(path), Visit.like(Visit.DESKTOP, 900));
  }

  /// The owner, by the link of the mail, on the page of the new organisation.
  private Visit owner() {
    var visit = open("/sign-up?lang=en");
    visit.id("name").fill("Lise");
    visit.id("email").fill(email);
    visit.id("organisation").fill(company);
    assertThat(visit.id("slug")).hasValue(slug);
    visit.id("register").click();
    assertThat(visit.id("sent")).containsText(email);
    var secret = MailReader.token(SERVER, email, "/link");
    visit.page.navigate(address("/link?lang=en") + "#" + secret);
    assertThat(visit.id("email")).hasValue(email);
    if (visit.id("name").count() > 0) visit.id("name").fill("Lise");
    visit.id("password").fill("several words of no song");
    visit.id("accept").click();
    assertThat(visit.page).hasURL(Pattern.compile("/organisation\\?lang=en$"));
    return visit;
  }

  private static void writeAgent(Visit owner, String company) {
    owner.page.navigate(address("/agents?lang=en"));
    owner.page.locator("[data-agent] a").first().click();
    owner.id("company").fill(company);
    owner.id("save-agent").click();
    assertThat(owner.id("told")).containsText("Version 1001 is stored");
  }

  private static void allow(Visit owner, String origin) {
    owner.page.navigate(address("/organisation?lang=en#chat"));
    var form = owner.id("allow");
    // people copy the address of a page
    form.locator("[name=origins]").fill(origin + "/shoes?colour=red");
    owner.id("allow-now").click();
    assertThat(owner.id("told")).hasText("Saved.");
    assertThat(form.locator("[name=origins]")).hasValue(origin);
    owner.looks("organisation-chat", Visit.PHONE, 900, ColorScheme.DARK);
    owner.looks("organisation-chat", Visit.DESKTOP, 900, ColorScheme.LIGHT);
  }

  private void isAt(String origin) {
    await()
        .atMost(PATIENCE)
        .until(() -> policy("/widget?organisation=" + slug).endsWith("'self' " + origin));
  }

  private static String policy(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(SERVER.http("/").resolve(path)).build();
    return HTTP.send(request, BodyHandlers.discarding())
        .headers()
        .firstValue("Content-Security-Policy")
        .orElse("");
  }

  @Test
  void a_new_company_is_reached_by_its_own_widget_and_page_with_its_own_agent() throws Exception {
    try (var owner = owner();
        var shop = ShopPage.open()) {
      writeAgent(owner, company);
      allow(owner, shop.origin());
      var line = owner.id("snippet").locator("code").textContent();
      assertThat(line)
          .isEqualTo(
              "<script src=\"%s?organisation=%s\" async></script>"
                  .formatted(address("/widget.js"), slug));
      isAt(shop.origin());

      var chat = SERVER.http("").toString().replaceFirst("/$", "");
      shop.holding(chat, "data-organisation=\"" + slug + "\"", 1);
      try (var visitor = ShopVisit.to(BROWSER.get(), shop.origin(), ShopVisit.DESKTOP)) {
        visitor.launcher().click();
        assertThat(visitor.page.frameLocator("parley-widget iframe").locator("parley-header"))
            .containsText(company);
        visitor.ask("How do I send shoes back?");
        assertThat(visitor.answer(1)).isVisible();
        assertThat(visitor.complaints()).isEmpty();
        Caller.with(ServerProcess.AGENT_TOKEN)
            .get(SERVER, "/v1/sessions/" + visitor.session(), 404);
      }

      try (var visitor = Visit.to(BROWSER.get(), address("/o/" + slug + "?lang=en"))) {
        assertThat(visitor.page.locator("parley-header")).containsText(company);
        visitor.ask("Hello");
        assertThat(visitor.turn(1)).isVisible();
        assertThat(visitor.complaints()).isEmpty();
      }
    }
  }
}
