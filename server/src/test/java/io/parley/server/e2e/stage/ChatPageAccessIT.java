package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import io.parley.server.e2e.browser.Visit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Accessibility beyond axe-core: keyboard, screen reader, zoom, and reduced motion.
class ChatPageAccessIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  /// Records every text of the live region.
  private static final String LISTEN =
      """
      () => {
        globalThis.spoken = [];
        const region = document.querySelector('parley-chat').shadowRoot
          .querySelector('[data-testid=announcer]');
        new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(
          (node) => node.nodeType === Node.ELEMENT_NODE && spoken.push(node.textContent))))
          .observe(region, { childList: true, subtree: true, characterData: true });
      }\
      """;

  @Test
  void a_whole_conversation_needs_no_mouse() {
    var visit = BROWSER.visit();
    assertThat(visit.id("suggestion")).hasCount(3);
    var keys = visit.page.keyboard();
    tabTo(visit, "suggestion");
    keys.press("Enter");
    var session = BROWSER.stage().session();
    visit.isFocused("composer");
    session.open(1);
    session.delta(1, 1, 0, "A long story");
    tabTo(visit, "stop");
    keys.press("Enter");
    session.awaitHeard("interrupt", 1);
    visit.isFocused("composer");
    keys.type("Two");
    keys.press("Shift+Enter");
    keys.type("lines");
    keys.press("Enter");
    assertThat(session.awaitHeard("say", 2).get("text").asText()).isEqualTo("Two\nlines");
    session.reply(2, "Yes.");
    assertThat(visit.turn(2)).isVisible();

    tabBackTo(visit, "end");
    keys.press("Enter");
    assertThat(visit.id("end-dialog")).isVisible();
    keys.press("Escape");
    assertThat(visit.id("end-dialog")).isHidden();
    visit.isFocused("end");
    keys.press("Enter");
    tabTo(visit, "end-confirm");
    keys.press("Enter");
    visit.isFocused("over");
    session.archive();

    tabTo(visit, "rating-score-1");
    keys.press("ArrowRight");
    keys.press("ArrowRight");
    keys.press("ArrowRight");
    visit.isFocused("rating-score-4");
    assertThat(visit.id("rating-score-4")).isChecked();
    tabTo(visit, "rating-comment");
    keys.type("By hand");
    tabTo(visit, "rating-send");
    keys.press("Enter");
    visit.isFocused("rated");
    assertThat(session.awaitHeard("rate-over-http", 1).get("comment").asText())
        .isEqualTo("By hand");
    tabTo(visit, "new-conversation");
    keys.press("Enter");
    visit.isFocused("composer");
    keys.type("Once more");
    keys.press("Enter");
    BROWSER.stage().session(2).awaitHeard("say", 1);
    assertThat(visit.messages("customer")).containsText("Once more");
  }

  @Test
  void on_a_phone_the_options_open_and_close_by_keyboard() {
    var visit = BROWSER.visit("/", Visit.like(Visit.PHONE, 740));
    assertThat(visit.id("language")).isHidden();
    tabTo(visit, "options");
    visit.page.keyboard().press("Enter");
    assertThat(visit.id("options")).hasAttribute("aria-expanded", "true");
    tabTo(visit, "sound");
    visit.page.keyboard().press("Space");
    assertThat(visit.id("sound")).hasAttribute("aria-pressed", "true");
    visit.page.keyboard().press("Escape");
    visit.isFocused("options");
    assertThat(visit.id("language")).isHidden();
    visit.page.keyboard().press("Enter");
    tabTo(visit, "composer");
    assertThat(visit.id("language")).isHidden();
  }

  @Test
  void screen_readers_announce_each_message_once_and_no_delta() {
    var visit = BROWSER.visit();
    visit.page.evaluate(LISTEN);
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.open(1);
    session.delta(1, 1, 0, "Good ");
    session.delta(1, 1, 5, "**mor");
    assertThat(visit.turn(1)).containsText("Good mor");
    session.delta(1, 1, 10, "ning**");
    session.complete(1, "Good **morning**", "");
    session.said("agent", "Maja here.");
    session.cut();
    assertThat(visit.id("connection")).hasAttribute("data-state", "live");
    session.said("agent", "Still here.");
    assertThat(visit.messages("agent")).hasCount(2);
    session.end("resolved", "agent");
    assertThat(visit.id("over")).isVisible();
    visit.page.waitForFunction("spoken.length >= 4");
    assertThat(visit.page.evaluate("spoken"))
        .isEqualTo(
            List.of(
                "Assistant: Good morning",
                "Support team: Maja here.",
                "Support team: Still here.",
                "This conversation has ended. Thank you for writing to us."));
    visit.page.reload();
    assertThat(visit.id("over")).isVisible();
    assertThat(visit.id("announcer")).hasText("");
    assertThat(visit.id("log")).hasAttribute("aria-live", "off");
  }

  @ParameterizedTest
  @CsvSource({"720, 450", "375, 400", "320, 256"})
  void at_200_and_400_percent_zoom_nothing_is_lost(int width, int height) {
    var visit = BROWSER.visit("/?lang=de", Visit.like(width, height));
    assertThat(visit.id("suggestion")).hasCount(3);
    visit.fits();
    visit.id("suggestion").first().click();
    var session = BROWSER.stage().session();
    session.reply(1, "Ihre Bestellung 1042 ist unterwegs. ".repeat(20));
    assertThat(visit.turn(1)).isVisible();
    visit.fits();
    assertThat(visit.composer()).isInViewport();
    assertThat(visit.id("send")).isInViewport();
    assertThat(visit.id("log").boundingBox().height).isGreaterThan(60);
    visit.end();
    visit.id("rating-score-2").check();
    visit.id("rating-send").click();
    assertThat(visit.id("rated")).isVisible();
    visit.fits();
    visit.shoot("enlarged-%d".formatted(width));
  }

  @Test
  void reduced_motion_is_respected() {
    var visit = BROWSER.visit();
    visit.page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    visit.ask("Hello");
    BROWSER.stage().session().open(1);
    var dot = visit.id("typing").locator("i").first();
    assertThat(dot).hasCSS("animation-name", "none");
    visit.page.emulateMedia(
        new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
    assertThat(dot).hasCSS("animation-name", "breathe");
  }

  @Test
  void forced_colours_keep_everything_distinguishable() {
    var visit = BROWSER.visit();
    visit.page.emulateMedia(new EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello! [A link](https://shop.example)");
    session.open(2);
    assertThat(visit.id("typing")).isVisible();
    visit.isAccessible("forced colours");
    visit.shoot("forced-colours-chat");
    session.end("resolved", "agent");
    visit.id("rating-score-3").check();
    visit.isAccessible("forced colours, rating");
    visit.shoot("forced-colours-rating");
    var drawn =
        "(n) => getComputedStyle(document.querySelector('parley-chat').shadowRoot"
            + ".querySelector('parley-farewell').shadowRoot.querySelector('parley-rating')"
            + ".shadowRoot.querySelectorAll('.scores .star')[n]).fill";
    assertThat(visit.page.evaluate(drawn, 2)).isNotEqualTo("none");
    assertThat(visit.page.evaluate(drawn, 3)).isEqualTo("none");
  }

  private static void tabTo(Visit visit, String testId) {
    tab(visit, testId, "Tab");
  }

  private static void tabBackTo(Visit visit, String testId) {
    tab(visit, testId, "Shift+Tab");
  }

  /// Presses a key until the element has the focus.
  private static void tab(Visit visit, String testId, String key) {
    var focused =
        """
        () => {
          let at = document.activeElement;
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
          return at?.dataset?.testid ?? '';
        }\
        """;
    visit.id(testId).first().waitFor();
    for (int presses = 0; presses < 30; presses++) {
      visit.page.keyboard().press(key);
      if (visit.page.evaluate(focused).equals(testId)) return;
    }
    throw new AssertionError("the focus never reaches " + testId);
  }
}
