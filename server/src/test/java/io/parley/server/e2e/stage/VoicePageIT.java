package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.server.e2e.browser.Visit;
import io.parley.voice.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A call on the chat page over WebRTC: a real browser with a microphone that beeps, and another
/// one as the server.
class VoicePageIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser(Chromium.WITH_MICROPHONE);

  @Test
  void a_call_goes_from_the_button_to_the_end() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    var voice = BROWSER.stage().voice();
    assertThat(talk.id("call-state")).hasText("Listening");
    assertThat(talk.id("call-news")).hasText("The call has begun. You can speak now.");
    talk.awaitHeard("c1");
    assertThat(voice.requests()).containsExactly("POST /v1/sessions/s1/voice");

    talk.tell("c1", "thinking", "");
    assertThat(talk.id("call-state")).hasText("Thinking");
    session.open(1);
    session.complete(1, "Hello! How can I help?", "");
    talk.tell("c1", "speaking", "");
    assertThat(talk.id("call-state")).hasText("Speaking");
    assertThat(talk.visit.turn(1)).containsText("How can I help?");

    talk.id("hang-up").click();
    assertThat(talk.id("call")).hasCount(0);
    talk.visit.isFocused("composer");
    assertThat(talk.id("call-ended")).hasCount(0);
    assertThat(talk.id("call-elsewhere")).hasCount(0);
    voice.awaitRequest("DELETE /v1/sessions/s1/voice/c1", 1);
    assertThat(talk.visit.complaints()).isEmpty();
  }

  @Test
  void muting_silences_the_microphone_and_notifies_the_server() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    var voice = BROWSER.stage().voice();
    talk.awaitHeard("c1");
    assertThat(talk.id("mute")).hasAttribute("aria-pressed", "false");
    assertThat(talk.id("mute")).hasAccessibleName("Mute microphone");

    talk.id("mute").click();
    assertThat(talk.id("mute")).hasAttribute("aria-pressed", "true");
    assertThat(talk.id("call-state")).hasText("Microphone off");
    assertThat(talk.id("call-news")).hasText("Your microphone is off.");
    assertThat(voice.control(1).toString()).isEqualTo("{\"type\":\"mute\",\"muted\":true}");
    talk.awaitSilence("c1");
    talk.tell("c1", "speaking", "");
    assertThat(talk.id("call-state")).hasText("Speaking");
    assertThat(talk.id("call-remark")).hasText("Microphone off");

    talk.id("mute").click();
    assertThat(voice.control(2).path("muted").asBoolean(true)).isFalse();
    assertThat(talk.id("call-remark")).hasCount(0);
    talk.awaitHeard("c1");
  }

  @Test
  void a_call_is_held_in_the_language_of_the_page() {
    var talk = VoiceVisit.to(BROWSER, StagedVoice.AVAILABLE, "/?lang=de", Visit.DESKTOP);
    talk.call();
    assertThat(talk.id("call-state")).hasText("Hört zu");
    assertThat(BROWSER.stage().voice().languages()).containsExactly("de");
  }

  @Test
  void the_stop_button_works_only_while_an_answer_is_spoken_without_layout_shift() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    var before = talk.id("mute").boundingBox().x;
    assertThat(talk.id("stop-talking")).isHidden();
    talk.tell("c1", "speaking", "");
    assertThat(talk.id("stop-talking")).isVisible();
    assertThat(talk.id("mute").boundingBox().x).isEqualTo(before);
    talk.id("stop-talking").click();
    assertThat(BROWSER.stage().voice().control(1).toString())
        .isEqualTo("{\"type\":\"stop-talking\"}");
    talk.tell("c1", "listening", "");
    assertThat(talk.id("stop-talking")).isHidden();
  }

  @Test
  void the_live_transcript_becomes_the_stored_message() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    talk.tell("c1", "listening", "where is");
    assertThat(talk.id("hearing")).containsText("where is");
    talk.tell("c1", "listening", "where is my order");
    assertThat(talk.id("hearing")).containsText("where is my order");
    assertThat(talk.id("hearing")).containsText("Still listening…");
    session.record(
        "{\"kind\":\"said\",\"id\":\"v1\",\"by\":\"customer\",\"text\":\"Where is my order?\","
            + "\"channel\":\"voice\",\"confidence\":0.87}");
    assertThat(talk.visit.messages("customer")).containsText("Where is my order?");
    assertThat(talk.id("hearing")).hasCount(0);
    assertThat(talk.id("spoken")).containsText("Spoken");

    talk.visit.ask("And this I typed.");
    assertThat(talk.visit.messages("customer")).hasCount(2);
    assertThat(talk.id("spoken")).hasCount(1);
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
  }

  @Test
  void the_heard_part_of_an_interrupted_answer_is_shown() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    session.open(1);
    session.complete(1, "Your order **1042** is on its way. It should arrive on Tuesday.", "");
    session.record(
        "{\"kind\":\"reply-cut\",\"turn\":1,\"heard\":\"Your order 1042 is on its way.\"}");
    assertThat(talk.id("cut")).hasText("You interrupted here");
    assertThat(talk.visit.turn(1).locator(".unheard")).hasText("It should arrive on Tuesday.");
    assertThat(talk.visit.turn(1).locator("strong")).hasText("1042");
    assertThat(talk.visit.turn(1)).containsText("Not said aloud:");
    session.open(2);
    session.complete(2, "Yes.", "");
    session.record("{\"kind\":\"reply-cut\",\"turn\":2,\"heard\":\"Something else\"}");
    assertThat(talk.visit.turn(2)).containsText("Interrupted by you after: “Something else”");
    assertThat(talk.visit.turn(2)).containsText("Yes.");
    talk.visit.shoot("voice-cut");
  }

  @Test
  void another_tab_sees_the_call_and_may_type_into_it() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    var other = talk.visit.again();
    // news of a call is not stored: a tab without a connection yet would never get it
    await().until(() -> session.lines() == 2);
    talk.tell("c1", "listening", "where is my");
    assertThat(other.id("call-elsewhere")).containsText("A call is under way in another window");
    assertThat(other.id("hearing")).containsText("where is my");
    assertThat(other.id("talk")).hasAttribute("aria-disabled", "true");
    other.id("talk").press("Enter");
    assertThat(other.id("why-not")).hasText("You are in a call already, in another window.");
    assertThat(talk.id("call-elsewhere")).hasCount(0);
    other.ask("Order 1042");
    assertThat(talk.visit.messages("customer")).containsText("Order 1042");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    other.shoot("voice-elsewhere");

    talk.id("hang-up").click();
    talk.tell("c1", "ended", "");
    assertThat(other.id("call-elsewhere")).hasCount(0);
    assertThat(other.id("talk")).hasAttribute("aria-disabled", "false");
    assertThat(session.lines()).isEqualTo(2);
  }
}
