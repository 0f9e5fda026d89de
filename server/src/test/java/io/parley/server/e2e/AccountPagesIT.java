package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator.FilterOptions;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The first ten minutes of a company on its pages, from the sign-up of a stranger to a colleague
/// who has joined: in a real browser, against the built program, with the links of real mails.
class AccountPagesIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final String PASSWORD = "several words of no song";

  /// Of the page: the access token is in none of these.
  private static final String STORED =
      """
      () => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, document.cookie, location.href])\
      """;

  /// For addresses and names, so that the test can be run again.
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  private static Visit open(String path) {
    var address = SERVER.http("/").resolve(path).toString();
    return Visit.open(BROWSER.get(), address, Visit.like(Visit.DESKTOP, 900));
  }

  private static void looks(Visit visit, String name) {
    visit.looksEverywhere("organisation-" + name, 900, Visit.TABLET, 1920, Visit.DESKTOP);
  }

  private String email(String name) {
    return "%s-%s@shop.example".formatted(name, run);
  }

  /// Registers a company on the page, and opens the link of its mail.
  private Visit owner(String name, String company) {
    var visit = open("/sign-in?lang=en");
    visit.id("to-sign-up").click();
    visit.id("name").fill(name);
    visit.id("email").fill(email(name));
    visit.id("organisation").fill(company + " " + run);
    assertThat(visit.id("slug")).hasValue(Pattern.compile("[a-z0-9-]+-" + run));
    visit.id("register").click();
    assertThat(visit.id("sent")).containsText(email(name));
    accept(visit, name);
    return visit;
  }

  private void accept(Visit visit, String name) {
    var secret = MailReader.token(SERVER, email(name), "/link");
    visit.page.navigate(SERVER.http("/link?lang=en").toString() + "#" + secret);
    assertThat(visit.id("email")).hasValue(email(name));
    assertThat(visit.page.url()).doesNotContain(secret);
    if (visit.id("name").count() > 0) visit.id("name").fill(name);
    visit.id("password").fill("short");
    visit.id("accept").click();
    assertThat(visit.id("link-refused")).isVisible();
    assertThat(visit.id("password")).isFocused();
    visit.id("password").fill(PASSWORD);
    visit.id("accept").click();
    assertThat(visit.page).hasURL(Pattern.compile("/organisation\\?lang=en$"));
    assertThat(visit.id("who")).containsText(name);
    assertThat(visit.page.evaluate(STORED).toString()).doesNotContain(secret, "eyJ", "parley_sign");
  }

  private static void part(Visit visit, String name) {
    visit.id("part-" + name).click();
    assertThat(visit.id("part-" + name)).hasAttribute("aria-current", "true");
  }

  /// The browser's own log of requests that the server refused; nothing else may be there.
  private static void complainsOfRefusalsAlone(Visit visit) {
    assertThat(visit.complaints()).allMatch(line -> line.startsWith("Failed to load resource"));
  }

  @Test
  void a_stranger_registers_a_company_invites_a_colleague_and_both_work_in_it() {
    try (var owner = owner("ada", "Larch");
        var colleague = open("/sign-in?lang=en")) {
      owner.saysTheSame("/organisation/organisation-texts.js", "organisationTexts");
      owner.saysTheSame("/organisations/organisations-texts.js", "organisationsTexts");
      looks(owner, "overview");

      part(owner, "people");
      assertThat(owner.id("roles")).containsText("Owner");
      owner.id("invite").click();
      var form = owner.id("invitation");
      assertThat(form.locator("[name=email]")).isFocused();
      form.locator("[name=email]").fill(email("grace"));
      looks(owner, "invitation");
      owner.id("send-invitation").click();
      assertThat(owner.id("told")).containsText("on its way to " + email("grace"));
      assertThat(owner.page.locator("[data-invitation]")).containsText(email("grace"));

      accept(colleague, "grace");
      // a member changes nobody
      part(colleague, "people");
      assertThat(colleague.page.locator("[data-person]")).hasCount(2);
      assertThat(colleague.id("invite")).hasCount(0);
      assertThat(colleague.id("change-roles")).hasCount(0);
      assertThat(colleague.id("part-audit")).hasCount(0);

      owner.page.reload();
      var grace =
          owner
              .page
              .locator("[data-person]")
              .filter(new FilterOptions().setHasText(email("grace")));
      assertThat(grace).containsText("Member");
      grace.getByTestId("change-roles").click();
      grace.locator("[value=admin]").check();
      grace.getByTestId("save-roles").click();
      assertThat(grace).containsText("Admin, Member");
      looks(owner, "people");
      colleague.page.reload();
      assertThat(colleague.id("invite")).isVisible();

      grace.getByTestId("ask").click();
      assertThat(owner.id("sure")).isFocused();
      owner.page.keyboard().press("Escape");
      assertThat(grace.getByTestId("ask")).isFocused();
      complainsOfRefusalsAlone(owner);
      complainsOfRefusalsAlone(colleague);
    }
  }

  private static void setsRecordingsAndBackend(Visit owner) {
    part(owner, "telephone");
    assertThat(owner.id("no-numbers")).isVisible();
    part(owner, "retention");
    owner.id("change-retention").click();
    owner.page.locator("[name=recordingDays]").fill("14");
    owner.page.locator("[name='recordingDays.known']").check();
    owner.id("save-retention").click();
    assertThat(owner.id("retention")).hasText("You keep them for 14 days.");
    part(owner, "model");
    assertThat(owner.id("no-model")).isVisible();
    part(owner, "customers");
    owner.id("add-issuer").click();
    var form = owner.id("issuer-form");
    form.locator("[name=name]").fill("shop");
    form.locator("[name=issuer]").fill("https://shop.example");
    form.locator("[name=jwks]").fill("https://shop.example/jwks.json");
    owner.id("save-issuer").click();
    assertThat(owner.page.locator("[data-issuer=shop]"))
        .containsText("https://shop.example/jwks.json");
  }

  @Test
  void an_owner_names_the_company_writes_a_role_and_reads_it_in_the_audit_trail() {
    try (var owner = owner("hedy", "Fir")) {
      var rename = owner.id("rename");
      rename.locator("[name=name]").fill("Fir & Fern " + run);
      owner.id("rename-now").click();
      assertThat(owner.id("told")).hasText("The organisation is renamed.");
      var domain = "chat-" + run + ".shop.example";
      owner.id("add-domain").locator("[name=domain]").fill(domain);
      owner.id("add-domain").locator("button").click();
      assertThat(owner.page.locator("[data-domain]")).containsText("_parley-challenge." + domain);
      looks(owner, "domain");

      part(owner, "roles");
      owner.id("add-role").click();
      var form = owner.id("role-form");
      form.locator("[name=name]").fill("night-shift");
      owner.id("save-role").click();
      assertThat(owner.id("role-refused")).containsText("at least one");
      form.locator("[value=talk]").check();
      form.locator("[value=read]").check();
      looks(owner, "role");
      owner.id("save-role").click();
      assertThat(owner.page.locator("[data-role=night-shift]")).isVisible();
      setsRecordingsAndBackend(owner);

      part(owner, "staff");
      assertThat(owner.id("no-accesses")).isVisible();
      looks(owner, "staff");
      part(owner, "audit");
      assertThat(
              owner
                  .page
                  .locator("[data-entry]")
                  .filter(new FilterOptions().setHasText("Fir & Fern")))
          .isVisible();
      owner.id("check-trail").click();
      assertThat(owner.id("told")).containsText("are as they were written");
      looks(owner, "audit");

      part(owner, "ownership");
      owner.id("delete-form").locator("[name=typed]").fill("Fir");
      owner.id("delete").click();
      assertThat(owner.id("delete-refused")).hasText("That is not the name.");
      owner.id("delete-form").locator("[name=typed]").fill("Fir & Fern " + run);
      owner.id("delete").click();
      assertThat(owner.id("ending")).isVisible();
      looks(owner, "ownership");
      owner.id("keep-organisation").click();
      assertThat(owner.id("told")).hasText("The organisation stays.");
      complainsOfRefusalsAlone(owner);
    }
  }

  @Test
  void a_person_works_on_the_pages_without_a_token_turns_on_a_second_factor_and_signs_out()
      throws Exception {
    try (var owner = owner("mary", "Pine")) {
      owner.page.navigate(SERVER.http("/api-keys?lang=en").toString());
      assertThat(owner.page.locator("#keys")).isVisible();
      assertThat(owner.id("token")).hasCount(0);
      looks(owner, "api-keys");
      owner.id("who").click();
      owner.id("second-factor-password").click();
      owner.page.locator("parley-second-factor").getByTestId("password").fill(PASSWORD);
      owner.id("begin-now").click();
      var app = new CodeApp(owner.id("totp-key").textContent());
      owner.id("code").fill(app.code(0));
      owner.id("confirm-now").click();
      assertThat(owner.page.locator("[data-testid=codes] code span")).hasCount(10);
      assertThat(owner.page.evaluate(STORED).toString())
          .doesNotContain(
              owner.page.locator("[data-testid=codes] code span").first().textContent());
      owner.id("stored").click();
      assertThat(owner.id("second-factor")).containsText("It is on.");

      var tab = owner.again();
      assertThat(tab.id("who")).containsText("mary");
      owner.id("sign-out").click();
      assertThat(owner.id("enter")).isVisible();
      assertThat(tab.id("enter")).isVisible();
      owner.page.goBack();
      assertThat(owner.id("enter")).isVisible();
      owner.id("email").fill(email("mary"));
      owner.id("password").fill(PASSWORD);
      owner.id("enter").click();
      assertThat(owner.id("code")).isFocused();
      owner.id("code").fill(app.code(1));
      owner.id("enter").click();
      assertThat(owner.id("email")).hasText(email("mary"));
      complainsOfRefusalsAlone(owner);
    }
  }

  @Test
  void an_owner_writes_the_companys_agent_and_talks_to_it_beside_the_form() {
    try (var owner = owner("joan", "Elm")) {
      owner.page.navigate(SERVER.http("/agents?lang=en").toString());
      owner.page.locator("[data-agent] a").first().click();
      owner.id("company").fill("Elm " + run);
      owner.page.reload();
      assertThat(owner.id("company")).hasValue("Elm " + run);
      owner.id("save-agent").click();
      assertThat(owner.id("told")).containsText("Version 1001 is stored");
      assertThat(owner.page.locator("li[data-version]")).hasCount(1);

      assertThat(owner.id("trial-frame")).hasAttribute("data-version", "1001");
      var chat = owner.page.frameLocator("[data-testid=trial-frame]");
      assertThat(chat.locator("parley-header")).containsText("Elm " + run);
      chat.getByTestId("composer").fill("How do I send shoes back?");
      chat.getByTestId("composer").press("Enter");
      assertThat(chat.locator("[data-testid=message][data-by=customer]"))
          .containsText("shoes back");
      assertThat(chat.locator("[data-testid=message][data-turn]").last()).isVisible();
      looks(owner, "agent");

      owner.id("ask").last().click();
      owner.id("sure-now").click();
      assertThat(owner.id("told")).containsText("is retired");
      owner.page.navigate(SERVER.http("/usage?lang=en").toString());
      assertThat(owner.id("span")).isVisible();
      looks(owner, "usage");
      complainsOfRefusalsAlone(owner);
    }
  }

  @Test
  void a_forgotten_password_is_replaced_by_the_link_of_a_mail() {
    try (var owner = owner("emmy", "Yew");
        var other = open("/forgot?lang=en")) {
      other.id("email").fill(email("emmy"));
      other.id("send").click();
      assertThat(other.id("sent")).isVisible();
      var secret = MailReader.token(SERVER, email("emmy"), "/reset");
      other.page.navigate(SERVER.http("/reset?lang=en").toString() + "#" + secret);
      other.id("password").fill("other words of no song");
      other.id("set").click();
      assertThat(other.id("done")).isVisible();
      other.id("to-sign-in").click();
      other.id("email").fill(email("emmy"));
      other.id("password").fill("other words of no song");
      other.id("enter").click();
      assertThat(other.id("who")).containsText("emmy");
      // its sign-ins have ended
      owner.page.reload();
      assertThat(owner.id("enter")).isVisible();
    }
  }
}
