package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.testing.Chromium;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A caller interrupts an answer, in a real browser with the real program, through a microphone
/// that the test controls.
@Tag("alone")
class VoiceBargeInIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SPOKEN);

  @RegisterExtension static final SharedEngines ENGINES = new SharedEngines();

  private static final double PATIENCE_MS = 90_000;

  private static Playwright playwright;

  @BeforeAll
  static void start() {
    playwright = Chromium.playwright();
  }

  @AfterAll
  static void stop() {
    playwright.close();
  }

  @Test
  void a_barge_in_stops_the_answer_and_the_heard_part_is_recorded() throws Exception {
    try (var browser =
        Chromium.launch(playwright, List.of("--autoplay-policy=no-user-gesture-required"))) {
      var page = page(browser);
      var session = SpokenSession.of(page);
      // synthesised in advance: an answer does not wait for an interruption to be computed
      var question = SpokenWave.base64(voice(), "Where is my order ten forty two?");
      var interruption = SpokenWave.base64(voice(), "No, stop. I would rather talk to a person.");
      talk(page);
      say(page, question);
      assertThat(page.getByText(Pattern.compile("order 1042 ", Pattern.CASE_INSENSITIVE)).last())
          .isVisible();
      assertThat(page.getByTestId("call")).hasAttribute("data-phase", "speaking");
      say(page, interruption);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> session.first(SERVER, "reply-cut").isPresent());
      var cut = session.first(SERVER, "reply-cut").orElseThrow();
      var reply = session.first(SERVER, "reply-completed").orElseThrow().get("text").asText();
      assertThat(reply).startsWith(cut.get("heard").asText());
      assertThat(cut.get("heard").asText().length()).isLessThan(reply.length());
    }
  }

  private static Page page(Browser browser) {
    var context =
        browser.newContext(new Browser.NewContextOptions().setPermissions(List.of("microphone")));
    context.addInitScript(SpokenWave.MICROPHONE);
    var page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return page;
  }

  private static void talk(Page page) {
    page.navigate(SERVER.http("/").toString());
    page.waitForFunction(
        "async () => (await (await fetch('/v1/voice', {cache: 'no-store'})).json()).available");
    page.reload();
    page.getByTestId("talk").click();
    assertThat(page.getByTestId("call")).hasAttribute("data-phase", "speaking");
    assertThat(page.getByTestId("call")).hasAttribute("data-phase", "listening");
  }

  private static void say(Page page, String sound) {
    page.evaluate("samples => window.say(samples)", sound);
  }

  private static TextToSpeech voice() {
    return ENGINES.get().voices().getLast();
  }
}
