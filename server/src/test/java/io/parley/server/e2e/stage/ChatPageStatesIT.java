package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.parley.server.e2e.browser.Visit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every state of the page, from the greeting to the rating: axe-core finds no violation, nothing
/// is cut off, and `target/screenshots` has a picture of each.
class ChatPageStatesIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final List<Integer> WIDTHS = List.of(Visit.PHONE, Visit.TABLET, Visit.DESKTOP);
  private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

  @Test
  void by_day_on_a_phone_and_by_night_on_a_desktop() {
    var visit = BROWSER.visit();
    everyState(
        visit,
        state -> {
          looked(visit, state, Visit.PHONE, ColorScheme.LIGHT);
          looked(visit, state, Visit.DESKTOP, ColorScheme.DARK);
        });
    assertThat(visit.complaints()).allMatch(ChatPageStatesIT::isOfTheNetwork);
  }

  @Test
  @Tag("long")
  void by_day_and_by_night_on_phone_tablet_and_desktop() {
    var visit = BROWSER.visit();
    everyState(
        visit,
        state -> {
          for (int width : WIDTHS) for (var scheme : SCHEMES) looked(visit, state, width, scheme);
        });
    assertThat(visit.complaints()).allMatch(ChatPageStatesIT::isOfTheNetwork);
  }

  private static void looked(Visit visit, String state, int width, ColorScheme scheme) {
    visit.page.setViewportSize(width, width == Visit.PHONE ? 740 : 900);
    visit.page.emulateMedia(
        // colours of running transitions belong to no state
        new EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    var name = "%s-%d-%s".formatted(state, width, scheme.toString().toLowerCase(Locale.ROOT));
    visit.isAccessible(name);
    visit.fits();
    visit.shoot(name);
  }

  @Test
  void nothing_is_cut_off_in_german_whose_words_are_the_longest() {
    var visit = BROWSER.visit("/?lang=de", Visit.like(Visit.PHONE, 740));
    everyState(visit, _ -> visit.fits());
    assertThat(visit.complaints()).allMatch(ChatPageStatesIT::isOfTheNetwork);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"de", "es"})
  void in_the_other_languages(String language) {
    var visit = BROWSER.visit("/?lang=" + language, Visit.like(Visit.PHONE, 740));
    everyState(
        visit,
        state -> {
          visit.isAccessible(state + " " + language);
          visit.fits();
          visit.shoot("%s-375-%s".formatted(state, language));
        });
    assertThat(visit.complaints()).allMatch(ChatPageStatesIT::isOfTheNetwork);
  }

  /// Browsers log errors while the network is down.
  private static boolean isOfTheNetwork(String complaint) {
    return complaint.contains("Failed to load resource") || complaint.contains("WebSocket");
  }

  private static void everyState(Visit visit, Consumer<String> at) {
    assertThat(visit.id("suggestion")).hasCount(3);
    at.accept("empty");
    visit.id("suggestion").nth(0).click();
    var session = BROWSER.stage().session();
    answers(visit, session, at);
    troubles(visit, session, at);
    end(visit, session, at);
  }

  private static void answers(Visit visit, StagedSession session, Consumer<String> at) {
    session.open(1);
    assertThat(visit.id("typing")).isVisible();
    at.accept("typing");
    session.delta(1, 1, 0, "Order 1042 is **on its way** to you with Swallow Post. It should");
    assertThat(visit.turn(1)).containsText("Swallow Post");
    at.accept("streaming");
    session.complete(
        1,
        "Order 1042 is **on its way** to you with Swallow Post. It should arrive on Tuesday.",
        "");
    visit.ask("How do I send shoes back?");
    session.awaitHeard("say", 2);
    session.open(2);
    session.complete(
        2,
        """
        That is easy, and free within 30 days:

        1. Open the **Returns** page and enter your order number.
        2. Choose the shoes and the reason.
        3. Stick the label on the carton and hand it in at any drop-off point.

        See [where to hand it in](https://shop.example/drop-off).\
        """,
        ",\"sources\":[{\"title\":\"How to send shoes"
            + " back\",\"ref\":\"return-shoes\",\"score\":0.93},{\"title\":\"How to send shoes"
            + " back\",\"ref\":\"return-shoes\",\"anchor\":\"label\",\"score\":0.9}]");
    assertThat(visit.id("sources").locator("li")).hasCount(1);
    session.said("agent", "Hello, this is Maja. I have sent you a label by e-mail as well.");
    assertThat(visit.messages("agent")).isVisible();
    at.accept("chat");
  }

  private static void troubles(Visit visit, StagedSession session, Consumer<String> at) {
    visit.ask("Can I have my money back for the laces?");
    session.awaitHeard("say", 3);
    session.open(3);
    var call =
        "{\"kind\":\"%s\",\"turn\":3,\"call\":\"c1\",\"tool\":\"t\",\"label\":\"Looking up the"
            + " status\"}";
    session.record(call.formatted("tool-call-requested"));
    assertThat(visit.id("activity")).isVisible();
    at.accept("activity");
    session.record(call.formatted("approval-requested"));
    assertThat(visit.page.locator("[data-status=awaiting-approval]")).isVisible();
    at.accept("approval");
    session.record(
        "{\"kind\":\"tool-call-settled\",\"turn\":3,\"call\":\"c1\",\"outcome\":\"succeeded\"}");
    session.record(
        "{\"kind\":\"turn-failed\",\"turn\":3,\"problem\":{\"type\":\"/problems/model-unavailable\"}}");
    assertThat(visit.id("try-again")).isVisible();
    at.accept("failed");
    session.refuse(StagedSession.problem(429, "rate-limited").put("retryAfterSeconds", 600));
    visit.ask("Hello? Is anybody there?");
    assertThat(visit.id("refusal")).isVisible();
    at.accept("refused");
    visit.page.reload();
    session.refuse(null);
    assertThat(visit.turn(3)).isVisible();
    visit.composer().fill("x".repeat(8_020));
    assertThat(visit.id("count")).not().isEmpty();
    at.accept("too-long");
    visit.composer().fill("");
    session.open(4);
    session.complete(4, "Refunds take up to five working days.", ",\"degraded\":true");
    assertThat(visit.id("degraded")).isVisible();
    at.accept("degraded");
    session.close(4429);
    assertThat(visit.id("connect-now")).isVisible();
    at.accept("reconnecting");
    visit.id("connect-now").click();
    assertThat(visit.id("connection")).hasText("");
    visit.page.context().setOffline(true);
    assertThat(visit.id("connection")).not().isEmpty();
    at.accept("offline");
    visit.page.context().setOffline(false);
    assertThat(visit.id("connection")).hasText("");
    visit.page.setViewportSize(Visit.PHONE, 740);
    visit.unfold();
    at.accept("options");
    visit.page.keyboard().press("Escape");
  }

  private static void end(Visit visit, StagedSession session, Consumer<String> at) {
    visit.id("end").click();
    at.accept("dialog");
    visit.id("end-confirm").click();
    assertThat(visit.id("over")).isVisible();
    session.archive();
    at.accept("over");
    visit.id("rating-score-4").check();
    visit.id("rating-comment").fill("Quick and kind. Thank you, Maja!");
    session.refuse(StagedSession.problem(503, "unavailable"));
    visit.id("rating-send").click();
    assertThat(visit.id("rating-failure")).not().isEmpty();
    at.accept("rating-failed");
    session.refuse(null);
    visit.id("rating-send").click();
    assertThat(visit.id("rated")).isVisible();
    at.accept("rated");
  }
}
