package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page shows the agent's configured presentation: its name, texts and colours.
class ChatPageAgentIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String ROAST =
      """
      {"id":"roast","version":3,"company":"Röst & Söhne","languages":["de"],
       "texts":{"de":{"title":"Was darf es sein?","suggestions":["Welche Bohne passt zu mir?"]}},
       "theme":{"accent":"%s","accentDark":"%s"}}\
      """;

  @Test
  void the_agent_in_the_address_is_requested() {
    BROWSER.stage().withAgent("roast", ROAST.formatted("#ffd34d", "#ffd34d"));
    var visit = BROWSER.visit("/?agent=roast&lang=de");
    assertThat(visit.page.locator("h1")).containsText("Röst & Söhne");
    assertThat(visit.id("greeting")).containsText("Was darf es sein?");
    visit.id("suggestion").click();
    BROWSER.stage().session();
    var start = BROWSER.stage().starts().getFirst();
    assertThat(start.get("agent").asText()).isEqualTo("roast");
    assertThat(visit.messages("customer")).containsText("Welche Bohne passt zu mir?");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void each_agent_has_a_conversation_of_its_own() {
    BROWSER.stage().withAgent("roast", ROAST.formatted("#ffd34d", "#ffd34d"));
    var visit = BROWSER.visit();
    visit.ask("Hello");
    BROWSER.stage().session().reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    visit.page.navigate(BROWSER.stage().url("/?agent=roast"));
    assertThat(visit.id("greeting")).isVisible();
    visit.page.navigate(BROWSER.stage().url("/"));
    assertThat(visit.turn(1)).isVisible();
  }

  @Test
  void an_agent_without_the_page_s_language_uses_its_own_and_says_so() {
    BROWSER.stage().withAgent("roast", ROAST.formatted("#ffd34d", "#ffd34d"));
    var visit = BROWSER.visit("/?agent=roast&lang=en");
    assertThat(visit.id("greeting")).containsText("Was darf es sein?");
    assertThat(visit.id("greeting")).hasAttribute("lang", "de");
    assertThat(visit.composer()).hasAttribute("placeholder", "Write to us");
  }

  @Test
  void without_a_presentation_the_page_uses_its_own_texts() {
    BROWSER.stage().withoutAgents();
    var visit = BROWSER.visit();
    assertThat(visit.id("greeting")).containsText("How can we help?");
    assertThat(visit.id("suggestion")).hasCount(3);
    assertThat(visit.page.locator("h1")).containsText("Scree & Sorrel");
    visit.ask("Hello");
    BROWSER.stage().session().reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
  }

  @Test
  void an_unreachable_server_leaves_the_known_presentation() {
    BROWSER.stage().withAgent("roast", ROAST.formatted("#7a1f3d", "#e58ca8"));
    var visit = BROWSER.visit("/?agent=roast&lang=de");
    assertThat(visit.id("greeting")).containsText("Was darf es sein?");
    BROWSER.stage().reachable(false);
    visit.page.reload();
    assertThat(visit.id("greeting")).containsText("Was darf es sein?");
    assertThat(visit.page.locator("h1")).containsText("Röst & Söhne");
  }

  /// The lightest, the darkest, and one between.
  @ParameterizedTest
  @ValueSource(strings = {"#ffffff", "#000000", "#777777"})
  void any_colour_is_readable_in_light_and_dark_mode(String accent) {
    isReadable(accent);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"#ffd34d", "#ff00aa", "#2f6f4f"})
  void further_colours_are_readable_in_light_and_dark_mode(String accent) {
    isReadable(accent);
  }

  private static void isReadable(String accent) {
    BROWSER.stage().withAgent("roast", ROAST.formatted(accent, accent));
    var visit = BROWSER.visit("/?agent=roast&lang=de");
    visit.id("suggestion").click();
    var session = BROWSER.stage().session();
    session.reply(1, "Siehe [unsere Seite](https://shop.example/bohnen).");
    session.said("agent", "Maja hier, mit [Link](https://shop.example).");
    assertThat(visit.messages("agent")).isVisible();
    session.end("resolved", "agent");
    visit.id("rating-score-3").check();
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      visit.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      visit.isAccessible(accent + " " + scheme);
    }
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void invalid_colours_are_not_put_into_the_style() {
    BROWSER
        .stage()
        .withAgent("roast", ROAST.formatted("red;} body{display:none}", "url(//x.example)"));
    var visit = BROWSER.visit("/?agent=roast&lang=de");
    assertThat(visit.id("greeting")).isVisible();
    var accent =
        visit.page.evaluate(
            "getComputedStyle(document.querySelector('parley-chat')).getPropertyValue('--accent')");
    assertThat(accent).isEqualTo("#1f5c4a");
  }

  @Test
  void the_company_s_colour_is_on_the_page() {
    var visit = BROWSER.visit();
    assertThat(visit.id("greeting")).isVisible();
    visit.composer().fill("Hello");
    assertThat(visit.id("send")).hasCSS("background-color", "rgb(47, 111, 79)");
  }
}
