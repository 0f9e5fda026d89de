package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.parley.server.e2e.stage.ConsoleVisits.complaints;
import static io.parley.server.e2e.stage.ConsoleVisits.looked;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page that shows the tokens and the parts of all pages.
class DesignPageIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  @Test
  void the_design_system_shows_all_tokens_and_parts_and_can_be_used_with_its_keys() {
    var visit = BROWSER.open("/design?lang=en");
    visit.saysTheSame("/design/design-texts.js", "designTexts");
    assertThat(visit.id("colours")).containsText("--accent");
    assertThat(visit.id("colours")).containsText("--line-2");
    assertThat(visit.id("others")).containsText("--gutter");
    assertThat(visit.page.locator("[data-swatch='--danger']"))
        .hasCSS("background-color", "rgb(179, 38, 30)");
    for (var part : List.of("type", "buttons", "fields", "words", "lists", "charts", "recordings"))
      assertThat(visit.id("part-" + part)).isVisible();
    assertThat(visit.composer()).isVisible();
    assertThat(visit.messages("bot")).hasCount(2);
    assertThat(visit.id("rated")).isVisible();
    assertThat(visit.id("call")).isVisible();
    // its own sheets are there
    assertThat(visit.page.locator("parley-live-parts .pill.good").first())
        .hasCSS("border-radius", "16px");
    assertThat(visit.id("member")).hasCount(3);
    assertThat(visit.page.locator("[data-recording]")).hasCount(4);
    assertThat(complaints(visit)).isEmpty();
    looked(visit, "design");

    assertThat(visit.id("email-wrong")).isVisible();
    visit.id("listen").first().click();
    assertThat(visit.id("told")).containsText("Nothing has happened");
    assertThat(visit.id("player")).hasCount(0);
    visit.id("ask").click();
    assertThat(visit.id("sure")).isFocused();
    visit.page.keyboard().press("Escape");
    assertThat(visit.id("ask")).isFocused();
    visit.id("ask").press("Enter");
    visit.id("sure-now").click();
    assertThat(visit.id("told")).containsText("Nothing has happened");
    assertThat(visit.page.locator("#buttons")).isFocused();
    visit.id("open-dialog").click();
    assertThat(visit.id("end-dialog")).isVisible();
    visit.page.keyboard().press("Escape");
    assertThat(visit.id("open-dialog")).isFocused();
    // axe-core copies sheets of a shadow tree into a style of its own
    assertThat(complaints(visit)).allMatch(each -> each.startsWith("Applying inline style"));
  }
}
