package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.parley.server.e2e.browser.Visit;
import java.util.List;

/// Visits of the console's pages on a stage.
final class ConsoleVisits {
  private ConsoleVisits() {}

  /// A visit of an organisation's owner, who signs in on the way.
  static Visit open(WithBrowser browser, String page) {
    return open(browser, page, "Larch & Lace");
  }

  /// @param where the organisation in which the stage lets people sign in, or the platform
  static Visit open(WithBrowser browser, String page, String where) {
    var visit = browser.open("/sign-in?lang=en");
    visit.id("email").fill("ada@larch.example");
    visit.id("password").fill(StagedAccounts.PASSWORD);
    visit.id("enter").click();
    assertThat(visit.id("here")).hasText(where);
    visit.page.navigate(browser.stage().url(page));
    return visit;
  }

  static void looked(Visit visit, String name) {
    visit.looksEverywhere("console-" + name, 900, Visit.TABLET, 1920, Visit.DESKTOP);
  }

  /// Beyond what the browser itself logs of an answer that is no success.
  static List<String> complaints(Visit visit) {
    return visit.complaints().stream()
        .filter(complaint -> !complaint.startsWith("Failed to load resource"))
        .toList();
  }

  static Locator field(Visit visit, String name) {
    return visit.page.locator("[name=\"%s\"]".formatted(name));
  }
}
