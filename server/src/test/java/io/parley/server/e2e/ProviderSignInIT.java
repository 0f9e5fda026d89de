package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.options.AriaRole;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// People sign in at their company's provider: in a real browser, against the built program, with a
/// provider of somebody else's making on another site.
@Tag("long")
class ProviderSignInIT {
  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final String DOMAIN = "shop.example";
  private static final Pattern OWNER = Pattern.compile("(?m)^ {2}owner +(\\S+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROVIDERS = "/v1/organisation/sign-in-providers";
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);

  /// Of the page: no token is in any of these.
  private static final String STORED =
      "() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])";

  @TempDir static Path directory;

  private static NameServer names;
  private static ServerProcess server;
  private static ShopProvider provider;

  /// Another site than the provider's.
  private static String address;

  @BeforeAll
  static void start() throws Exception {
    names = NameServer.start();
    var settings =
        """
        parley.outbound.allow = ["127.0.0.0/8"]
        parley.accounts.dns.servers = ["%s"]
        """
            .formatted(names.address());
    var file = Files.writeString(directory.resolve("parley.conf"), settings);
    server =
        ServerProcess.start(
            directory.resolve("data"),
            Map.of("PARLEY_MODEL", "scripted"),
            List.of("serve", "--config", file.toString()));
    address = "http://localhost:" + server.http("/").getPort();
    claim();
    prove();
    provide();
  }

  @AfterAll
  static void stop() throws Exception {
    if (provider != null) provider.close();
    server.close();
    names.close();
  }

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }

  /// An organisation without an owner admits nobody.
  private static void claim() throws Exception {
    var log = await().atMost(PATIENCE).until(server::log, text -> text.contains("Ctrl-C"));
    var link = OWNER.matcher(log);
    assertThat(link.find()).as(log).isTrue();
    var claim =
        body()
            .put("token", URI.create(link.group(1)).getFragment())
            .put("name", "Ada")
            .put("email", "ada@" + DOMAIN)
            .put("password", "several words of no song");
    Caller.with("").post(server, "/v1/links/acceptance", claim.toString(), 201);
  }

  private static void prove() throws Exception {
    var path = "/v1/organisation/domains/" + DOMAIN;
    var wanted = OPERATOR.put(server, path, "", 200).get("record");
    names.put(wanted.get("name").asText(), wanted.get("text").asText());
    OPERATOR.post(server, path + "/verification", "", 200);
  }

  private static void provide() throws Exception {
    int port = FreePort.find();
    var wish =
        body()
            .put("name", "The shop")
            .put("issuer", ShopProvider.issuer(port))
            .put("clientId", ShopProvider.CLIENT)
            .put("clientSecret", ShopProvider.SECRET)
            .put("passwords", "owners");
    wish.putArray("domains").add(DOMAIN);
    wish.putArray("admits").add("member");
    var id = OPERATOR.post(server, PROVIDERS, wish.toString(), 201).get("id").asText();
    var callback = URI.create(address + "/v1/sign-ins/oidc/" + id + "/callback");
    provider = ShopProvider.start(port, callback, DOMAIN);
  }

  /// The page of sign-in, as the page of the organisation sends to it.
  private static Visit atTheProvider(String name) {
    var visit =
        Visit.open(
            BROWSER.get(), address + "/organisation?lang=en", Visit.like(Visit.DESKTOP, 900));
    visit.id("email").fill(name + "@" + DOMAIN);
    visit.id("provider").click();
    assertThat(visit.page.getByRole(AriaRole.HEADING)).hasText("The shop's own sign-in");
    assertThat(visit.page.url()).startsWith("http://127.0.0.1:");
    return visit;
  }

  private static void press(Visit visit, String name) {
    visit.page.locator("button[value=%s]".formatted(name)).click();
  }

  @Test
  void a_person_signs_in_at_the_companys_provider_and_is_a_member_with_its_name() throws Exception {
    try (var visit = atTheProvider("grace")) {
      visit.page.locator("[name=login]").fill("grace");
      press(visit, "enter");
      assertThat(visit.page).hasURL(address + "/organisation?lang=en");
      assertThat(visit.id("who")).containsText("grace of the shop");
      assertThat(visit.page.evaluate(STORED).toString()).doesNotContain("eyJ", "rt_", "code=");
      // the cookie renews the sign-in
      visit.page.reload();
      assertThat(visit.id("who")).containsText("grace of the shop");
      assertThat(visit.complaints()).allMatch(line -> line.startsWith("Failed to load resource"));
    }
    assertThat(OPERATOR.get(server, "/v1/organisation/people").toString())
        .contains("grace@" + DOMAIN);
  }

  @Test
  void somebody_who_cancels_at_the_provider_comes_back_and_is_told() {
    try (var visit = atTheProvider("hedy")) {
      press(visit, "cancel");
      assertThat(visit.page).hasURL(address + "/sign-in?error=provider-refused");
      assertThat(visit.id("provider-refused")).isVisible();
    }
  }

  @Test
  void somebody_else_who_signs_in_at_the_provider_is_somebody_else() throws Exception {
    try (var visit = atTheProvider("joan")) {
      visit.page.locator("[name=login]").fill("mallory");
      press(visit, "enter");
      assertThat(visit.id("who")).containsText("mallory of the shop");
    }
    assertThat(OPERATOR.get(server, "/v1/organisation/people").toString())
        .doesNotContain("joan@" + DOMAIN);
  }
}
