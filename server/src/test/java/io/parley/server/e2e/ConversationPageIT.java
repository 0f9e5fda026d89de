package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.parley.server.e2e.Caller.Session;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// People of the company follow a conversation on its page, take it over, write, and hand it back.
class ConversationPageIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static Visit opened(Session session, String token) {
    var address = SERVER.http("/conversation?session=" + session.id()).toString();
    var visit = Visit.open(BROWSER.get(), address, Visit.like(Visit.DESKTOP, 900));
    visit.id("token").fill(token);
    visit.id("open").click();
    return visit;
  }

  @Test
  void an_agent_reads_along_takes_over_writes_and_hands_back() throws Exception {
    var session = Caller.start(SERVER);
    var customer = Caller.with(session.token());
    try (var visit = opened(session, ServerProcess.AGENT_TOKEN)) {
      assertThat(visit.id("leader")).hasText("The agent answers.");
      customer.say(SERVER, session, "m1", "<b>Where</b> is my order?");
      assertThat(visit.messages("customer")).containsText("<b>Where</b> is my order?");
      assertThat(visit.turn(1)).hasAttribute("data-status", "completed");

      visit.id("take-over").press("Enter");
      assertThat(visit.id("leader")).hasText("Colleague answers; the agent is silent.");
      visit.isFocused("hand-back");
      customer.say(SERVER, session, "m2", "Is a person there?");
      assertThat(visit.messages("customer")).hasCount(2);
      visit.id("text").fill("This is Ana.");
      visit.id("text").press("Enter");
      assertThat(visit.messages("agent")).containsText("This is Ana.");
      assertThat(visit.id("text")).hasValue("");
      assertThat(customer.events(SERVER, session).toString()).contains("This is Ana.");
      for (int width : new int[] {Visit.PHONE, Visit.DESKTOP})
        visit.looks("conversation", width, 900, ColorScheme.LIGHT);

      visit.id("hand-back").click();
      assertThat(visit.id("leader")).hasText("The agent answers.");
      // the second turn answers what was said after the hand-back
      assertThat(visit.turn(2)).hasCount(0);
      customer.say(SERVER, session, "m3", "And now?");
      assertThat(visit.turn(2)).hasAttribute("data-status", "completed");
      visit.saysTheSame("/conversation/conversation-texts.js", "conversationTexts");
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void an_operator_reads_and_does_not_write() throws Exception {
    var session = Caller.start(SERVER);
    try (var visit = opened(session, ServerProcess.OPERATOR_TOKEN)) {
      assertThat(visit.id("operators")).isVisible();
      assertThat(visit.id("text")).hasCount(0);
      assertThat(visit.id("take-over")).isEnabled();
      assertThat(visit.complaints()).isEmpty();
    }
  }
}
