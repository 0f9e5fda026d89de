package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.Visit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page is complete in English, German and Spanish.
class ChatPageLanguagesIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  /// Every key with the type of its value, and how many values or parameters it has.
  private static final String SHAPES =
      """
      async () => {
        const shape = (value) => Array.isArray(value) ? `array of ${value.length}`
          : typeof value === 'object'
            ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shape(v)]))
            : typeof value;
        const all = await Promise.all(['en', 'de', 'es'].map((code) => import(`/ui/texts/${code}.js`)));
        return all.map((module) => JSON.stringify(shape(Object.values(module)[0])));
      }\
      """;

  /// Texts that are empty or identical to the English ones.
  private static final String UNTRANSLATED =
      """
      async () => {
        const words = (value) => typeof value === 'string' ? [value]
          : typeof value === 'function' ? [value(3, '3', '3')]
          : Object.values(value).flatMap(words);
        const [{ en }, { de }, { es }] =
          await Promise.all(['en', 'de', 'es'].map((code) => import(`/ui/texts/${code}.js`)));
        const english = words(en);
        return [de, es].flatMap((other) => words(other)
          .filter((text, at) => text.trim() === '' || (text === english[at] && /[a-z]{2}/i.test(text)))
          // Spanish for "No"
          .filter((text) => text !== 'No')
          .filter((text) => text !== '3…' && text !== '3: 3'));
      }\
      """;

  @Test
  void all_languages_have_the_same_keys() {
    var shapes = (List<?>) BROWSER.visit().page.evaluate(SHAPES);
    assertThat(shapes).hasSize(3).allMatch(shapes.getFirst()::equals);
  }

  @Test
  void nothing_is_left_in_english() {
    assertThat((List<?>) BROWSER.visit().page.evaluate(UNTRANSLATED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/, en-GB, en, How can we help?, Write to us, Scree & Sorrel: Customer care",
    "/, de-AT, de, Womit können wir helfen?, Schreiben Sie uns, Scree & Sorrel: Kundenservice",
    "/, es-MX, es, ¿En qué podemos ayudarle?, Escríbanos, Scree & Sorrel: Atención al cliente",
    "/, fr-FR, en, How can we help?, Write to us, Scree & Sorrel: Customer care",
    "/?lang=es, de-DE, es, ¿En qué podemos ayudarle?, Escríbanos, Scree & Sorrel: Atención al"
        + " cliente",
    "/?lang=xx, de-DE, de, Womit können wir helfen?, Schreiben Sie uns, Scree & Sorrel:"
        + " Kundenservice"
  })
  void the_language_in_the_address_precedes_the_browser_s(
      String path, String locale, String code, String title, String placeholder, String pageTitle) {
    var visit = BROWSER.visit(path, Visit.like(Visit.DESKTOP, 900).setLocale(locale));
    assertThat(visit.id("greeting")).containsText(title);
    assertThat(visit.composer()).hasAttribute("placeholder", placeholder);
    assertThat(visit.page).hasTitle(pageTitle);
    assertThat(visit.page.locator("html")).hasAttribute("lang", code);
    assertThat(visit.id("language")).hasValue(code);
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void a_language_chosen_during_a_conversation_is_kept() {
    var visit = BROWSER.visit("/?lang=en");
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.open(1);
    session.record(
        """
        {"kind":"tool-call-requested","turn":1,"call":"c1","tool":"kb_search",
         "label":"Searching the help centre"}\
        """);
    assertThat(visit.id("activity")).containsText("Searching the help centre…");
    visit.id("language").selectOption("de");
    assertThat(visit.id("activity")).containsText("Suche in unseren Hilfeseiten …");
    assertThat(visit.turn(1)).containsText("Assistent");
    assertThat(visit.page.locator("html")).hasAttribute("lang", "de");
    assertThat(visit.id("composer")).hasAttribute("placeholder", "Schreiben Sie uns");
    visit.page.reload();
    assertThat(visit.id("language")).hasValue("de");
    assertThat(visit.turn(1)).containsText("Assistent");
    visit.page.navigate(BROWSER.stage().url("/"));
    assertThat(visit.id("language")).hasValue("de");
  }

  @Test
  void a_session_is_started_in_the_language_of_the_page() {
    var visit = BROWSER.visit("/?lang=es");
    visit.ask("Hola");
    BROWSER.stage().session();
    var start = BROWSER.stage().starts().getFirst();
    assertThat(start.get("language").asText()).isEqualTo("es");
    assertThat(start.has("agent")).isFalse();
  }

  @Test
  void numbers_and_dates_are_formatted_for_the_reader_s_locale() {
    var visit = BROWSER.visit("/", Visit.like(Visit.DESKTOP, 900).setLocale("de-DE"));
    visit.composer().fill("x".repeat(9_500));
    assertThat(visit.id("count")).hasText("1.500 Zeichen zu viel");
    visit.ask("Guten Tag");
    BROWSER.stage().session().reply(1, "Guten Tag!");
    assertThat(visit.id("log")).containsText("Freitag, 20. November");
    assertThat(visit.turn(1)).containsText("10:31");
  }
}
