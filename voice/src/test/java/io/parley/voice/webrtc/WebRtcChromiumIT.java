package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.voice.codec.Opus;
import io.parley.voice.leg.Leg.Gone;
import io.parley.voice.sound.Tone;
import io.parley.voice.testing.Chromium;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real browser with a microphone that hears a tone calls, over real sockets.
class WebRtcChromiumIT {
  private static final double MICROPHONE = 1_000;
  private static final double AGENT = 440;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private WebRtc webRtc;
  private HttpServer http;
  private Playwright playwright;
  private Browser browser;
  private Page page;
  private volatile Answered answered;
  private volatile Ticker ticker;

  @BeforeEach
  void start() throws Exception {
    webRtc = WebRtc.start(TestSettings.settings("report-every = 1s"));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
    playwright = Chromium.playwright();
    browser = Chromium.launch(playwright, withMicrophone(microphone()));
    page = browser.newPage();
    page.navigate("http://127.0.0.1:" + http.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() throws IOException {
    browser.close();
    playwright.close();
    if (ticker != null) ticker.close();
    http.stop(0);
    webRtc.close();
  }

  @Test
  void sound_goes_both_ways_and_on_after_an_ice_restart() {
    assertThat(page.evaluate("call(false)")).isEqualTo("connected");
    soundGoesBothWays();
    // until our report has come there
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(() -> ((Number) stats().get("roundTrip")).doubleValue() >= 0);
    var before = stats();
    assertThat(before.get("lost")).isEqualTo(0);
    assertThat(before.get("reported")).isEqualTo(0);
    assertThat(((Number) before.get("roundTrip")).doubleValue()).isLessThan(2);
    assertThat(answered.leg().stats().lost()).isZero();
    assertThat(answered.leg().delay()).isBetween(Duration.ofMillis(60), Duration.ofSeconds(2));

    var ufrag = page.evaluate("restart()");
    assertThat(ufrag).isNotEqualTo(before.get("ufrag"));
    await().atMost(PATIENCE).pollInSameThread().until(() -> stats().get("ufrag").equals(ufrag));
    soundGoesBothWays();
    assertThat(stats().get("lost")).isEqualTo(0);
    assertThat(answered.leg().stats().lost()).isZero();
  }

  @Test
  void media_other_than_sound_are_rejected() {
    assertThat(page.evaluate("call(true)")).isEqualTo("connected");
    soundGoesBothWays();
  }

  @Test
  void hanging_up_is_noticed_at_once() {
    assertThat(page.evaluate("call(false)")).isEqualTo("connected");
    soundGoesBothWays();
    page.evaluate("hangUp()");
    // well before the silence alone would tell
    assertThat(answered.leg().gone().toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo(Gone.HUNG_UP);
    assertThat(webRtc.stats().calls()).isZero();
  }

  @Test
  void the_browser_notices_when_we_hang_up() {
    assertThat(page.evaluate("call(false)")).isEqualTo("connected");
    answered.leg().close();
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(
            () -> List.of("closed", "failed").contains(page.evaluate("state.pc.connectionState")));
  }

  private void soundGoesBothWays() {
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .untilAsserted(
            () -> {
              assertThat(((Number) page.evaluate("heard()")).doubleValue())
                  .isBetween(AGENT - 15, AGENT + 15);
              var tone = Tone.of(ticker.newest(), Opus.SAMPLE_RATE, MICROPHONE);
              assertThat(tone.amplitude()).isGreaterThan(1_000);
              assertThat(tone.snr()).isGreaterThan(15);
            });
  }

  private Map<?, ?> stats() {
    return (Map<?, ?>) page.evaluate("stats()");
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        try {
          answered = webRtc.answer(body);
          ticker = new Ticker(answered.leg(), AGENT);
          respond(exchange, 201, answered.sdp());
        } catch (OfferRefused e) {
          respond(exchange, 400, e.getMessage());
        }
      }
      case "PATCH" -> {
        var restarted = answered.leg().patch(body);
        respond(
            exchange,
            restarted.isPresent() ? 200 : 204,
            restarted.map(Restarted::fragment).orElse(""));
      }
      default -> {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        try (var html = getClass().getResourceAsStream("/webrtc/call.html")) {
          respond(
              exchange,
              200,
              new String(Objects.requireNonNull(html).readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static void respond(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// Ten seconds of a tone, over and over.
  private Path microphone() throws IOException {
    var samples = new Sine(48_000, MICROPHONE).next(480_000);
    var bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    var file = directory.resolve("microphone.wav");
    var format = new AudioFormat(48_000, 16, 1, true, false);
    try (var sound =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length)) {
      Files.createFile(file);
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
    }
    return file;
  }

  private static List<String> withMicrophone(Path sound) {
    return Stream.concat(
            Chromium.WITH_MICROPHONE.stream(),
            Stream.of(
                "--use-fake-ui-for-media-stream",
                "--use-file-for-fake-audio-capture=" + sound,
                "--autoplay-policy=no-user-gesture-required"))
        .toList();
  }
}
