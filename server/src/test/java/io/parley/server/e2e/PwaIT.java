package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.parley.server.e2e.browser.Patience;
import io.parley.server.e2e.browser.SharedBrowser;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The chat page as an installable app that opens offline.
class PwaIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private static final String WORKER_IS_ACTIVE =
      "async () => { await navigator.serviceWorker.ready; }";

  /// Checks for a newer service worker, and returns when it is waiting.
  private static final String NEWER_WORKER_WAITS =
      """
      async () => {
        const registration = await navigator.serviceWorker.ready;
        await registration.update();
        while (!registration.waiting) await new Promise(requestAnimationFrame);
      }\
      """;

  private static final String KEPT =
      """
      async () => {
        const paths = [];
        for (const name of await caches.keys())
          for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
        return paths;
      }\
      """;

  private static final String COMPANY =
      "async () => (await (await fetch('/manifest.webmanifest')).json()).name";

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private BrowserContext context;
  private Page page;

  @BeforeEach
  void arrive() {
    context =
        BROWSER
            .get()
            .newContext(
                new Browser.NewContextOptions().setViewportSize(768, 900).setLocale("en-GB"));
    page = context.newPage();
    page.setDefaultTimeout(Patience.PATIENCE_MS);
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) complaints.add(message.text());
        });
  }

  @AfterEach
  void leave() {
    context.close();
  }

  @Test
  void the_page_is_installable() {
    try (var site = PageSite.of("Scree & Sorrel")) {
      page.navigate(site.url());
      page.evaluate(WORKER_IS_ACTIVE);
      var chromium = context.newCDPSession(page);
      var manifest = chromium.send("Page.getAppManifest");
      assertThat(manifest.getAsJsonArray("errors")).isEmpty();
      assertThat(manifest.get("data").getAsString()).contains("\"name\":\"Scree & Sorrel\"");
      // tests use private browser contexts, which is the only obstacle
      assertThat(
              chromium.send("Page.getInstallabilityErrors").getAsJsonArray("installabilityErrors"))
          .extracting(error -> error.getAsJsonObject().get("errorId").getAsString())
          .isSubsetOf("in-incognito");
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void the_page_opens_offline_says_so_and_continues_online() throws Exception {
    page.navigate(SERVER.http("/").toString());
    say("Hello");
    assertThat(answers()).hasCount(1);
    page.evaluate(WORKER_IS_ACTIVE);
    assertThat((List<?>) page.evaluate(KEPT))
        .map(Object::toString)
        .contains("/", "/app.js", "/styles.css", "/webjars/lit/index.js")
        .noneMatch(path -> path.startsWith("/v1"));

    context.setOffline(true);
    page.reload();
    assertThat(page.getByTestId("connection")).containsText("You are offline");
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("offline-768.png")));
    say("Are you still there?");

    context.setOffline(false);
    assertThat(answers()).hasCount(2);
    assertThat(page.getByTestId("connection")).not().containsText("offline");
    assertThat(page.locator("[data-testid=message][data-by=customer]")).hasCount(2);
    assertThat(complaints).isEmpty();
  }

  @Test
  void a_newer_version_takes_over_at_the_next_load_and_is_never_mixed() {
    try (var site = PageSite.of("Larch & Lace")) {
      page.navigate(site.url());
      page.evaluate(WORKER_IS_ACTIVE);
      page.reload();
      assertThat(page.evaluate(COMPANY)).isEqualTo("Larch & Lace");

      site.become("Moss & Moor");
      page.evaluate(NEWER_WORKER_WAITS);
      // an open page keeps its version, also for files that it loads later
      assertThat(page.evaluate(COMPANY)).isEqualTo("Larch & Lace");
      page.reload();
      assertThat(page.getByTestId("composer")).isVisible();
      assertThat(page.evaluate(COMPANY)).isEqualTo("Moss & Moor");
      assertThat(page.evaluate("async () => (await caches.keys()).length")).isEqualTo(1);
      assertThat(complaints).isEmpty();
    }
  }

  private void say(String words) {
    page.getByTestId("composer").fill(words);
    page.getByTestId("composer").press("Enter");
  }

  private Locator answers() {
    return page.locator("[data-testid=message][data-by=bot][data-status=completed]");
  }
}
