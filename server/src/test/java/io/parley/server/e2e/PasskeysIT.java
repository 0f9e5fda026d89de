package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Passkeys in a real browser, with Chromium's virtual authenticator, against the built program. It
/// has a domain as its public address, as passkeys need one.
class PasskeysIT {
  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final String EMAIL = "ada@shop.example";
  private static final String PASSWORD = "several words of no song";
  private static final Pattern OWNER = Pattern.compile("(?m)^ {2}owner +(\\S+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Without the offer beside the address, which the virtual authenticator may accept by itself.
  private static final String NO_OFFER =
      "if (window.PublicKeyCredential)"
          + " PublicKeyCredential.isConditionalMediationAvailable = async () => false;";

  /// The person chooses what the browser offers: nothing else than the choice in the browser's own
  /// menu, which no test reaches, is left out.
  private static final String CHOSEN =
      """
      if (window.PublicKeyCredential) {
        PublicKeyCredential.isConditionalMediationAvailable = async () => true;
        const { get } = CredentialsContainer.prototype;
        CredentialsContainer.prototype.get = function ({ mediation, ...rest }) {
          return get.call(this, rest);
        };
      }
      """;

  @TempDir static Path directory;

  private static ServerProcess server;
  private static String address;

  private Visit visit;
  private CDPSession chromium;
  private String authenticator;

  @BeforeAll
  static void start() throws Exception {
    int port = FreePort.find();
    address = "http://localhost:" + port;
    server =
        ServerProcess.start(
            directory.resolve("data"),
            Map.of(
                "PARLEY_MODEL",
                "scripted",
                "PARLEY_HTTP_PORT",
                Integer.toString(port),
                "PARLEY_PUBLIC_URL",
                address));
    var log = await().atMost(PATIENCE).until(server::log, text -> text.contains("Ctrl-C"));
    var link = OWNER.matcher(log);
    assertThat(link.find()).as(log).isTrue();
    var claim =
        new ObjectMapper()
            .createObjectNode()
            .put("token", URI.create(link.group(1)).getFragment())
            .put("name", "Ada")
            .put("email", EMAIL)
            .put("password", PASSWORD);
    Caller.with("").post(server, "/v1/links/acceptance", claim.toString(), 201);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void arrive() {
    visit = Visit.open(BROWSER.get(), address + "/docs", Visit.like(Visit.DESKTOP, 900));
    chromium = visit.page.context().newCDPSession(visit.page);
    chromium.send("WebAuthn.enable");
    var options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    var added = new JsonObject();
    added.add("options", options);
    authenticator =
        chromium
            .send("WebAuthn.addVirtualAuthenticator", added)
            .get("authenticatorId")
            .getAsString();
  }

  @AfterEach
  void leave() {
    visit.close();
  }

  private JsonObject ofAuthenticator() {
    var parameters = new JsonObject();
    parameters.addProperty("authenticatorId", authenticator);
    return parameters;
  }

  private void open(String path) {
    visit.page.navigate(address + path);
  }

  private void signInByPassword() {
    open("/sign-in?lang=en&to=%2Faccount%3Flang%3Den");
    visit.id("email").fill(EMAIL);
    visit.id("password").fill(PASSWORD);
    visit.id("enter").click();
    assertThat(visit.id("name")).hasText("Ada");
  }

  private void add(String name) {
    visit.id("add-passkey").click();
    var form = visit.id("new-passkey");
    assertThat(form.getByTestId("passkey-name")).isFocused();
    form.getByTestId("passkey-name").fill(name);
    form.getByTestId("password").fill(PASSWORD);
    visit.id("add-passkey-now").click();
    assertThat(visit.id("told")).containsText(name);
    assertThat(passkey(name)).isVisible();
  }

  private Locator passkey(String name) {
    return visit
        .page
        .locator("[data-passkey]")
        .filter(new Locator.FilterOptions().setHasText(name));
  }

  private void remove(String name) {
    passkey(name).getByTestId("remove-passkey").click();
    visit.id("remove-passkey-now").click();
    assertThat(visit.id("no-passkeys")).isVisible();
  }

  private void signOut() {
    visit.id("sign-out").click();
    assertThat(visit.id("enter")).isVisible();
  }

  @Test
  void a_person_adds_a_passkey_signs_in_by_it_renames_and_removes_it() {
    visit.page.context().addInitScript(NO_OFFER);
    signInByPassword();
    visit.saysTheSame("/account/account-texts.js", "accountTexts");
    visit.id("add-passkey").click();
    visit.id("new-passkey").getByTestId("passkey-name").fill("Nobody's");
    visit.id("new-passkey").getByTestId("password").fill("another one of no song");
    visit.id("add-passkey-now").click();
    assertThat(visit.id("add-passkey-refused")).containsText("password is not right");
    visit.looks("passkeys-adding", Visit.PHONE, 900, ColorScheme.DARK);
    visit.id("new-passkey").getByTestId("password").fill(PASSWORD);
    visit.id("new-passkey").getByTestId("passkey-name").fill("Laptop");
    visit.id("add-passkey-now").click();
    assertThat(passkey("Laptop")).containsText("Not used yet.");
    visit.looks("passkeys", Visit.DESKTOP, 900, ColorScheme.LIGHT);
    signOut();
    visit.looks("passkeys-sign-in", Visit.PHONE, 900, ColorScheme.LIGHT);

    visit.id("passkey").click();
    assertThat(visit.id("who")).containsText("Ada");
    open("/account?lang=en");
    assertThat(passkey("Laptop")).containsText("Last used");

    visit.id("rename-passkey").click();
    visit.id("passkey-name").fill("Telephone");
    visit.id("rename-passkey-now").click();
    assertThat(passkey("Telephone")).isVisible();
    visit.id("remove-passkey").click();
    visit.id("remove-passkey-now").click();
    assertThat(visit.id("no-passkeys")).isVisible();

    signOut();
    visit.id("passkey").click();
    assertThat(visit.id("passkey-refused")).containsText("was not accepted");
  }

  @Test
  void the_browser_offers_passkeys_where_the_address_is_typed() {
    visit.page.context().addInitScript(NO_OFFER);
    signInByPassword();
    add("Tablet");
    signOut();
    assertThat(visit.id("email")).hasAttribute("autocomplete", "username webauthn");
    visit.page.context().addInitScript(CHOSEN);
    open("/sign-in?lang=en&to=%2Faccount%3Flang%3Den");
    assertThat(passkey("Tablet")).containsText("Last used");
    remove("Tablet");
  }

  @Test
  void a_copy_whose_counter_is_behind_is_refused() {
    visit.page.context().addInitScript(NO_OFFER);
    signInByPassword();
    add("Key");
    var credential =
        chromium
            .send("WebAuthn.getCredentials", ofAuthenticator())
            .getAsJsonArray("credentials")
            .get(0)
            .getAsJsonObject();
    signOut();
    visit.id("passkey").click();
    assertThat(visit.id("who")).containsText("Ada");
    signOut();

    chromium.send("WebAuthn.clearCredentials", ofAuthenticator());
    var copied = ofAuthenticator();
    credential.addProperty("signCount", 0);
    copied.add("credential", credential);
    chromium.send("WebAuthn.addCredential", copied);
    visit.id("passkey").click();
    assertThat(visit.id("passkey-refused")).containsText("was not accepted");
    await().atMost(PATIENCE).until(() -> server.log().contains("was copied"));

    // it stays until its person removes it; the tests share the account
    signInByPassword();
    remove("Key");
  }
}
