package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.parley.server.e2e.stage.ConsoleVisits.complaints;
import static io.parley.server.e2e.stage.ConsoleVisits.field;
import static io.parley.server.e2e.stage.ConsoleVisits.looked;
import static io.parley.server.e2e.stage.ConsoleVisits.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.parley.server.e2e.browser.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The part of an organisation's page with the words of its mails.
class ConsoleMailsIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String TEMPLATES = "/v1/organisation/mail-templates";
  private static final String NOTHING_STORED = "Nothing is stored yet";
  private static final String TEXT = "Welcome to {{organisation}}.\n\n{{link}}";

  /// Each mistake that the server finds in words of a mail, and words without one.
  private static final String MISTAKES =
      """
      async () => {
        const { mistakeIn, plain } = await import('/organisation/mail-words.js');
        const good = 'We at {{organisation}}\\n\\n{{link}}';
        const names = ['link', 'organisation', 'name'];
        const all = [
          ['Hello {{name}}', good], ['Follow {{link}}', good], ['At WWW.bad', good],
          ['Hello', `${good}\\n\\nmail a@b`], ['Hello', `${good}\\n\\n{{days}}`],
          ['Hello', 'We\\n\\n{{link}}'], ['Hello', 'We at {{organisation}}: {{link}}'],
          ['Hello', 'We at {{organisation}}'],
          ['Hello', `${good}\\n\\nbad.example/a`], ['{{name}}/a', good],
          ['{{name}}{{name}}', good]];
        const found = all.map(([subject, text]) => mistakeIn({ subject, text }, names));
        const told = found.map((it) => it ? `${it.field} ${it.reason}` : 'none');
        return [plain(' a\\r\\n\\r\\nb '), ...told].join(', ');
      }\
      """;

  private static StagedAccounts accounts() {
    return BROWSER.stage().accounts();
  }

  private static String template(String language, String subject, boolean own) {
    return """
    {"kind":"invitation","language":"%s","subject":"%s",
     "text":"Welcome to {{organisation}}.\\n\\n{{link}}",
     "placeholders":["link","organisation"],"own":%b}\
    """
        .formatted(language, subject, own);
  }

  private static void stored(String... templates) {
    accounts()
        .on("GET " + TEMPLATES, 200, "{\"templates\":[%s]}".formatted(String.join(",", templates)));
  }

  private static Locator mail(Visit visit, String language) {
    return visit.page.locator("[data-mail=\"invitation.%s\"]".formatted(language));
  }

  @Test
  void words_of_a_mail_are_written_changed_and_removed_and_a_link_is_told_beside_its_field() {
    stored(template("en", "Join", false));
    var visit = ConsoleVisits.part(BROWSER, "mails");
    visit.saysTheSame("/organisation/mails-texts.js", "mailsTexts");
    assertThat(visit.page.evaluate(MISTAKES))
        .isEqualTo(
            "a\n\nb, none, subject linkAlone, subject address, text address, text placeholder,"
                + " text organisation, text linkAlone, text linkAlone, text address,"
                + " subject address, subject address");
    assertThat(mail(visit, "en")).containsText("the program’s words");
    visit.id("add-mail").click();
    assertThat(field(visit, "language")).isFocused();
    field(visit, "language").fill("no tag");
    field(visit, "subject").fill("Bienvenue");
    field(visit, "text").fill(TEXT + "\n\nwww.elsewhere.example");
    visit.id("save-mail").click();
    assertThat(visit.id("language-wrong")).containsText("no tag of a language");
    field(visit, "language").fill("fr-CA");
    visit.id("save-mail").click();
    assertThat(visit.id("text-wrong")).containsText("No address of the web or of mail");
    assertThat(field(visit, "text")).isFocused();
    looked(visit, "mails");
    field(visit, "language").fill("en");
    field(visit, "text").fill(TEXT);
    visit.id("save-mail").click();
    assertThat(visit.id("language-wrong")).containsText("in this language already");

    field(visit, "language").fill("fr-CA");
    accounts().refuse("PUT " + TEMPLATES + "/invitation/fr-ca", 409, "limit-reached");
    visit.id("save-mail").click();
    assertThat(visit.id("mail-refused")).containsText("as many of them as there may be");
    accounts()
        .on("PUT " + TEMPLATES + "/invitation/fr-ca", 200, template("fr-ca", "Bienvenue", true));
    assertThat(sent(visit, "PUT", "save-mail"))
        .isEqualTo(
            """
            {"subject":"Bienvenue","text":"Welcome to {{organisation}}.\\n\\n{{link}}"}\
            """);
    assertThat(visit.id("told")).hasText("The next mail has these words.");
    assertThat(visit.id("mail-form")).hasCount(0);
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void somebody_elses_words_and_their_removal_are_told_before_they_are_overwritten() {
    stored(template("en", "Join", false), template("fr", "Venez", true));
    var visit = ConsoleVisits.part(BROWSER, "mails");
    assertThat(mail(visit, "fr").getByTestId("ask")).isVisible();
    assertThat(mail(visit, "en").getByTestId("ask")).hasCount(0);
    mail(visit, "fr").getByTestId("change-mail").click();
    assertThat(field(visit, "subject")).isFocused();
    assertThat(field(visit, "subject")).hasValue("Venez");
    field(visit, "subject").fill("Bonjour");
    stored(template("en", "Join", false), template("fr", "Entrez", true));
    visit.id("save-mail").click();
    assertThat(visit.id("mail-refused")).containsText(NOTHING_STORED);
    assertThat(visit.id("mail-newer")).containsText("Entrez");
    assertThat(visit.id("mail-newer")).containsText("Welcome to {{organisation}}.");
    looked(visit, "mail-newer");
    assertThat(field(visit, "subject")).hasValue("Bonjour");
    stored(template("en", "Join", false));
    visit.id("save-mail").click();
    assertThat(visit.id("mail-newer")).hasCount(0);
    assertThat(mail(visit, "fr")).not().containsText("Entrez");
    assertThat(visit.id("mail-refused")).containsText(NOTHING_STORED);
    assertThat(field(visit, "subject")).hasValue("Bonjour");

    accounts().on("PUT " + TEMPLATES + "/invitation/fr", 200, template("fr", "Bonjour", true));
    stored(template("en", "Join", false), template("fr", "Bonjour", true));
    // what came back meanwhile is told as well
    visit.id("save-mail").click();
    assertThat(visit.id("mail-refused")).containsText(NOTHING_STORED);
    assertThat(sent(visit, "PUT", "save-mail")).contains("Bonjour");
    assertThat(mail(visit, "fr").getByTestId("change-mail")).isFocused();

    mail(visit, "fr").getByTestId("ask").click();
    accounts().on("DELETE " + TEMPLATES + "/invitation/fr", 204, "");
    stored(template("en", "Join", false));
    visit.id("sure-now").click();
    assertThat(visit.id("told")).hasText("Your words are removed.");
    assertThat(mail(visit, "fr")).hasCount(0);
    assertThat(visit.page.locator("#mails-invitation")).isFocused();
    assertThat(complaints(visit)).isEmpty();
  }
}
