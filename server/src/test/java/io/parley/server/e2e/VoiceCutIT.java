package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.parley.voice.testing.Chromium;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A browser's call over WebRTC whose line is cut in the middle of an answer: UDP alone, and
/// everything. Both ways to the server lead through relays of the test. The sound that the browser
/// played is transcribed.
@Tag("long")
@Tag("alone")
class VoiceCutIT {
  private static final double PATIENCE_MS = 90_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration TAKEN_OVER = Duration.ofSeconds(5);
  private static final Duration NOTICED = Duration.ofSeconds(2);

  /// Much shorter than what is measured; an assertion of Playwright looks once a second in the end.
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private static final Pattern INTERRUPTED = Pattern.compile("Line interrupted|Reconnecting");

  /// Each of these is said once, in order.
  private static final List<String> ITEMS =
      List.of(
          "apple", "lemon", "orange", "tomato", "butter", "coffee", "sugar", "pepper", "chicken",
          "water", "bottle", "candle", "hammer", "letter", "pencil", "window");

  private static final String ANSWER =
      "In the basket there is "
          + String.join(", and ", ITEMS.subList(0, 8).stream().map("one %s"::formatted).toList())
          + ", and then there is "
          + String.join(", and ", ITEMS.subList(8, 16).stream().map("one %s"::formatted).toList())
          + ".";

  @RegisterExtension static final SharedEngines ENGINES = new SharedEngines();

  @TempDir private static Path directory;
  private static Playwright playwright;
  private static ServerProcess server;
  private static DatagramLine datagrams;

  /// Calls that the page has begun.
  private final AtomicInteger offers = new AtomicInteger();

  private DeadLine connections;
  private Browser browser;
  private Page page;
  private SpokenSession session;

  @BeforeAll
  static void start() throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    var models = SpeechModels.fetched();
    var data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("models"), models);
    int port = FreePort.find();
    datagrams = DatagramLine.to(port);
    var settings =
        """
        parley.voice.webrtc { port = %d, public-addresses = ["127.0.0.1"], public-port = %d }
        # begins at once, and is the same on every machine
        parley.voice.local.voice = flite
        parley.model.scripted { chunks = %d, delay = 0, text = "%s" }
        """
            .formatted(port, datagrams.port(), ANSWER.split(" ").length, ANSWER);
    var file = Files.writeString(directory.resolve("test.conf"), settings);
    server =
        ServerProcess.start(
            data, Map.of("PARLEY_MODEL", "scripted"), List.of("--config", file.toString()));
    playwright = Chromium.playwright();
  }

  @AfterAll
  static void stop() {
    if (playwright != null) playwright.close();
    if (server != null) server.close();
    if (datagrams != null) datagrams.close();
  }

  @BeforeEach
  void open() throws Exception {
    datagrams.mend();
    connections = DeadLine.to(server);
    browser = Chromium.launch(playwright, List.of("--autoplay-policy=no-user-gesture-required"));
    var context =
        browser.newContext(new Browser.NewContextOptions().setPermissions(List.of("microphone")));
    context.addInitScript(Recorder.SCRIPT);
    context.addInitScript(SpokenWave.MICROPHONE);
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    session = SpokenSession.of(page);
    page.onRequest(
        request -> {
          var path = URI.create(request.url()).getPath();
          if (request.method().equals("POST") && path.endsWith("/voice")) offers.incrementAndGet();
        });
  }

  @AfterEach
  void leave() {
    browser.close();
    connections.close();
  }

  @Test
  void a_call_whose_udp_is_cut_goes_on_over_a_socket_which_is_watched() throws Exception {
    askAndHear();
    assertThat(sockets()).isEmpty();
    datagrams.cut();
    long cut = System.currentTimeMillis();
    assertNoticed();
    assertThat(page.getByTestId("call-state")).hasText("Speaking");
    assertThat(page.getByTestId("call")).hasAttribute("data-phase", "listening");
    assertThat(silence(cut)).as("silence after the cut").isLessThan(TAKEN_OVER);
    assertAllHeard();
    assertThat(sockets()).hasSize(1);
    assertThat(sockets().getFirst()).contains("call=");
    assertThat(offers).hasValue(1);
    // over the socket, too, the page notices by itself
    connections.die();
    assertNoticed();
    connections.revive();
    assertThat(page.getByTestId("call-state")).not().containsText(INTERRUPTED);
  }

  @Test
  void a_dead_line_is_shown_within_two_seconds_and_the_answer_waits() throws Exception {
    askAndHear();
    connections.die();
    datagrams.cut();
    assertNoticed();
    // the answer would have gone on for longer
    await().atMost(PATIENCE).until(() -> System.currentTimeMillis() - lastSound() > 4_000);
    datagrams.mend();
    connections.revive();
    assertThat(page.getByTestId("call-state")).hasText("Speaking");
    assertThat(page.getByTestId("call")).hasAttribute("data-phase", "listening");
    assertAllHeard();
    assertThat(offers).hasValue(1);
  }

  /// Starts a call, asks in writing, and waits for some of the answer.
  private void askAndHear() {
    page.navigate(connections.http("/").toString());
    page.waitForFunction(
        "async () => (await (await fetch('/v1/voice', {cache: 'no-store'})).json()).available");
    page.reload();
    page.getByTestId("talk").click();
    assertThat(page.getByTestId("call")).hasAttribute("data-phase", "speaking");
    assertThat(page.getByTestId("call")).hasAttribute("data-phase", "listening");
    page.evaluate("() => (recorded.samples.length = recorded.sounded.length = 0)");
    page.getByRole(AriaRole.TEXTBOX).last().fill("What is there?");
    page.keyboard().press("Enter");
    page.waitForFunction("() => recorded.sounded.length > 10");
  }

  /// The page says within two seconds that the line is interrupted.
  private void assertNoticed() {
    // pages belong to the test's thread
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_EVERY)
        .atMost(NOTICED)
        .until(() -> INTERRUPTED.matcher(page.getByTestId("call-state").textContent()).find());
  }

  private List<String> sockets() {
    return session.sockets().stream().filter(url -> url.contains("/voice/socket")).toList();
  }

  /// The whole answer was heard, in the end: what the cut took away was said again.
  private void assertAllHeard() throws Exception {
    var heard =
        SpokenWave.transcribed(ENGINES.get().ears().getFirst(), Recorder.samples(page))
            .toLowerCase(Locale.ROOT);
    var missing = ITEMS.stream().filter(item -> !heard.contains(item)).toList();
    // a recogniser mistakes a word or two of a made voice
    assertThat(missing).as("not in: %s", heard).hasSizeLessThan(3);
  }

  private long lastSound() {
    return ((Number) page.evaluate("() => recorded.sounded.at(-1)")).longValue();
  }

  /// The longest silence in the answer since then, to the next sound.
  private Duration silence(long since) {
    var longest =
        page.evaluate(
            """
            since => Math.max(...recorded.sounded.map((at, i) => at < since ? 0 : at - (recorded.sounded[i - 1] ?? at)))
            """,
            (double) since);
    return Duration.ofMillis(((Number) longest).longValue());
  }
}
