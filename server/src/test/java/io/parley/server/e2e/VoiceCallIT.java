package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.testing.Chromium;
import io.parley.voice.testing.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A caller asks for their order in a real browser with the real program: real recognition, the
/// sample shop's tool, a real voice; the test transcribes the played answer.
@Tag("alone")
class VoiceCallIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SPOKEN);

  @RegisterExtension static final SharedEngines ENGINES = new SharedEngines();

  private static final double PATIENCE_MS = 90_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Path PICTURE = Path.of("target", "screenshots", "voice-call.png");
  private static final String QUESTION = "Where is my order ten forty two?";

  @TempDir private static Path directory;
  private static Playwright playwright;
  private static Path microphone;

  private Browser browser;
  private Page page;
  private SpokenSession session;

  @BeforeAll
  static void start() throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    microphone = directory.resolve("microphone.wav");
    SpokenWave.write(microphone, quick(), QUESTION);
    playwright = Chromium.playwright();
  }

  @AfterAll
  static void stop() {
    if (playwright != null) playwright.close();
  }

  @BeforeEach
  void open() throws IOException, InterruptedException {
    browser = Chromium.launch(playwright, arguments());
    var context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setPermissions(List.of("microphone"))
                .setViewportSize(1_100, 800));
    context.addInitScript(Recorder.SCRIPT);
    page = context.newPage();
    session = SpokenSession.of(page);
    page.setDefaultTimeout(PATIENCE_MS);
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  @Test
  void a_spoken_question_about_an_order_is_answered_aloud() throws Exception {
    talk("/");
    awaitAnswer();
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURE));
    assertThat(session.sockets()).noneMatch(url -> url.contains("/voice/socket"));
    assertHeard();
  }

  @Test
  @Tag("long")
  void without_udp_the_same_call_runs_over_a_websocket() throws Exception {
    page.addInitScript("delete window.RTCPeerConnection");
    talk("/");
    awaitAnswer();
    assertThat(session.sockets()).anyMatch(url -> url.contains("/voice/socket"));
    assertHeard();
  }

  /// The tests of voice transcribe the recording itself.
  @Test
  @Tag("long")
  void a_person_is_understood_and_answered_aloud() throws Exception {
    page.addInitScript(SpokenWave.MICROPHONE);
    talk("/");
    // the greeting is over, so that the question interrupts nothing even on a slow machine
    awaitHeard();
    page.evaluate(
        "samples => window.say(samples)", SpokenWave.base64(Recordings.samples("Front_Center")));
    await().atMost(PATIENCE).until(() -> session.first(SERVER, "reply-completed").isPresent());
    var said = session.first(SERVER, "said").orElseThrow();
    assertThat(said.get("text").asText().toLowerCase(Locale.ROOT)).contains("front", "center");
    assertThat(said.get("channel").asText()).isEqualTo("voice");
    assertThat(said.get("confidence").asDouble()).isBetween(0.5, 1.0);
    var reply = session.first(SERVER, "reply-completed").orElseThrow().get("text").asText();
    var wanted = words(reply);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                assertThat(words(heard()))
                    .filteredOn(wanted::contains)
                    .hasSizeGreaterThan(wanted.size() / 2));
  }

  /// The words long enough to be distinguishable.
  private static Set<String> words(String text) {
    return Pattern.compile("[a-z]{4,}")
        .matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private void talk(String path) {
    page.navigate(SERVER.http(path).toString());
    // the models load while the server is already running
    page.waitForFunction(
        "async () => (await (await fetch('/v1/voice', {cache: 'no-store'})).json()).available");
    page.reload();
    page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Talk to us")))
        .click();
  }

  /// Only the agent writes the number in this form: recognisers write what they hear.
  private void awaitAnswer() {
    assertThat(
            page.getByText(Pattern.compile("where is my order", Pattern.CASE_INSENSITIVE)).last())
        .isVisible();
    // a failure shows the whole conversation: the words as understood, and the answer to them
    assertThat(page.getByTestId("log"))
        .containsText(Pattern.compile("order 1042 ", Pattern.CASE_INSENSITIVE));
    assertThat(page.getByText(Pattern.compile("order 1042 ", Pattern.CASE_INSENSITIVE)).last())
        .isVisible();
  }

  /// The sound that the browser played matches the text on the page.
  private void assertHeard() throws Exception {
    awaitHeard();
    assertThat(heard()).contains("order").contains("tracking");
  }

  private void awaitHeard() {
    assertThat(page.getByTestId("call")).hasAttribute("data-phase", "speaking");
    assertThat(page.getByTestId("call")).hasAttribute("data-phase", "listening");
  }

  private String heard() throws Exception {
    return SpokenWave.transcribed(ENGINES.get().ears().getFirst(), Recorder.samples(page))
        .toLowerCase(Locale.ROOT);
  }

  private static TextToSpeech quick() {
    return ENGINES.get().voices().stream()
        .filter(voice -> voice.name().equals("flite"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> arguments() {
    return Stream.concat(
            Chromium.WITH_MICROPHONE.stream(),
            Stream.of(
                "--use-file-for-fake-audio-capture=" + microphone + "%noloop",
                "--autoplay-policy=no-user-gesture-required"))
        .toList();
  }
}
