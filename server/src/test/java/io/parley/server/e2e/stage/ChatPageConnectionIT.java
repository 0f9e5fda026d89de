package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Connections break, and nothing is lost.
class ChatPageConnectionIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  /// Records every state of the connection.
  private static final String LISTEN =
      """
      () => {
        const line = (root) => root.querySelector('[data-testid=connection]') ?? [...root.querySelectorAll('*')]
          .map((element) => element.shadowRoot && line(element.shadowRoot)).find(Boolean);
        globalThis.told = [];
        new MutationObserver(() => told.push(line(document).textContent))
          .observe(line(document).getRootNode(), { subtree: true, childList: true, characterData: true });
      }\
      """;

  @Test
  void messages_of_both_sides_during_an_outage_arrive_once() {
    var visit = BROWSER.visit();
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();

    BROWSER.stage().reachable(false);
    assertThat(visit.id("connection")).containsText("Reconnecting");
    session.said("agent", "Missed by nobody");
    visit.ask("Written in the dark");
    assertThat(visit.messages("customer").nth(1)).hasAttribute("data-pending", "true");
    visit.page.evaluate(LISTEN);
    BROWSER.stage().reachable(true);
    assertThat(visit.messages("agent")).hasCount(1);
    assertThat(visit.page.locator("[data-pending=true]")).hasCount(0);
    assertThat(visit.messages("customer")).hasCount(2);
    visit.page.waitForFunction("told.includes('Connected again')");
    assertThat(visit.id("connection")).hasText("");
    assertThat(session.heard("say")).hasSize(2);
  }

  @Test
  void a_page_ahead_of_the_server_starts_over() {
    var visit = BROWSER.visit();
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    session.said("agent", "Lost with the disk");
    assertThat(visit.messages("agent")).isVisible();

    session.restoredTo(4);
    assertThat(visit.messages("agent")).hasCount(0);
    assertThat(visit.turn(1)).containsText("Hello!");
    session.said("agent", "Said after the restore");
    assertThat(visit.messages("agent")).hasText(Pattern.compile("Said after the restore"));
    assertThat(visit.messages("customer")).hasCount(1);
  }

  @Test
  void the_page_shows_that_it_is_offline_before_the_first_message() {
    var visit = BROWSER.visit();
    visit.page.context().setOffline(true);
    assertThat(visit.id("connection")).containsText("You are offline.");
    visit.ask("Written offline");
    assertThat(visit.messages("customer")).containsText("Sending…");
    visit.page.context().setOffline(false);
    BROWSER.stage().session(1).awaitHeard("say", 1);
    assertThat(visit.page.locator("[data-pending=true]")).hasCount(0);
    assertThat(visit.id("connection")).hasText("");
  }

  @Test
  void the_first_message_waits_for_an_unreachable_server() {
    var visit = BROWSER.visit();
    BROWSER.stage().reachable(false);
    visit.ask("Is anybody there?");
    assertThat(visit.id("connection")).hasText("Connecting…");
    BROWSER.stage().reachable(true);
    BROWSER.stage().session(1).awaitHeard("say", 1);
    assertThat(visit.page.locator("[data-pending=true]")).hasCount(0);
    assertThat(visit.id("connection")).hasText("");
  }

  @Test
  void unsent_messages_survive_a_reload() {
    var visit = BROWSER.visit();
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    session.mute(true);
    visit.ask("Not to be lost");
    session.awaitHeard("say", 2);
    visit.page.reload();
    assertThat(visit.messages("customer")).hasCount(2);
    // without success, over a connection that stays open
    session.awaitHeard("say", 3);
    session.mute(false);
    session.cut();
    assertThat(visit.page.locator("[data-pending=true]")).hasCount(0);
    var said = session.heard("say");
    assertThat(said.getLast().get("id")).isEqualTo(said.get(1).get("id"));
  }

  @Test
  void a_reload_shows_the_history_without_flashing_the_greeting() {
    var visit = BROWSER.visit();
    visit.ask("Hello");
    BROWSER.stage().session().reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    visit.page.addInitScript(
        """
        globalThis.greeted = 0;
        const see = () => {
          const list = document.querySelector('parley-chat')?.shadowRoot?.querySelector('parley-messages');
          if (list?.shadowRoot?.querySelector('[data-testid=greeting]')) greeted += 1;
          requestAnimationFrame(see);
        };
        see();\
        """);
    visit.page.reload();
    assertThat(visit.turn(1)).isVisible();
    assertThat(visit.page.evaluate("greeted")).isEqualTo(0);
  }

  @Test
  void a_reconnect_can_be_forced_by_hand() {
    var visit = BROWSER.visit();
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    session.close(4429); // reconnect after half a minute at the earliest
    visit.id("connect-now").click();
    session.said("agent", "There you are.");
    assertThat(visit.messages("agent")).isVisible();
    assertThat(visit.id("connection")).hasAttribute("data-state", "live");
  }

  @Test
  void a_refused_message_returns_to_the_input_with_the_reason() {
    var visit = BROWSER.visit();
    visit.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    assertThat(visit.turn(1)).isVisible();
    // ten minutes of the test's clock
    visit.page.clock().install();
    session.refuse(StagedSession.problem(429, "rate-limited").put("retryAfterSeconds", 600));
    visit.ask("Too fast");
    assertThat(visit.id("refusal")).containsText("a lot of messages");
    assertThat(visit.composer()).hasValue("Too fast");
    assertThat(visit.id("send")).isDisabled();
    visit.page.clock().fastForward(600_000);
    assertThat(visit.id("refusal")).containsText("You can send it now");
    session.refuse(null);
    visit.id("send").click();
    assertThat(visit.messages("customer")).hasCount(2);
  }
}
