package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.parley.server.e2e.stage.ConsoleVisits.complaints;
import static io.parley.server.e2e.stage.ConsoleVisits.field;
import static io.parley.server.e2e.stage.ConsoleVisits.looked;
import static io.parley.server.e2e.stage.ConsoleVisits.sent;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Trunks of an organisation on its page: their states, a password that is written and never read,
/// refusals, and a change by somebody else.
class ConsoleTrunksIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String TRUNKS = "/v1/organisation/trunks";
  private static final String LINE = TRUNKS + "/line";
  private static final String PASSWORD = "of-the-stage";

  private static StagedAccounts accounts() {
    return BROWSER.stage().accounts();
  }

  private static void trunks(String... all) {
    accounts().on("GET " + TRUNKS, 200, "{\"trunks\":[%s]}".formatted(String.join(",", all)));
  }

  private static String line(String host, String more) {
    return """
    {"name":"line","version":1,"host":"%s","transport":"tls","user":"4930123456",
     "numbers":["+4930123456"],"changedAt":"2026-11-25T09:30:00.000Z"%s}\
    """
        .formatted(host, more);
  }

  @Test
  void a_line_is_brought_with_a_password_that_is_not_shown_changed_and_removed() {
    trunks();
    accounts().on("GET /v1/organisation/numbers", 200, "{\"numbers\":[]}");
    accounts().on("GET /v1/organisation/retention", 200, "{}");
    var visit = ConsoleVisits.part(BROWSER, "telephone");
    visit.saysTheSame("/organisation/trunks-texts.js", "trunksTexts");
    assertThat(visit.id("no-trunks")).isVisible();
    visit.id("add-trunk").click();
    assertThat(field(visit, "name")).isFocused();
    // no browser fills the reader's own one in
    assertThat(field(visit, "password")).hasAttribute("autocomplete", "new-password");
    field(visit, "name").fill("line");
    field(visit, "host").fill("sip.provider.example");
    field(visit, "transport").selectOption("tls");
    field(visit, "user").fill("4930123456");
    field(visit, "password").fill(PASSWORD);
    field(visit, "numbers").fill("+4930123456");
    field(visit, "language").fill("no tag");
    visit.id("save-trunk").click();
    assertThat(visit.id("language-wrong")).containsText("no tag of a language");
    field(visit, "language").fill("pt-br");
    accounts()
        .on(
            "PUT " + LINE,
            400,
            """
            {"type":"/problems/invalid-request","status":400,
             "detail":"host is not allowed (expected: a provider with a public address)"}\
            """);
    visit.id("save-trunk").click();
    assertThat(visit.id("host-wrong")).containsText("host is not allowed");
    assertThat(field(visit, "host")).isFocused();
    assertThat(field(visit, "password")).hasValue(PASSWORD);
    looked(visit, "trunk-refused");
    accounts().on("PUT " + LINE, 200, line("sip.provider.example", ""));
    assertThat(sent(visit, "PUT", "save-trunk"))
        .isEqualTo(
            """
            {"host":"sip.provider.example","transport":"tls","user":"4930123456",\
            "password":"of-the-stage","numbers":["+4930123456"],"language":"pt-BR"}\
            """);
    assertThat(visit.id("told")).containsText("line is stored.");

    var refused = ",\"state\":{\"is\":\"refused\",\"since\":\"2026-11-25T09:30:00.000Z\"}";
    trunks(line("sip.provider.example", refused));
    visit.id("part-retention").click();
    assertThat(visit.id("change-retention")).isVisible();
    visit.id("part-telephone").click();
    assertThat(visit.id("trunk-state")).containsText("user, login or password");
    assertThat(visit.page.locator("body")).not().containsText(PASSWORD);
    visit.id("change-trunk").click();
    assertThat(field(visit, "host")).isFocused();
    assertThat(field(visit, "password")).hasValue("");
    field(visit, "numbers").fill("");
    trunks(line("sip.elsewhere.example", ""));
    visit.id("save-trunk").click();
    assertThat(visit.id("trunk-refused")).containsText("Nothing is stored yet");
    assertThat(sent(visit, "PUT", "save-trunk"))
        .isEqualTo(
            """
            {"host":"sip.provider.example","transport":"tls","user":"4930123456","numbers":[]}\
            """);
    looked(visit, "trunks");

    visit.id("ask").click();
    accounts().on("DELETE " + LINE, 204, "");
    trunks();
    visit.id("sure-now").click();
    assertThat(visit.id("told")).hasText("line is removed.");
    assertThat(visit.id("no-trunks")).isVisible();
    assertThat(complaints(visit)).isEmpty();
  }
}
