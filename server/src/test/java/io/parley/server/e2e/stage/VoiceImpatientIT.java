package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Impatient users, and devices that appear and disappear.
class VoiceImpatientIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser(Chromium.WITH_MICROPHONE);

  /// The microphone permission is granted when the test says so.
  private static final String ASKING =
      """
      () => {
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        window.given = [];
        navigator.mediaDevices.getUserMedia = (wish) =>
          new Promise((resolve) => {
            window.allow = async () => {
              const stream = await open(wish);
              window.given.push(stream);
              resolve(stream);
            };
          });
      }\
      """;

  /// Keeps every opened microphone, so that the test can unplug it.
  private static final String GIVING =
      """
      () => {
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        window.given = [];
        navigator.mediaDevices.getUserMedia = async (wish) => {
          if (window.refusal) throw new DOMException('', window.refusal);
          const stream = await open(wish);
          window.given.push(stream);
          return stream;
        };
        window.unplug = () => {
          const track = window.given.at(-1).getAudioTracks()[0];
          track.stop();
          track.dispatchEvent(new Event('ended'));
        };
      }\
      """;

  private static final String ALL_OFF =
      "() => given.length > 0 && given.every(s => s.getTracks().every(t => t.readyState ==="
          + " 'ended'))";

  @Test
  void hanging_up_before_microphone_permission_leaves_the_microphone_closed() {
    var talk = VoiceVisit.to(BROWSER);
    talk.visit.page.evaluate(ASKING);
    talk.id("talk").click();
    assertThat(talk.id("call")).hasAttribute("data-state", "asking");
    talk.id("hang-up").click();
    assertThat(talk.id("call")).hasCount(0);
    talk.visit.page.evaluate("() => allow()");
    talk.visit.page.waitForFunction(ALL_OFF);
    assertThat(talk.id("call")).hasCount(0);
    assertThat(talk.id("call-ended")).hasCount(0);
    assertThat(BROWSER.stage().voice().requests()).isEmpty();
    assertThat(BROWSER.stage().starts()).isEmpty();

    talk.id("talk").click();
    talk.visit.page.evaluate("() => allow()");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    assertThat(talk.visit.complaints()).isEmpty();
  }

  @Test
  void pressing_twice_starts_one_call() {
    var talk = VoiceVisit.to(BROWSER);
    talk.id("talk").evaluate("button => { button.click(); button.click(); }");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    talk.awaitHeard("c1");
    assertThat(BROWSER.stage().voice().requests()).containsExactly("POST /v1/sessions/s1/voice");
    assertThat(BROWSER.stage().starts()).hasSize(1);
  }

  @Test
  void hanging_up_while_connecting_ends_the_call_on_the_server() {
    var talk = VoiceVisit.to(BROWSER);
    talk.id("talk").evaluate("button => button.click()");
    BROWSER.stage().voice().awaitRequest("POST /v1/sessions/s1/voice", 1);
    talk.id("hang-up").click();
    BROWSER.stage().voice().awaitRequest("DELETE /v1/sessions/s1/voice/c1", 1);
    talk.tell("c1", "listening", "");
    talk.visit.ask("I would rather write");
    assertThat(talk.id("call-elsewhere")).hasCount(0);
    assertThat(talk.id("call-ended")).hasCount(0);
  }

  @Test
  void an_unplugged_microphone_is_replaced_by_another() {
    var talk = VoiceVisit.to(BROWSER);
    talk.visit.page.evaluate(GIVING);
    talk.call();
    talk.awaitHeard("c1");
    talk.visit.page.evaluate("() => unplug()");
    talk.visit.page.waitForFunction("() => given.length === 2");
    talk.awaitHeard("c1");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    assertThat(talk.visit.complaints()).isEmpty();
  }

  @Test
  void without_another_microphone_the_call_ends_with_the_reason() {
    var talk = VoiceVisit.to(BROWSER);
    talk.visit.page.evaluate(GIVING);
    talk.call();
    talk.visit.page.evaluate("() => { window.refusal = 'NotFoundError'; unplug(); }");
    assertThat(talk.id("call-ended")).hasAttribute("data-reason", "no-microphone");
    BROWSER.stage().voice().awaitRequest("DELETE /v1/sessions/s1/voice/c1", 1);
  }

  @Test
  void an_unavailable_microphone_leaves_the_call_on_the_current_one() {
    var talk = VoiceVisit.to(BROWSER);
    talk.visit.page.evaluate(GIVING);
    talk.call();
    talk.id("devices").click();
    var microphones = talk.id("microphones");
    assertThat(microphones.locator("option").nth(1)).isAttached();
    var before = microphones.inputValue();
    talk.visit.page.evaluate("() => { window.refusal = 'NotReadableError'; }");
    microphones.selectOption(microphones.locator("option").last().getAttribute("value"));
    assertThat(microphones).hasValue(before);
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    talk.awaitHeard("c1");
    assertThat(talk.visit.complaints()).isEmpty();
  }
}
