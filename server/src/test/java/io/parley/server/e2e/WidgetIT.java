package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The chat on a shop's page: a different site with a strict policy of its own, in a real browser,
/// against the built program.
class WidgetIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.OFFLINE);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final Caller AGENT = Caller.with(ServerProcess.AGENT_TOKEN);

  private static ShopPage shop;

  private ShopVisit visit;

  @BeforeAll
  static void open() throws Exception {
    shop = ShopPage.open(SERVER.shopPort());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void standard() {
    shop.holding(chat(), "", 1).in("en");
  }

  @AfterEach
  void leave() {
    if (visit != null) visit.close();
  }

  @Test
  void a_customer_opens_it_is_helped_and_closes_it() {
    visit = arrive(ShopVisit.DESKTOP);
    assertThat(visit.launcher()).hasAccessibleName("Open chat");
    assertThat(visit.requestsTo(chat())).containsExactly("/widget.js");
    visit.isAccessible("closed");
    visit.shoot("widget-closed-1440");

    visit.launcher().click();
    assertThat(visit.launcher()).hasAttribute("aria-expanded", "true");
    assertThat(visit.launcher()).hasAccessibleName("Close chat");
    assertThat(visit.composer()).isFocused();
    assertThat(visit.frame()).hasAttribute("title", "Customer chat");
    assertThat(visit.frame()).hasAttribute("allow", "microphone; speaker-selection; autoplay");
    visit.isAccessible("open");
    visit.shoot("widget-greeting-1440");

    visit.ask("How do I send shoes back?");
    assertThat(visit.answer(1)).containsText(Pattern.compile("return", Pattern.CASE_INSENSITIVE));
    visit.isAccessible("helped");
    visit.shoot("widget-1440");

    visit.inside("minimise").click();
    assertThat(visit.panel()).not().isVisible();
    assertThat(visit.launcher()).isFocused();
    assertThat(visit.launcher()).hasAttribute("aria-expanded", "false");
    assertThat(visit.shifted()).isZero();
    assertThat(visit.page.context().cookies()).isEmpty();
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void unread_messages_are_counted_on_the_button_of_the_closed_widget() throws Exception {
    visit = arrive(ShopVisit.DESKTOP);
    visit.page.evaluate(
        "() => { globalThis.heard = []; Parley.on('unread', ({ count }) => heard.push(count)); }");
    visit.launcher().click();
    visit.ask("Hello");
    assertThat(visit.answer(1)).isVisible();
    visit.launcher().click();
    assertThat(visit.panel()).not().isVisible();

    var session = visit.session();
    say(session, "a1", "Maja here: I have had a look.");
    assertThat(visit.badge()).hasText("1");
    say(session, "a2", "It is on its way.");
    assertThat(visit.badge()).hasText("2");
    assertThat(visit.launcher()).hasAccessibleName("Open chat, 2 new messages");
    visit.isAccessible("unread");
    visit.shoot("widget-unread-1440");

    visit.launcher().click();
    assertThat(visit.badge()).not().isVisible();
    assertThat(visit.messages("agent")).hasCount(2);
    assertThat(visit.page.evaluate("heard")).isEqualTo(List.of(1, 2, 0));
    assertThat(visit.complaints()).isEmpty();
  }

  private void say(String session, String id, String text) throws Exception {
    var body = "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text);
    AGENT.post(SERVER, "/v1/sessions/" + session + "/messages", body, 202);
  }

  @Test
  void the_conversation_survives_a_reload_of_the_shops_page() {
    visit = arrive(ShopVisit.DESKTOP);
    visit.launcher().click();
    visit.ask("Where is my order 1042?");
    assertThat(visit.answer(1)).containsText("1042");
    visit.page.reload();
    visit.launcher().click();
    assertThat(visit.answer(1)).containsText("1042");
    assertThat(visit.messages("customer")).hasCount(1);
  }

  @Test
  void the_widget_is_usable_by_keyboard_alone() {
    visit = arrive(ShopVisit.DESKTOP);
    visit.page.getByRole(AriaRole.LINK).focus();
    visit.page.keyboard().press("Tab");
    assertThat(visit.launcher()).isFocused();
    visit.page.keyboard().press("Enter");
    assertThat(visit.composer()).isFocused();
    visit.page.keyboard().type("Hello");
    visit.page.keyboard().press("Enter");
    assertThat(visit.answer(1)).isVisible();
    visit.page.keyboard().press("Escape");
    assertThat(visit.panel()).not().isVisible();
    assertThat(visit.launcher()).isFocused();
    visit.page.keyboard().press("Shift+Tab");
    assertThat(visit.page.getByRole(AriaRole.LINK)).isFocused();
  }

  @Test
  void language_colour_and_side_come_from_the_shops_page() {
    shop.holding(
            chat(),
            "data-language=\"de-AT\" data-accent=\"#7a2e4d\" data-position=\"left\""
                + " data-agent=\"support\" data-greeting=\"Passt die Größe? Fragen Sie uns!\"",
            1)
        .in("de");
    visit = arrive(ShopVisit.TABLET);
    assertThat(visit.launcher()).hasAccessibleName("Chat öffnen");
    assertThat(visit.launcher()).hasCSS("background-color", "rgb(122, 46, 77)");
    assertThat(visit.launcher().boundingBox().x).isLessThan(100);
    visit.isAccessible("teaser");
    visit.shoot("widget-teaser-768");

    visit.page.getByText("Passt die Größe? Fragen Sie uns!").click();
    assertThat(visit.inside("greeting")).containsText("Wie können wir helfen?");
    visit.composer().fill("Hallo");
    assertThat(visit.inside("send")).hasCSS("background-color", "rgb(122, 46, 77)");
    visit.ask("Hallo");
    assertThat(visit.messages("bot").first()).containsText("Hallo! Fragen Sie mich");
    visit.isAccessible("German");
    visit.shoot("widget-german-768");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void on_a_phone_the_open_widget_covers_the_page_until_it_is_closed() {
    visit = arrive(ShopVisit.PHONE);
    visit.shoot("widget-closed-375");
    visit.launcher().click();
    assertThat(visit.composer()).isVisible();
    Visit.settle(visit.page.mainFrame());
    var box = visit.panel().boundingBox();
    assertThat(List.of(box.x, box.y, box.width, box.height))
        .isEqualTo(List.of(0.0, 0.0, (double) ShopVisit.PHONE, (double) ShopVisit.HEIGHT));
    assertThat(visit.launcher()).not().isVisible();
    visit.ask("How do I send shoes back?");
    assertThat(visit.answer(1)).isVisible();
    visit.isAccessible("phone");
    visit.shoot("widget-375");
    visit.inside("minimise").click();
    assertThat(visit.launcher()).isFocused();
    assertThat(visit.shifted()).isZero();
  }

  @Test
  void included_twice_it_appears_once_and_the_page_can_open_and_close_it() {
    shop.holding(chat(), "", 2);
    visit = arrive(ShopVisit.DESKTOP);
    assertThat(visit.page.locator("parley-widget")).hasCount(1);
    visit.page.getByRole(AriaRole.LINK).focus();
    visit.page.evaluate("Parley.open()");
    assertThat(visit.composer()).isFocused();
    visit.page.evaluate("Parley.close()");
    assertThat(visit.panel()).not().isVisible();
    assertThat(visit.page.getByRole(AriaRole.LINK)).isFocused();
  }

  @Test
  void the_shops_backend_provides_the_session_of_a_signed_in_customer() throws Exception {
    var started =
        AGENT.post(
            SERVER, "/v1/sessions", "{\"customer\":{\"id\":\"c-17\",\"name\":\"Ada\"}}", 201);
    visit = arrive(ShopVisit.DESKTOP);
    visit.page.evaluate(
        "session => Parley.identify(session)",
        Map.of("id", started.get("id").asText(), "token", started.get("token").asText()));
    visit.launcher().click();
    visit.ask("Hello");
    assertThat(visit.answer(1)).isVisible();
    var state = AGENT.get(SERVER, "/v1/sessions/" + started.get("id").asText());
    assertThat(state.at("/customer/id").asText()).isEqualTo("c-17");
    assertThat(state.get("turns").asInt()).isEqualTo(1);

    // signed out on another page, before the chat is opened there
    visit.page.reload();
    visit.page.evaluate("Parley.forget()");
    visit.launcher().click();
    assertThat(visit.inside("greeting")).isVisible();
    assertThat(visit.messages("customer")).hasCount(0);
  }

  @Test
  void a_token_of_the_shops_backend_starts_the_session_of_a_signed_in_customer() throws Exception {
    visit = arrive(ShopVisit.DESKTOP);
    visit.page.evaluate(
        "token => Parley.signIn(() => Promise.resolve(token))", ShopSignIn.token("c-18", "Ada"));
    visit.launcher().click();
    visit.ask("Hello");
    assertThat(visit.answer(1)).isVisible();
    var customer = AGENT.get(SERVER, "/v1/sessions/" + visit.session()).get("customer");
    assertThat(customer.toString())
        .isEqualTo("{\"id\":\"c-18\",\"name\":\"Ada\",\"verified\":true}");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void a_token_of_the_shops_backend_counts_until_its_end() throws Exception {
    var token = ShopSignIn.token("c-18", "Ada");
    Caller.with(token).post(SERVER, "/v1/sessions", "{}", 201);
    Caller.with(token).post(SERVER, "/v1/sessions", "{\"customer\":{\"id\":\"c-19\"}}", 403);
    var late = ShopSignIn.token("c-18", "Ada", Instant.now().minusSeconds(120));
    Caller.with(late).post(SERVER, "/v1/sessions", "{}", 401);
    Caller.with(token.replaceFirst("\\.[^.]*$", ".AAAA")).post(SERVER, "/v1/sessions", "{}", 401);
  }

  @Test
  void the_browser_refuses_the_widget_on_an_unlisted_site_with_a_message() throws Exception {
    try (var other = ShopPage.open()) {
      other.holding(chat(), "", 1);
      visit = ShopVisit.to(BROWSER.get(), other.origin(), ShopVisit.DESKTOP);
      visit.page.clock().install();
      visit.page.reload();
      visit.launcher().click();
      visit.page.waitForCondition(
          () -> visit.complaints().stream().anyMatch(c -> c.contains("frame-ancestors")));
      visit.page.clock().fastForward(20_000);
      assertThat(visit.page.getByText("The chat does not answer here.")).isVisible();
      assertThat(visit.complaints())
          .anyMatch(c -> c.contains(other.origin() + " in its parley.http.widget.origins?"));
      assertThat(visit.composer()).hasCount(0);
      visit.shoot("widget-refused-1440");
    }
  }

  @Test
  void without_browser_support_for_the_policy_the_framed_page_refuses_itself() throws Exception {
    try (var stripper = PolicyStripper.before(chat());
        var other = ShopPage.open()) {
      other.holding(stripper.origin(), "data-language=\"de\"", 1);
      visit = ShopVisit.to(BROWSER.get(), other.origin(), ShopVisit.DESKTOP);
      visit.launcher().click();
      assertThat(visit.page.frameLocator("parley-widget iframe").locator("body"))
          .containsText("Dieser Chat ist für diese Seite nicht freigegeben.");
      assertThat(visit.composer()).hasCount(0);
      visit.isAccessible("refused by the page");
    }
  }

  private static String chat() {
    return SERVER.http("").toString().replaceFirst("/$", "");
  }

  private static ShopVisit arrive(int width) {
    return ShopVisit.to(BROWSER.get(), shop.origin(), width);
  }
}
