package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import io.parley.server.e2e.browser.Visit;
import java.util.List;

/// A customer who talks on the chat page, and, for calls over WebRTC, the other end of the call in
/// a page of its own.
final class VoiceVisit {
  final Visit visit;
  private final Visit otherEnd;
  private final Stage stage;

  private VoiceVisit(Visit visit, Visit otherEnd, Stage stage) {
    this.visit = visit;
    this.otherEnd = otherEnd;
    this.stage = stage;
  }

  static VoiceVisit to(WithBrowser browser) {
    return to(browser, StagedVoice.AVAILABLE, "/", Visit.DESKTOP);
  }

  /// @param availability answer of `GET /v1/voice`
  static VoiceVisit to(WithBrowser browser, String availability, String path, int width) {
    var stage = browser.stage();
    stage.voice().is(availability);
    var otherEnd = browser.open("/stage/other-end");
    var options =
        Visit.like(width, width == Visit.PHONE ? 740 : 900).setPermissions(List.of("microphone"));
    return new VoiceVisit(browser.visit(path, options), otherEnd, stage);
  }

  Locator id(String testId) {
    return visit.id(testId);
  }

  /// Starts a call, and waits until sound flows both ways and the page has a socket to the session.
  ///
  /// @return the session of the call
  StagedSession call() {
    id("talk").click();
    assertThat(id("call")).hasAttribute("data-state", "on");
    var session = stage.session(1);
    await().until(() -> session.lines() > 0);
    return session;
  }

  /// Sends the state of the call with this id to every reader.
  void tell(String call, String phase, String words) {
    stage
        .session(1)
        .send(
            """
            {"type":"call","call":"%s","phase":"%s","words":"%s","voice":true}\
            """
                .formatted(call, phase, words));
  }

  /// Waits until the other end of a WebRTC call receives the microphone's beeps, from now on.
  void awaitHeard(String call) {
    otherEnd.page.evaluate("async id => (calls[id].before = (await heard(id)).energy)", call);
    otherEnd.page.waitForFunction(
        "async id => (await heard(id)).energy > calls[id].before + 0.000_01", call);
  }

  /// Waits until the other end receives only silence.
  void awaitSilence(String call) {
    otherEnd.page.waitForFunction("async id => quietFor(id, 1_500)", call);
  }

  /// Whether the browser counts what comes; otherwise it sees a line through which nothing comes.
  void receives(boolean now) {
    visit.page.evaluate(
        """
        now => {
          const connection = RTCPeerConnection.prototype;
          connection.allStats ??= connection.getStats;
          connection.getStats = now ? connection.allStats : async () => new Map();
        }\
        """,
        now);
  }

  /// Waits until ICE has been restarted so often at the other end.
  void awaitRestarts(String call, int count) {
    otherEnd.page.waitForFunction(
        "([id, count]) => calls[id].restarts >= count", List.of(call, count));
  }
}
