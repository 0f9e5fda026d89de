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

  /// A part of the page of an organisation, which has two agents.
  static Visit part(WithBrowser browser, String part) {
    browser
        .stage()
        .accounts()
        .on(
            "GET /v1/organisation",
            200,
            """
            {"id":"a","name":"Larch & Lace","state":"active","since":"2026-11-25T09:30:00.000Z",
             "slugs":["larch-lace"],"domains":[]}\
            """)
        .on(
            "GET /v1/agents",
            200,
            """
            {"agents":[
              {"id":"support","version":1002,"own":true,"default":true,"company":"Larch & Lace",
               "languages":["en","de"]},
              {"id":"sales","version":1001,"own":true,"default":false,"company":"Larch & Lace",
               "languages":["en"]}]}\
            """);
    return open(browser, "/organisation?lang=en#" + part);
  }

  /// The body of the request that the button sends.
  ///
  /// @param method of that request, which no other one has meanwhile
  static String sent(Visit visit, String method, String button) {
    return visit
        .page
        .waitForRequest(request -> request.method().equals(method), () -> visit.id(button).click())
        .postData();
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
