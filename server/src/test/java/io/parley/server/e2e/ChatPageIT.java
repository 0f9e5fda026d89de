package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.parley.server.e2e.browser.SharedBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The chat page in a real browser, against the built program.
class ChatPageIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.OFFLINE);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final double PATIENCE = 60_000;

  /// In one reply nothing comes after the first piece.
  private static final String SILENCE = "{ when = \"hear me\", fail = silence, after = 1 }";

  @TempDir static Path data;
  private static int port;

  /// It demands a challenge of everybody. A test that ends it starts it again.
  private static ServerProcess own;

  private final List<String> complaints = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    port = FreePort.find();
    own = start(SILENCE);
  }

  /// @param scenes of the scripted model
  private static ServerProcess start(String scenes) throws IOException {
    var config =
        Files.writeString(
            data.resolve("own.conf"),
            """
            parley.http.visitors.challenge.mode = always
            parley.model.scripted.script = [%s]
            """
                .formatted(scenes));
    return ServerProcess.start(
        data.resolve("own"),
        Map.of("PARLEY_MODEL", "scripted", "PARLEY_HTTP_PORT", Integer.toString(port)),
        List.of("--config", config.toString()));
  }

  @AfterAll
  static void stop() {
    if (own != null) own.close();
  }

  @Test
  void a_customer_is_helped_with_sources_while_the_text_streams() throws Exception {
    try (var context = context(1100, 1240)) {
      var page = visit(context, SERVER.http("/").toString());
      shoot(page, "greeting");

      page.getByTestId("suggestion").nth(0).click();
      assertThat(answer(page, 1)).containsText("1042", within());

      ask(page, "How do I send shoes back?");
      var returns = answer(page, 2);
      assertThat(returns)
          .containsText(
              "return", new ContainsTextOptions().setIgnoreCase(true).setTimeout(PATIENCE));
      assertThat(page.getByTestId("sources").last())
          .isVisible(new IsVisibleOptions().setTimeout(PATIENCE));

      ask(page, "I want to talk to a human");
      assertThat(answer(page, 3)).containsText(Pattern.compile("T-\\d+"), within());
      shoot(page, "chat");

      page.reload();
      assertThat(answer(page, 3)).containsText(Pattern.compile("T-\\d+"), within());
      assertThat(page.locator("[data-testid=message][data-by=customer]")).hasCount(3);
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void the_page_works_on_a_phone_in_dark_mode_and_solves_a_challenge_at_its_start() {
    try (var context = context(375, 740)) {
      var page = visit(context, own.http("/").toString());
      ask(page, "How do I send shoes back?");
      assertThat(answer(page, 1)).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
      shoot(page, "phone");
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      shoot(page, "phone-dark");
      var overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
      assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
      // the browser itself logs the answer that demands a challenge
      assertThat(complaints).allMatch(complaint -> complaint.contains("429"));
    }
  }

  @Test
  void the_page_loses_nothing_when_the_server_dies_during_a_reply() throws Exception {
    try (var context = context(1280, 900)) {
      var page = visit(context, own.http("/").toString());
      ask(page, "Hello, can you hear me?");
      assertThat(page.locator("[data-turn=\"1\"][data-status=open]"))
          .isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
      own.kill();
      assertThat(page.getByTestId("connection"))
          .not()
          .hasAttribute("data-state", "live", new HasAttributeOptions().setTimeout(PATIENCE));
      shoot(page, "reconnecting");
      own = start("");
      assertThat(answer(page, 1)).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
      assertThat(page.locator("[data-testid=message][data-by=customer]")).hasCount(1);
      assertThat(page.locator("[data-testid=message][data-by=bot]")).hasCount(1);
      assertThat(own.http("/").getPort()).isEqualTo(port);
    }
  }

  private static BrowserContext context(int width, int height) {
    var context =
        BROWSER.get().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    context.setDefaultTimeout(PATIENCE);
    return context;
  }

  private Page visit(BrowserContext context, String url) {
    var page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.text().contains("Content Security Policy"))
            complaints.add(message.text());
        });
    page.onPageError(complaints::add);
    page.navigate(url);
    return page;
  }

  private static void ask(Page page, String words) {
    page.getByTestId("composer").fill(words);
    page.keyboard().press("Enter");
  }

  private static Locator answer(Page page, int turn) {
    return page.locator(
        "[data-testid=message][data-by=bot][data-turn=\"" + turn + "\"][data-status=completed]");
  }

  private static ContainsTextOptions within() {
    return new ContainsTextOptions().setTimeout(PATIENCE);
  }

  private static void shoot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
