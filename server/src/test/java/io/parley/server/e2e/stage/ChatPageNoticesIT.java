package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How customers learn of new messages while the page is hidden.
class ChatPageNoticesIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String TITLE = "Scree & Sorrel: Customer care";

  /// Headless Chromium never hides a page, so the script overrides `document.visibilityState`.
  private static final String HIDE =
      """
      (hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event('visibilitychange'));
      }\
      """;

  private static final String COUNTS =
      """
      () => {
        globalThis.counts = [];
        document.addEventListener('parley-unread', (event) => counts.push(event.detail.count));
      }\
      """;

  /// The browser's audio, with a count of started notes. Playwright counts as user activation, so
  /// that only pointer events count here.
  private static final String LISTEN =
      """
      globalThis.notes = 0;
      globalThis.OscillatorNode = class extends OscillatorNode {
        start(at) { notes += 1; super.start(at); }
      };
      let used = false;
      addEventListener('pointerdown', () => (used = true), true);
      Object.defineProperty(Navigator.prototype, 'userActivation',
        { get: () => ({ hasBeenActive: used }) });\
      """;

  @Test
  void unread_messages_of_a_hidden_page_are_counted_in_its_title() {
    var visit = BROWSER.visit();
    visit.page.evaluate(COUNTS);
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    assertThat(visit.page).hasTitle(TITLE);

    visit.page.evaluate(HIDE, true);
    session.said("agent", "Maja here.");
    assertThat(visit.page).hasTitle("(1) " + TITLE);
    session.said("bot", "Anything else?");
    session.said("customer", "From another tab");
    assertThat(visit.page).hasTitle("(2) " + TITLE);
    visit.page.evaluate(HIDE, false);
    assertThat(visit.page).hasTitle(TITLE);
    assertThat(visit.page.evaluate("counts")).isEqualTo(List.of(1, 2, 0));
    assertThat(visit.messages("bot")).hasCount(2);
  }

  @Test
  void loaded_history_does_not_count_as_unread() {
    var visit = BROWSER.visit();
    visit.ask("Hello");
    BROWSER.stage().session().reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    visit.page.addInitScript("Object.defineProperty(document, 'hidden', { get: () => true })");
    visit.page.reload();
    assertThat(visit.turn(1)).isVisible();
    assertThat(visit.page).hasTitle(TITLE);
  }

  @Test
  void sound_is_off_by_default_and_the_choice_is_remembered() {
    var visit = BROWSER.visit();
    visit.page.addInitScript(LISTEN);
    visit.page.reload();
    assertThat(visit.id("sound")).hasAttribute("aria-pressed", "false");
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    assertThat(notes(visit.page)).isZero();

    visit.id("sound").click();
    assertThat(visit.id("sound")).hasAttribute("aria-pressed", "true");
    visit.page.waitForCondition(() -> notes(visit.page) == 2);
    session.said("agent", "Maja here.");
    visit.page.waitForCondition(() -> notes(visit.page) == 4);

    // no user activation since the page was loaded: it stays silent
    visit.page.reload();
    assertThat(visit.id("sound")).hasAttribute("aria-pressed", "true");
    assertThat(visit.messages("agent")).hasCount(1);
    session.said("agent", "Are you there?");
    assertThat(visit.messages("agent")).hasCount(2);
    assertThat(notes(visit.page)).isZero();
    visit.composer().click();
    session.said("agent", "Hello?");
    visit.page.waitForCondition(() -> notes(visit.page) == 2);

    visit.id("sound").click();
    assertThat(visit.id("sound")).hasAttribute("aria-pressed", "false");
    session.said("agent", "Quiet now.");
    assertThat(visit.messages("agent")).hasCount(4);
    assertThat(notes(visit.page)).isEqualTo(2);
    assertThat(visit.complaints()).isEmpty();
  }

  private static int notes(Page page) {
    return ((Number) page.evaluate("notes")).intValue();
  }
}
