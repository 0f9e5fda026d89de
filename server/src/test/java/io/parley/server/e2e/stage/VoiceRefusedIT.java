package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import io.parley.voice.testing.Chromium;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every obstacle to a call is explained with a remedy, and chat continues.
class VoiceRefusedIT {
  @RegisterExtension
  static final WithBrowser BROWSER = new WithBrowser(SharedBrowser.whole(Chromium.WITH_MICROPHONE));

  /// A browser without a usable microphone.
  private static final String REFUSE =
      "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('',"
          + " '%s')) }";

  @Test
  void without_voice_support_the_page_shows_no_call_button() {
    var visit = BROWSER.visit();
    assertThat(visit.id("suggestion")).hasCount(3);
    assertThat(visit.id("talk")).hasCount(0);
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void a_reachable_button_explains_missing_models() {
    BROWSER.stage().voice().is(StagedVoice.MODELS_MISSING);
    var visit = BROWSER.visit();
    var sentence =
        "Talking is not possible right now: the speech models are not installed here yet. You can"
            + " write to us.";
    assertThat(visit.id("talk")).hasAttribute("aria-disabled", "true");
    assertThat(visit.id("talk")).hasAccessibleName("Talk to us");
    assertThat(visit.id("talk")).hasAccessibleDescription(sentence);
    assertThat(visit.id("why-not")).isHidden();
    visit.id("talk").press("Enter");
    assertThat(visit.id("why-not")).hasText(sentence);
    visit.isAccessible("models missing");
    visit.shoot("voice-models-missing");
    visit.composer().fill("Then I write.");
    assertThat(visit.id("why-not")).isHidden();
    assertThat(BROWSER.stage().voice().requests()).isEmpty();

    // downloaded meanwhile
    BROWSER.stage().voice().is(StagedVoice.AVAILABLE);
    visit.id("talk").press("Enter");
    assertThat(visit.id("talk")).hasAttribute("aria-disabled", "false");
    assertThat(visit.id("why-not")).isHidden();
  }

  @Test
  void a_language_without_voice_is_explained_with_alternatives() {
    BROWSER.stage().voice().is("{\"available\":true,\"languages\":[\"en\"],\"webrtc\":true}");
    var german = BROWSER.visit("/?lang=de");
    assertThat(german.id("talk")).hasAttribute("aria-disabled", "true");
    assertThat(german.id("talk"))
        .hasAccessibleDescription(
            "In dieser Sprache kann man hier nicht mit uns sprechen. Sie können uns schreiben oder"
                + " oben eine andere wählen.");
    assertThat(BROWSER.visit("/?lang=en").id("talk")).hasAttribute("aria-disabled", "false");
  }

  @Test
  void a_server_that_still_loads_its_models_is_polled() {
    BROWSER
        .stage()
        .voice()
        .is(
            "{\"available\":false,\"reason\":\"loading\",\"detail\":\"A"
                + " moment.\",\"webrtc\":true}");
    var visit = BROWSER.visit();
    assertThat(visit.id("talk"))
        .hasAccessibleDescription(
            "Talking is being prepared here. It will be possible in a moment.");
    BROWSER.stage().voice().is(StagedVoice.AVAILABLE);
    assertThat(visit.id("talk")).hasAttribute("aria-disabled", "false");
  }

  @Test
  void a_blocked_microphone_is_requested_again_by_the_next_press() {
    BROWSER.stage().voice().is(StagedVoice.AVAILABLE);
    var visit = BROWSER.visit("/", Visit.like(Visit.DESKTOP, 900));
    visit.id("talk").click();
    assertThat(visit.id("call-ended")).containsText("Allow it in your browser’s settings");
    assertThat(visit.id("call-news")).containsText("The microphone is blocked");
    visit.isFocused("composer");
    assertThat(BROWSER.stage().starts()).isEmpty();
    visit.isAccessible("microphone refused");
    visit.shoot("voice-denied");

    visit.page.context().grantPermissions(List.of("microphone"));
    visit.page.evaluate(REFUSE.formatted("NotReadableError"));
    visit.id("talk").click();
    assertThat(visit.id("call-ended")).hasAttribute("data-reason", "in-use");
    visit.id("dismiss").click();
    assertThat(visit.id("call-ended")).hasCount(0);
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void every_refusal_has_its_text() {
    BROWSER.stage().voice().is(StagedVoice.AVAILABLE);
    var visit = BROWSER.visit();
    visit.page.context().grantPermissions(List.of("microphone"));
    assertRefused(visit, "NotFoundError", "no-microphone", "No microphone was found.");
    assertRefused(visit, "OverconstrainedError", "no-microphone", "No microphone was found.");
    var inUse = "Your microphone is in use by another program.";
    assertRefused(visit, "NotReadableError", "in-use", inUse);
    assertRefused(visit, "AbortError", "in-use", inUse);
    assertRefused(
        visit, "NotAllowedError", "dismissed", "allow the microphone when your browser asks");
    assertRefused(visit, "TypeError", "microphone-failed", "Your microphone could not be opened.");
  }

  private static void assertRefused(Visit visit, String exception, String reason, String words) {
    visit.page.evaluate(REFUSE.formatted(exception));
    visit.id("talk").click();
    assertThat(visit.id("call-ended")).hasAttribute("data-reason", reason);
    assertThat(visit.id("call-ended")).containsText(words);
    assertThat(visit.id("call")).hasCount(0);
    visit.id("dismiss").click();
    assertThat(visit.id("call-ended")).hasCount(0);
  }

  @Test
  void a_page_without_https_says_so_and_asks_for_nothing() {
    BROWSER.stage().voice().is(StagedVoice.AVAILABLE);
    var visit = BROWSER.visit();
    visit.page.evaluate("Object.defineProperty(window, 'isSecureContext', { value: false })");
    visit.id("talk").click();
    assertThat(visit.id("call-ended")).containsText("not opened over https");
  }

  @Test
  void a_browser_without_microphone_support_gets_no_call_button() {
    BROWSER.stage().voice().is(StagedVoice.AVAILABLE);
    var visit = BROWSER.visit();
    assertThat(visit.id("talk")).isVisible();
    visit.page.evaluate(
        "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });"
            + "document.querySelector('parley-chat').requestUpdate()");
    assertThat(visit.id("talk")).hasCount(0);
  }

  @ParameterizedTest
  @CsvSource({"voice-unavailable, unavailable", "overloaded, busy"})
  void a_refusal_that_holds_for_every_transport_is_not_retried(String problem, String reason) {
    var talk = VoiceVisit.to(BROWSER);
    BROWSER.stage().voice().refuse(StagedSession.problem(503, problem));
    talk.id("talk").click();
    assertThat(talk.id("call-ended")).hasAttribute("data-reason", reason);
    assertThat(BROWSER.stage().voice().requests()).containsExactly("POST /v1/sessions/s1/voice");
    talk.visit.ask("Then in writing");
    assertThat(talk.visit.messages("customer")).containsText("Then in writing");
  }

  @Test
  void a_call_that_the_server_ends_says_why_and_the_page_goes_on() {
    assertSaysWhy("gave-up", "We heard nothing for a while");
  }

  @ParameterizedTest
  @CsvSource({"failed, The call did not work on our side", "hung-up, The call has ended"})
  @Tag("long")
  void so_it_does_for_other_reasons(String reason, String words) {
    assertSaysWhy(reason, words);
  }

  private static void assertSaysWhy(String reason, String words) {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    session.send(
        "{\"type\":\"call\",\"call\":\"c1\",\"phase\":\"ended\",\"words\":\"\",\"voice\":true,\"reason\":\"%s\"}"
            .formatted(reason));
    assertThat(talk.id("call-ended")).containsText(words);
    assertThat(talk.id("call")).hasCount(0);
    BROWSER.stage().voice().awaitRequest("DELETE /v1/sessions/s1/voice/c1", 1);
    talk.visit.ask("I go on in writing");
    assertThat(talk.visit.messages("customer")).containsText("I go on in writing");
    talk.id("talk").click();
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    assertThat(talk.id("call-ended")).hasCount(0);
  }

  @Test
  void answers_that_cannot_be_spoken_are_shown_in_writing() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    session.send(
        "{\"type\":\"call\",\"call\":\"c1\",\"phase\":\"listening\",\"words\":\"\",\"voice\":false}");
    assertThat(talk.id("call-remark")).hasText("Answers come in writing");
    assertThat(talk.id("call-news")).hasText("Answers come in writing from now on.");
    session.reply(1, "In writing, then.");
    assertThat(talk.visit.id("announcer")).containsText("In writing, then.");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
  }
}
