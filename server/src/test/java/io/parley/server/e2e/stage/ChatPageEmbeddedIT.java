package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import io.parley.server.e2e.browser.Visit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The element inside another page, as in the widget.
class ChatPageEmbeddedIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  /// Like the frame of the widget: the element in its embedded form, and nothing else.
  private static final String EMBED =
      """
      (attributes) => {
        document.querySelector('parley-chat').remove();
        const chat = document.createElement('parley-chat');
        chat.setAttribute('embedded', '');
        for (const [name, value] of Object.entries(attributes)) chat.setAttribute(name, value);
        document.documentElement.style.height = document.body.style.height = '100%';
        globalThis.heard = [];
        chat.addEventListener('parley-minimise', () => heard.push('minimise'));
        chat.addEventListener('parley-unread', ({ detail }) => heard.push(detail.count));
        document.body.append(chat);
      }\
      """;

  private static Visit embedded(NewContextOptions options, Object attributes) {
    var visit = BROWSER.visit("/", options);
    visit.page.evaluate(EMBED, attributes);
    visit.id("greeting").waitFor();
    return visit;
  }

  @Test
  void the_embedding_page_sets_agent_language_and_colour() {
    BROWSER.stage().withAgent("support", Stage.AGENT);
    var visit =
        embedded(
            Visit.like(400, 680),
            Map.of("agent", "support", "language", "de-CH", "accent", "#8a1c5b"));
    assertThat(visit.id("greeting")).containsText("Womit können wir helfen?");
    visit.composer().fill("Guten Tag");
    assertThat(visit.id("send")).hasCSS("background-color", "rgb(138, 28, 91)");
    visit.composer().press("Enter");
    BROWSER.stage().session();
    var start = BROWSER.stage().starts().getFirst();
    assertThat(start.get("agent").asText()).isEqualTo("support");
    assertThat(start.get("language").asText()).isEqualTo("de");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void a_minimised_chat_counts_unread_messages() {
    var visit = embedded(Visit.like(400, 680), Map.of());
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    visit.id("minimise").click();
    session.said("agent", "Maja here.");
    session.reply(2, "And the assistant.");
    visit.page.waitForCondition(() -> heard(visit).equals(List.of("minimise", 1, 2)));
    assertThat(visit.page.title()).startsWith("(2) ");
    visit.page.evaluate("document.querySelector('parley-chat').removeAttribute('minimised')");
    visit.page.waitForCondition(() -> heard(visit).equals(List.of("minimise", 1, 2, 0)));
    assertThat(visit.page.title()).doesNotStartWith("(");
  }

  @ParameterizedTest
  @CsvSource({"320, 480, de", "480, 700, es"})
  void a_whole_conversation_fits_into_a_small_frame(int width, int height, String language) {
    assertConversationFits(width, height, language);
  }

  @ParameterizedTest
  @CsvSource({"320, 480, en", "320, 480, es", "400, 680, de"})
  @Tag("long")
  void a_whole_conversation_fits_into_other_frames(int width, int height, String language) {
    assertConversationFits(width, height, language);
  }

  private static void assertConversationFits(int width, int height, String language) {
    var visit = embedded(Visit.like(width, height), Map.of("language", language));
    var name = "embedded-%d-%s-".formatted(width, language);
    visit.fits();
    visit.isAccessible("greeting");
    visit.shoot(name + "greeting");
    visit.id("suggestion").first().click();
    var session = BROWSER.stage().session();
    session.reply(1, "**Order 1042** is on its way: `SW-0815`.\n\n- Thursday\n- Friday");
    assertThat(visit.turn(1)).isVisible();
    visit.unfold();
    visit.fits();
    visit.isAccessible("options");
    visit.shoot(name + "options");
    visit.page.keyboard().press("Escape");
    assertThat(visit.id("options")).isFocused();
    visit.end();
    assertThat(visit.id("over")).isFocused();
    visit.id("rating-score-5").check();
    visit.id("rating-send").scrollIntoViewIfNeeded();
    visit.fits();
    visit.isAccessible("rating");
    visit.shoot(name + "rating");
    visit.id("rating-send").click();
    assertThat(visit.id("rated")).isVisible();
    visit.isAccessible("rated");
  }

  @Test
  void the_embedding_page_sets_a_session_and_removes_it() {
    var visit = embedded(Visit.like(400, 680), Map.of());
    visit.ask("As a guest");
    BROWSER.stage().session().reply(1, "Hello, guest!");
    assertThat(visit.turn(1)).isVisible();
    var signedIn = BROWSER.stage().begin();
    signedIn.said("bot", "Hello, Ana!");
    visit.page.evaluate(
        "(session) => document.querySelector('parley-chat').identify(session)",
        Map.of("id", signedIn.id(), "token", "token-of-" + signedIn.id()));
    assertThat(visit.messages("bot")).hasText(Pattern.compile("Hello, Ana!"));
    visit.ask("It is me");
    signedIn.awaitHeard("say", 1);
    visit.page.evaluate("document.querySelector('parley-chat').forget()");
    assertThat(visit.id("greeting")).isVisible();
    assertThat(visit.messages("bot")).hasCount(0);
  }

  private static List<?> heard(Visit visit) {
    return (List<?>) visit.page.evaluate("heard");
  }
}
