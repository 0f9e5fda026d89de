package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.server.e2e.browser.Visit;
import io.parley.voice.testing.Chromium;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Calls on unreliable networks.
class VoiceReconnectsIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser(Chromium.WITH_MICROPHONE);

  private static final String NETWORK_CHANGES = "window.dispatchEvent(new Event('online'))";
  private static final String POST = "POST /v1/sessions/s1/voice";

  /// Records every state of the call from now on.
  private static final String LISTEN =
      """
      () => {
        const bar = (root) => root.querySelector('[data-testid=call]') ?? [...root.querySelectorAll('*')]
          .map((element) => element.shadowRoot && bar(element.shadowRoot)).find(Boolean);
        const call = bar(document);
        globalThis.states = [];
        new MutationObserver(() => states.push(call.dataset.state))
          .observe(call, { attributes: true, attributeFilter: ['data-state'] });
      }\
      """;

  @Test
  void a_network_change_restarts_ice_within_the_call() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    talk.awaitHeard("c1");
    talk.visit.page.evaluate(NETWORK_CHANGES);
    var voice = BROWSER.stage().voice();
    voice.awaitRequest("PATCH /v1/sessions/s1/voice/c1", 1);
    talk.awaitRestarts("c1", 1);
    talk.awaitHeard("c1");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    // perhaps while the page still handles the former one: it must not be dropped
    talk.visit.page.evaluate(NETWORK_CHANGES);
    talk.awaitRestarts("c1", 2);
    talk.awaitHeard("c1");
    assertThat(voice.requests()).filteredOn(POST::equals).hasSize(1);
    assertThat(voice.requests()).noneMatch(request -> request.startsWith("DELETE"));
    assertThat(talk.visit.complaints()).isEmpty();
  }

  @Test
  void a_failed_ice_restart_starts_a_new_call_in_the_same_session() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    talk.id("mute").click();
    var voice = BROWSER.stage().voice();
    voice.control(1);
    voice.forgetCalls();
    talk.visit.page.evaluate(NETWORK_CHANGES);
    talk.awaitSilence("c2");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    assertThat(voice.requests())
        .contains("PATCH /v1/sessions/s1/voice/c1", "DELETE /v1/sessions/s1/voice/c1");
    assertThat(voice.requests()).filteredOn(POST::equals).hasSize(2);
    assertThat(talk.id("call-news")).hasText("The line is back.");
    // the call stays muted, and the new call is told so
    assertThat(voice.control(2).path("muted").asBoolean()).isTrue();
    assertThat(BROWSER.stage().starts()).hasSize(1);
    talk.tell("c1", "ended", "");
    talk.tell("c2", "thinking", "");
    assertThat(talk.id("call-state")).hasText("Thinking");
  }

  @Test
  @Tag("long")
  void without_udp_the_call_runs_over_a_socket() {
    var talk = VoiceVisit.to(BROWSER);
    var voice = BROWSER.stage().voice();
    voice.withoutWay(true);
    talk.call();
    var audio = voice.socket(1);
    assertThat(audio.awaitFrames(25)).allMatch(frame -> frame.nonEmpty());
    assertThat(voice.requests())
        .contains(POST, "DELETE /v1/sessions/s1/voice/c1", "GET /v1/sessions/s1/voice/socket");
    talk.tell(audio.id(), "speaking", "");
    assertThat(talk.id("call-state")).hasText("Speaking");
    talk.id("stop-talking").click();
    assertThat(voice.control(1).path("type").asText()).isEqualTo("stop-talking");
  }

  @Test
  void a_call_whose_media_never_arrives_moves_to_the_socket() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    session.send(
        "{\"type\":\"call\",\"call\":\"c1\",\"phase\":\"ended\",\"words\":\"\",\"voice\":true,\"reason\":\"lost\"}");
    var voice = BROWSER.stage().voice();
    voice.socket(1).awaitFrames(10);
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    assertThat(voice.requests()).filteredOn(POST::equals).hasSize(1);
    assertThat(BROWSER.stage().starts()).hasSize(1);
  }

  @Test
  void a_call_whose_udp_is_cut_goes_on_over_a_socket() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    talk.awaitHeard("c1");
    session.send(
        "{\"type\":\"call\",\"call\":\"c1\",\"phase\":\"speaking\",\"words\":\"\",\"voice\":true,\"interrupted\":true}");
    assertThat(talk.id("call-state")).hasText("Line interrupted – reconnecting…");
    var voice = BROWSER.stage().voice();
    var audio = voice.socket(1);
    assertThat(audio.id()).isEqualTo("c1");
    audio.awaitFrames(10);
    talk.tell("c1", "speaking", "");
    assertThat(talk.id("call-state")).hasText("Speaking");
    assertThat(voice.requests()).containsExactly(POST, "GET /v1/sessions/s1/voice/socket");
    assertThat(talk.visit.complaints()).isEmpty();
  }

  @Test
  void a_line_through_which_nothing_comes_is_shown_and_so_is_its_return() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    talk.awaitHeard("c1");
    talk.receives(false);
    assertThat(talk.id("call-state")).hasText("Line interrupted – reconnecting…");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    talk.receives(true);
    assertThat(talk.id("call-state")).hasText("Listening");
    assertThat(BROWSER.stage().voice().requests()).containsExactly(POST);
  }

  @Test
  void a_call_whose_node_refuses_the_socket_restarts_ice() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    var voice = BROWSER.stage().voice();
    voice.refuseSockets(true);
    session.send(
        "{\"type\":\"call\",\"call\":\"c1\",\"phase\":\"speaking\",\"words\":\"\",\"voice\":true,\"interrupted\":true}");
    voice.awaitRequest("PATCH /v1/sessions/s1/voice/c1", 1);
    talk.awaitRestarts("c1", 1);
    talk.awaitHeard("c1");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
  }

  @Test
  void a_draining_node_hands_the_call_to_another_without_an_error_message() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    talk.awaitHeard("c1");
    var voice = BROWSER.stage().voice();
    voice.refuse(StagedSession.problem(503, "draining"));
    session.send(
        "{\"type\":\"call\",\"call\":\"c1\",\"phase\":\"ended\",\"words\":\"\",\"voice\":true,\"reason\":\"draining\"}");
    assertThat(talk.id("call")).hasAttribute("data-state", "reconnecting");
    // a broken connection would have been abandoned by now
    voice.awaitRequest(POST, 5);
    voice.refuse(StagedSession.problem(503, "voice-unavailable"));
    voice.awaitRequest(POST, 7);
    voice.refuse(null);
    // it now retries every four seconds
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    talk.awaitHeard("c2");
    assertThat(talk.id("call-ended")).hasCount(0);
    assertThat(BROWSER.stage().starts()).hasSize(1);
    assertThat(voice.requests()).noneMatch(request -> request.startsWith("PATCH"));
  }

  @Test
  void a_call_refused_by_a_draining_node_starts_on_another() {
    var talk = VoiceVisit.to(BROWSER);
    var voice = BROWSER.stage().voice();
    voice.refuse(StagedSession.problem(503, "draining"));
    talk.id("talk").click();
    voice.awaitRequest(POST, 2);
    voice.refuse(null);
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    assertThat(talk.id("call-ended")).hasCount(0);
  }

  @Test
  void a_lost_media_connection_ends_the_call_and_not_the_conversation() {
    var talk = VoiceVisit.to(BROWSER, StagedVoice.WITHOUT_WEBRTC, "/", Visit.DESKTOP);
    talk.call();
    var voice = BROWSER.stage().voice();
    voice.socket(1).awaitFrames(5);
    voice.refuseSockets(true);
    talk.visit.page.evaluate(LISTEN);
    voice.socket(1).cut();
    assertThat(talk.id("call-ended")).hasAttribute("data-reason", "lost");
    assertThat((List<?>) talk.visit.page.evaluate("states"))
        .map(Object::toString)
        .contains("reconnecting");
    talk.visit.ask("Still here");
    assertThat(talk.visit.messages("customer")).containsText("Still here");
  }

  @Test
  void session_socket_and_call_audio_fail_independently() {
    var talk = VoiceVisit.to(BROWSER);
    var session = talk.call();
    session.cut();
    await().until(() -> session.lines() == 1);
    talk.awaitHeard("c1");
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    talk.tell("c1", "speaking", "");
    assertThat(talk.id("call-state")).hasText("Speaking");
    assertThat(BROWSER.stage().voice().requests()).containsExactly(POST);
  }

  @Test
  void the_call_ends_with_the_page_and_with_the_conversation() {
    var talk = VoiceVisit.to(BROWSER);
    talk.call();
    talk.visit.page.reload();
    var voice = BROWSER.stage().voice();
    voice.awaitRequest("DELETE /v1/sessions/s1/voice/c1", 1);
    var session = talk.call();
    session.end("resolved", "agent");
    voice.awaitRequest("DELETE /v1/sessions/s1/voice/c2", 1);
    assertThat(talk.visit.id("over")).isVisible();
    assertThat(talk.id("call")).hasCount(0);
  }
}
