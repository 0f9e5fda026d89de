package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One customer has one conversation in any number of tabs.
class ChatPageTabsIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  @Test
  void tabs_show_each_other_s_messages_at_once() {
    var one = BROWSER.visit();
    var two = one.again();
    assertThat(two.id("greeting")).isVisible();

    one.ask("Hello from the first");
    var session = BROWSER.stage().session();
    assertThat(two.messages("customer")).containsText("Hello from the first");
    session.open(1);
    session.delta(1, 1, 0, "Good");
    assertThat(two.turn(1)).containsText("Good");
    session.complete(1, "Good day!", "");
    assertThat(one.turn(1)).containsText("Good day!");
    assertThat(two.turn(1)).containsText("Good day!");

    two.ask("And from the second");
    assertThat(one.messages("customer")).hasCount(2);
    assertThat(one.messages("customer").nth(1)).containsText("And from the second");
    assertThat(BROWSER.stage().starts()).hasSize(1);
    assertThat(one.complaints()).isEmpty();
  }

  @Test
  void two_tabs_started_at_the_same_moment_share_one_session() {
    var one = BROWSER.visit();
    var two = one.again();
    assertThat(two.id("greeting")).isVisible();
    BROWSER.stage().reachable(false);
    one.ask("First");
    two.ask("Second");
    await().until(() -> BROWSER.stage().keys().size() >= 2);
    BROWSER.stage().reachable(true);
    assertThat(one.messages("customer")).hasCount(2);
    assertThat(two.messages("customer")).hasCount(2);
    assertThat(BROWSER.stage().starts()).hasSize(1);
    // if one tab does not see yet what the other has stored, the server still starts one session
    assertThat(BROWSER.stage().keys()).containsOnly(BROWSER.stage().keys().getFirst());
  }

  @Test
  void both_tabs_show_a_typing_human_and_neither_the_customer_s_own_typing() {
    var one = BROWSER.visit();
    one.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    var two = one.again();
    assertThat(two.turn(1)).isVisible();
    one.composer().pressSequentially("Are you");
    session.awaitHeard("typing", 1);
    // it is shown for six seconds
    for (var tab : List.of(one, two)) {
      session.send("{\"type\":\"typing\",\"by\":\"agent\"}");
      assertThat(tab.id("typing")).containsText("Somebody from our team is typing");
    }
    session.said("agent", "Maja here.");
    assertThat(one.id("typing")).hasCount(0);
    assertThat(two.id("typing")).hasCount(0);
    assertThat(two.messages("agent")).containsText("Maja here.");
  }

  @Test
  void a_new_conversation_in_one_tab_is_explained_in_the_other() {
    var one = BROWSER.visit();
    one.ask("Hello");
    var session = BROWSER.stage().session();
    session.reply(1, "Hello!");
    var two = one.again();
    assertThat(two.turn(1)).isVisible();
    session.end("resolved", "agent");
    assertThat(two.id("over")).isVisible();

    one.id("new-conversation").click();
    one.ask("Hello once more");
    BROWSER.stage().session(2).awaitHeard("say", 1);
    assertThat(two.id("over")).containsText("A new conversation was started in another window.");
    assertThat(two.turn(1)).isVisible();
    two.id("follow").click();
    assertThat(two.messages("customer")).containsText("Hello once more");
    assertThat(two.id("over")).hasCount(0);
    assertThat(two.composer()).isFocused();
    assertThat(BROWSER.stage().starts()).hasSize(2);
  }

  @Test
  void an_empty_tab_follows_to_the_new_session() {
    var one = BROWSER.visit();
    one.ask("Hello");
    var session = BROWSER.stage().session();
    session.end("resolved", "agent");
    one.id("new-conversation").click();
    var two = one.again();
    assertThat(two.id("greeting")).isVisible();
    one.ask("Once more");
    assertThat(two.messages("customer")).containsText("Once more");
  }
}
