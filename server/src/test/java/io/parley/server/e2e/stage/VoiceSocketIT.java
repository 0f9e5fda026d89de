package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.server.e2e.browser.Visit;
import io.parley.voice.testing.Chromium;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A call over the audio socket, with Opus and without.
class VoiceSocketIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser(Chromium.WITH_MICROPHONE);

  private static final String WITHOUT_WEBCODECS = "delete globalThis.AudioEncoder";
  private static final int PCM_FRAME = 640;

  @Test
  void a_browser_with_opus_sends_a_packet_every_20_ms() {
    var talk = overSocket();
    talk.call();
    var audio = BROWSER.stage().voice().socket(1);
    assertThat(audio.codec()).isEqualTo("opus");
    // the configuration of each packet (RFC 6716, 3.1): one frame of 20 ms, mono
    assertThat(audio.awaitFrames(50))
        .allSatisfy(
            packet -> {
              assertThat(packet.size()).isBetween(1, 400);
              assertThat(packet.head() & 0b111).as("mono, one frame").isZero();
            });
    talk.id("hang-up").click();
    audio.awaitOver();
    assertThat(talk.visit.complaints()).isEmpty();
  }

  @Test
  void a_browser_without_opus_sends_raw_samples() {
    var talk = overSocket();
    talk.visit.page.evaluate(WITHOUT_WEBCODECS);
    talk.call();
    var audio = BROWSER.stage().voice().socket(1);
    assertThat(audio.codec()).isEqualTo("pcm");
    var frames = audio.awaitFrames(100);
    assertThat(frames).allMatch(frame -> frame.size() == PCM_FRAME);
    // beeps, and the silence between them
    assertThat(frames.stream().mapToInt(VoiceSocketIT::peak).max().orElse(0)).isGreaterThan(1_000);
    assertThat(frames.stream().mapToInt(VoiceSocketIT::peak).min().orElse(0)).isLessThan(100);

    talk.id("mute").click();
    assertThat(BROWSER.stage().voice().control(1).path("muted").asBoolean()).isTrue();
    // longer than from beep to beep, after the frames in flight
    await().until(() -> isSilent(newest(audio.awaitFrames(65), 65)));
    assertThat(talk.visit.complaints()).isEmpty();
  }

  @Test
  void a_call_ended_by_the_server_has_its_reason_from_the_session() {
    var talk = overSocket();
    var session = talk.call();
    var audio = BROWSER.stage().voice().socket(1);
    audio.awaitFrames(3);
    audio.say("{\"type\":\"ended\"}");
    session.send(
        "{\"type\":\"call\",\"call\":\"%s\",\"phase\":\"ended\",\"words\":\"\",\"voice\":true,\"reason\":\"gave-up\"}"
            .formatted(audio.id()));
    assertThat(talk.id("call-ended")).hasAttribute("data-reason", "gave-up");
    audio.awaitOver();
  }

  @Test
  void a_call_may_end_without_a_reason() {
    var talk = overSocket();
    talk.call();
    var audio = BROWSER.stage().voice().socket(1);
    audio.awaitFrames(3);
    audio.say("{\"type\":\"ended\"}");
    audio.cut();
    assertThat(talk.id("call-ended")).hasAttribute("data-reason", "by-server");
    assertThat(BROWSER.stage().voice().requests()).hasSize(1);
  }

  @Test
  void a_broken_audio_socket_is_reopened_for_the_same_session() {
    var talk = overSocket();
    talk.call();
    var voice = BROWSER.stage().voice();
    voice.socket(1).awaitFrames(3);
    voice.socket(1).cut();
    voice.socket(2).awaitFrames(10);
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    assertThat(BROWSER.stage().starts()).hasSize(1);
  }

  @Test
  void a_draining_server_s_call_continues_on_another() {
    var talk = overSocket();
    talk.call();
    var voice = BROWSER.stage().voice();
    voice.socket(1).awaitFrames(3);
    voice.socket(1).say("{\"type\":\"ended\",\"reason\":\"draining\"}");
    voice.socket(2).awaitFrames(10);
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
    assertThat(talk.id("call-ended")).hasCount(0);
  }

  @Test
  void a_socket_closed_by_an_intermediary_is_not_a_hang_up() {
    var talk = overSocket();
    var session = talk.call();
    var voice = BROWSER.stage().voice();
    voice.socket(1).awaitFrames(3);
    talk.visit.page.evaluate(
        "Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })");
    voice.socket(1).cut();
    assertThat(talk.id("call")).hasAttribute("data-state", "reconnecting");
    session.send(
        "{\"type\":\"call\",\"call\":\"%s\",\"phase\":\"ended\",\"words\":\"\",\"voice\":true,\"reason\":\"hung-up\"}"
            .formatted(voice.socket(1).id()));
    session.reply(1, "After that.");
    assertThat(talk.visit.turn(1)).containsText("After that.");
    talk.visit.page.evaluate("delete navigator.onLine; window.dispatchEvent(new Event('online'))");
    voice.socket(2).awaitFrames(10);
    assertThat(talk.id("call")).hasAttribute("data-state", "on");
  }

  private static VoiceVisit overSocket() {
    return VoiceVisit.to(BROWSER, StagedVoice.WITHOUT_WEBRTC, "/", Visit.DESKTOP);
  }

  private static List<ByteString> newest(List<ByteString> frames, int count) {
    return frames.subList(frames.size() - count, frames.size());
  }

  private static boolean isSilent(List<ByteString> frames) {
    return frames.stream().allMatch(frame -> peak(frame) == 0);
  }

  /// The loudest sample of 16 bits, little endian.
  private static int peak(ByteString frame) {
    var buffer = frame.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    return IntStream.range(0, buffer.remaining()).map(i -> Math.abs(buffer.get(i))).max().orElse(0);
  }
}
