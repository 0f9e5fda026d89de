package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.Visit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The pages of accounts in states that a real server is seldom in: what they say, where the focus
/// is, and a picture of each in `target/screenshots`.
class AccountStatesIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String LINK =
      """
      {"kind":"%s","organisation":{"id":"a","name":"Larch & Lace"},"email":"ada@larch.example",\
      "hasAccount":%b,"expiresAt":"2026-12-03T09:30:00.000Z"}\
      """;

  private static StagedAccounts accounts() {
    return BROWSER.stage().accounts();
  }

  private static void looked(Visit visit, String name) {
    visit.looksEverywhere("account-" + name, 900, Visit.TABLET, 1920, Visit.DESKTOP);
  }

  /// Beyond what the browser itself logs of an answer that is no success.
  private static List<String> complaints(Visit visit) {
    return visit.complaints().stream()
        .filter(complaint -> !complaint.startsWith("Failed to load resource"))
        .toList();
  }

  private static void fill(Visit visit) {
    visit.id("email").fill("ada@larch.example");
    visit.id("password").fill(StagedAccounts.PASSWORD);
    visit.page.keyboard().press("Enter");
  }

  @Test
  void a_sign_in_says_why_it_was_refused_keeps_what_was_typed_and_asks_for_a_code() {
    var visit = BROWSER.open("/sign-in?lang=en&to=%2Fforgot");
    visit.saysTheSame("/account/entry-texts.js", "entryTexts");
    visit.saysTheSame("/ui/reasons.js", "reasonsTexts");
    visit.saysTheSame("/ui/staff-texts.js", "staffTexts");
    looked(visit, "sign-in");
    accounts().refuse("POST /v1/sign-ins", 401, "sign-in-refused");
    fill(visit);
    assertThat(visit.id("sign-in-refused")).containsText("not right");
    assertThat(visit.id("password")).isFocused();
    assertThat(visit.id("email")).hasValue("ada@larch.example");
    looked(visit, "sign-in-refused");
    accounts()
        .on(
            "POST /v1/sign-ins",
            429,
            "{\"type\":\"/problems/rate-limited\",\"status\":429,\"retryAfterSeconds\":7}");
    visit.id("enter").click();
    assertThat(visit.id("sign-in-refused")).hasText("Too many tries. Please wait 7 seconds.");
    accounts().refuse("POST /v1/sign-ins", 404, "not-found");
    visit.id("enter").click();
    assertThat(visit.id("sign-in-refused")).containsText("without accounts");
    BROWSER.stage().reachable(false);
    visit.id("enter").click();
    assertThat(visit.id("sign-in-refused")).containsText("busy");
    BROWSER.stage().reachable(true);

    accounts().refuse("POST /v1/sign-ins", 401, "code-needed");
    visit.id("enter").click();
    assertThat(visit.id("code")).isFocused();
    looked(visit, "sign-in-code");
    accounts().refuse("POST /v1/sign-ins", 401, "sign-in-refused");
    visit.id("code").fill("123456");
    visit.page.keyboard().press("Enter");
    assertThat(visit.id("sign-in-refused")).containsText("code is not right");
    visit.id("back").click();
    assertThat(visit.id("password")).isFocused();
    assertThat(visit.id("sign-in-refused")).isEmpty();
    accounts().on("POST /v1/sign-ins", 201, "{\"accessToken\":\"t\",\"person\":{\"id\":\"p\"}}");
    visit.id("enter").click();
    assertThat(visit.page).hasURL(Pattern.compile("/forgot$"));
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_company_signs_its_people_in_at_its_provider_and_the_page_says_why_not() {
    var visit = BROWSER.open("/sign-in?lang=en&error=not-admitted");
    assertThat(visit.id("provider-refused")).containsText("no member");
    looked(visit, "provider-error");
    visit.id("provider").click();
    assertThat(visit.id("provider-refused")).containsText("address of mail first");
    assertThat(visit.id("email")).isFocused();
    accounts().refuse("POST /v1/sign-ins/oidc", 404, "not-found");
    visit.id("email").fill("ada@larch.example");
    visit.id("provider").click();
    assertThat(visit.id("provider-refused")).containsText("Use your password");

    // another page stands for the provider's
    accounts().on("POST /v1/sign-ins/oidc", 200, "{\"location\":\"/forgot?lang=en\"}");
    accounts().refuse("POST /v1/sign-ins", 401, "sso-needed");
    visit.id("password").fill(StagedAccounts.PASSWORD);
    visit.id("enter").click();
    assertThat(visit.id("send")).isVisible();
    // from there the browser comes back with the cookie
    visit.page.navigate(BROWSER.stage().url("/account?lang=en"));
    assertThat(visit.id("here")).hasText("Larch & Lace");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_second_press_sends_nothing_and_fields_are_named_for_password_managers() {
    var visit = BROWSER.open("/sign-up?lang=en");
    accounts().on("POST /v1/sign-ups", 202, "");
    for (var field : List.of("name:name", "email:username", "organisation:organization"))
      assertThat(visit.id(field.split(":", -1)[0]))
          .hasAttribute("autocomplete", field.split(":", -1)[1]);
    looked(visit, "sign-up");
    visit.id("name").fill("Ada Lovelace");
    visit.id("email").fill("ada@larch.example");
    visit.id("organisation").fill("Lärche & Spitze GmbH");
    assertThat(visit.id("slug")).hasValue("larche-spitze-gmbh");
    accounts().refuse("POST /v1/sign-ups", 409, "organisation-refused", "unavailable");
    visit.id("register").click();
    assertThat(visit.id("sign-up-refused")).containsText("taken");
    assertThat(visit.id("slug")).isFocused();
    looked(visit, "sign-up-refused");
    accounts().on("POST /v1/sign-ups", 202, "");
    // both before the answer to the first one can have come
    visit.id("register").evaluate("(button) => { button.click(); button.click(); }");
    assertThat(visit.id("sent")).containsText("ada@larch.example");
    assertThat(visit.page.locator("h1")).isFocused();
    assertThat(accounts().count("POST /v1/sign-ups")).isEqualTo(2);
    looked(visit, "sign-up-sent");
  }

  @Test
  void a_closed_sign_up_says_so() {
    var visit = BROWSER.open("/sign-up?lang=de");
    accounts().refuse("POST /v1/sign-ups", 403, "sign-up-closed");
    visit.id("name").fill("Ada Lovelace");
    visit.id("email").fill("ada@larch.example");
    visit.id("organisation").fill("Larch");
    visit.id("register").click();
    assertThat(visit.id("closed")).containsText("Einladung");
    looked(visit, "sign-up-closed");
    accounts().on("GET /v1/sign-ups", 200, "{\"open\":false}");
    var later = BROWSER.open("/sign-up?lang=en");
    assertThat(later.id("closed")).containsText("by invitation");
    assertThat(later.id("register")).hasCount(0);
  }

  @Test
  void staff_of_the_platform_goes_to_work_there() {
    var visit = BROWSER.open("/sign-in?lang=en");
    fill(visit);
    assertThat(visit.id("go-platform")).hasText("Work on the platform");
    accounts().refuse("POST /v1/sign-ins/current/organisation", 401, "sso-needed");
    visit.id("go-platform").click();
    assertThat(visit.id("go-refused")).containsText("Passwords do not count");
    accounts()
        .on("POST /v1/sign-ins/current/organisation", 200, StagedAccounts.ON_PLATFORM)
        .on("GET /v1/me", 200, StagedAccounts.ON_PLATFORM);
    visit.id("go-platform").click();
    assertThat(visit.id("told")).hasText("You work on the platform now.");
    assertThat(visit.id("here")).hasText("Platform");
    assertThat(visit.id("go-platform")).hasCount(0);
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_link_leaves_the_address_bar_at_once_and_is_accepted_with_a_password() {
    accounts().on("POST /v1/links", 200, LINK.formatted("invitation", false));
    accounts().refuse("POST /v1/links/acceptance", 422, "password-refused", "too-short");
    var visit = BROWSER.open("/link?lang=en#secret-of-the-link");
    assertThat(visit.page).hasURL(Pattern.compile("/link\\?lang=en$"));
    assertThat(visit.page.locator("h1")).hasText("You are invited to Larch & Lace");
    assertThat(visit.id("email")).hasJSProperty("readOnly", true);
    assertThat(visit.id("password")).hasAttribute("autocomplete", "new-password");
    looked(visit, "link");
    visit.id("name").fill("Ada Lovelace");
    visit.id("password").fill("short");
    visit.id("accept").click();
    assertThat(visit.id("link-refused")).containsText("15 characters");
    assertThat(visit.id("password")).isFocused();
    assertThat(visit.id("name")).hasValue("Ada Lovelace");
    looked(visit, "link-refused");
    visit.page.reload();
    assertThat(visit.id("missing")).isVisible();
    looked(visit, "link-missing");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_link_of_somebody_with_an_account_asks_for_its_password_and_one_that_is_used_says_so() {
    accounts().on("POST /v1/links", 200, LINK.formatted("claim", true));
    accounts().refuse("POST /v1/links/acceptance", 401, "code-needed");
    var visit = BROWSER.open("/link?lang=en#secret");
    assertThat(visit.id("password")).hasAttribute("autocomplete", "current-password");
    assertThat(visit.id("name")).hasCount(0);
    visit.id("password").fill(StagedAccounts.PASSWORD);
    visit.id("accept").click();
    assertThat(visit.id("code")).isFocused();
    looked(visit, "link-code");
    accounts().refuse("POST /v1/links", 404, "not-found");
    var used = BROWSER.open("/link?lang=en#used");
    assertThat(used.id("bad")).isVisible();
    looked(used, "link-bad");
    accounts().on("POST /v1/links", 200, "{\"kind\":\"reset\"}");
    var reset = BROWSER.open("/link?lang=en#a-reset");
    assertThat(reset.id("set")).isVisible();
    assertThat(reset.page).hasURL(Pattern.compile("/reset\\?lang=en$"));
  }

  @Test
  void a_new_password_is_asked_for_and_set() {
    var visit = BROWSER.open("/forgot?lang=en");
    accounts().on("POST /v1/password-resets", 202, "");
    looked(visit, "forgot");
    visit.id("email").fill("ada@larch.example");
    visit.id("send").click();
    assertThat(visit.id("sent")).containsText("If ada@larch.example has an account");
    var reset = BROWSER.open("/reset?lang=en#secret");
    accounts().refuse("PUT /v1/password-resets", 422, "password-refused", "common");
    looked(reset, "reset");
    reset.id("password").fill("correct horse battery staple");
    reset.id("set").click();
    assertThat(reset.id("reset-refused")).containsText("has become known");
    accounts().on("PUT /v1/password-resets", 204, "");
    reset.id("set").click();
    assertThat(reset.id("done")).isVisible();
    assertThat(reset.page.locator("h1")).isFocused();
    looked(reset, "reset-done");
    var used = BROWSER.open("/reset?lang=en#used");
    accounts().refuse("PUT /v1/password-resets", 409, "organisation-refused", "unknown-link");
    used.id("password").fill(StagedAccounts.PASSWORD);
    used.id("set").click();
    assertThat(used.id("bad")).isVisible();
  }

  @Test
  void a_person_changes_the_password_and_turns_a_second_factor_on_and_off() {
    var visit = BROWSER.open("/sign-in?lang=en");
    fill(visit);
    assertThat(visit.id("here")).hasText("Larch & Lace");
    visit.saysTheSame("/account/account-texts.js", "accountTexts");
    visit.looksEverywhere("account", 900, Visit.TABLET, Visit.DESKTOP, 1920, Visit.PHONE);
    var german =
        StagedAccounts.me(false).replace("\"name\":\"Ada", "\"language\":\"de-at\",\"name\":\"Ada");
    accounts().on("PATCH /v1/me", 200, german);
    assertThat(visit.id("mail-language").locator("option").first()).hasText("Not known yet");
    visit.id("mail-language").selectOption("de");
    assertThat(visit.id("told")).hasText("Your mails are in this language from now on.");
    assertThat(visit.id("mail-language")).hasValue("de");
    accounts().refuse("PUT /v1/me/password", 403, "not-allowed", "wrong-credentials");
    visit.id("current").fill("not the password");
    visit.id("changed").fill(StagedAccounts.PASSWORD);
    visit.id("change").click();
    assertThat(visit.id("password-refused")).hasText("The password is not right.");
    assertThat(visit.id("current")).isFocused();
    accounts().on("PUT /v1/me/password", 204, "");
    visit.id("change").click();
    assertThat(visit.id("told")).containsText("is changed");
    assertThat(visit.id("changed")).hasValue("");

    accounts()
        .on(
            "POST /v1/me/second-factor",
            201,
            "{\"key\":\"JBSWY3DPEHPK3PXP\",\"uri\":\"otpauth://totp/Parley:ada%40larch.example?secret=JBSWY3DPEHPK3PXP&issuer=Parley\",\"picture\":{\"size\":9,\"path\":\"M4"
                + " 4h1v1h-1z\"}}");
    accounts()
        .on(
            "PUT /v1/me/second-factor",
            200,
            "{\"recoveryCodes\":[\"abcd-efgh-ijkl-mnop\",\"qrst-uvwx-yz23-4567\"]}");
    visit.id("second-factor-password").click();
    assertThat(visit.id("password")).isFocused();
    visit.id("password").fill(StagedAccounts.PASSWORD);
    visit.id("begin-now").click();
    assertThat(visit.id("totp-key")).hasText("JBSWY3DPEHPK3PXP");
    assertThat(visit.id("picture").locator("path")).hasAttribute("d", "M4 4h1v1h-1z");
    looked(visit, "second-factor-key");
    visit.id("code").fill("123456");
    accounts().on("GET /v1/me", 200, StagedAccounts.me(true));
    visit.id("confirm-now").click();
    assertThat(visit.page.locator("#codes")).isFocused();
    assertThat(visit.id("codes")).containsText("qrst-uvwx-yz23-4567");
    looked(visit, "recovery-codes");
    visit.id("stored").click();
    assertThat(visit.id("second-factor")).hasText("It is on. Recovery codes left: 9.");
    accounts().refuse("DELETE /v1/me/second-factor", 403, "not-allowed", "wrong-credentials");
    visit.id("second-factor-off").click();
    visit.id("password").fill(StagedAccounts.PASSWORD);
    visit.id("code").fill("123456");
    visit.id("off-now").click();
    assertThat(visit.id("off-refused")).containsText("not right");
    looked(visit, "second-factor-off");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_page_that_asks_for_a_token_offers_to_sign_in_and_opens_for_the_person() {
    accounts().on("GET /v1/api-keys", 200, "{\"keys\":[],\"grantable\":[\"read\"]}");
    accounts()
        .on(
            "GET /v1/service-accounts",
            200,
            "{\"accounts\":[],\"roles\":[\"viewer\"],\"customRoles\":[]}");
    var visit = BROWSER.open("/api-keys?lang=en");
    looked(visit, "token-or-sign-in");
    visit.id("to-sign-in").click();
    fill(visit);
    assertThat(visit.id("none")).isVisible();
    assertThat(visit.page).hasURL(Pattern.compile("/api-keys\\?lang=en$"));
    assertThat(visit.page.locator("header [aria-current=page]")).hasText("API keys");
    accounts().refuse("GET /v1/api-keys", 403, "not-allowed");
    visit.page.reload();
    assertThat(visit.id("told")).containsText("Your roles do not allow this");
    assertThat(visit.id("token")).isVisible();
    assertThat(visit.id("to-sign-in")).hasCount(0);
    looked(visit, "not-allowed");
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void signing_out_in_one_tab_empties_the_others_and_an_ended_sign_in_keeps_what_was_typed() {
    var visit = BROWSER.open("/sign-in?lang=en");
    fill(visit);
    assertThat(visit.id("who")).containsText("Ada Lovelace");
    var tab = visit.again();
    assertThat(tab.id("who")).containsText("Ada Lovelace");
    tab.id("current").fill("typed before");
    accounts().refuse("POST /v1/sign-ins/renewal", 401, "sign-in-ended");
    accounts().refuse("PUT /v1/me/password", 401, "token-invalid");
    tab.id("changed").fill(StagedAccounts.PASSWORD);
    tab.id("change").click();
    assertThat(tab.id("sign-in-state")).containsText("Your sign-in has ended");
    assertThat(tab.id("current")).hasValue("typed before");
    looked(tab, "ended");
    visit.id("sign-out").click();
    assertThat(visit.id("enter")).isVisible();
    assertThat(tab.id("enter")).isVisible();
    assertThat(tab.page).hasURL(Pattern.compile("/sign-in\\?.*to=%2Faccount"));
  }
}
