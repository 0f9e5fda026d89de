package io.parley.server.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A customer's browser with the chat page open. Keeps the errors that the browser logs, so that
/// tests notice a page that violates its own policy or fails silently.
public final class Visit implements AutoCloseable {
  public static final int PHONE = 375;
  public static final int TABLET = 768;
  public static final int DESKTOP = 1440;

  /// In `-P full`, or without Maven: pages are looked at in all widths, and pictures of them are
  /// taken.
  private static final boolean EVERYWHERE = System.getProperty("pages.looks", "all").equals("all");

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final String AXE = script("/axe.min.js");

  /// WCAG 2.1 A and AA, and axe's best practices.
  private static final String VIOLATIONS =
      """
      async () => {
        const found = await axe.run(document, { resultTypes: ['violations'] });
        return found.violations.map((v) =>
          v.id + ': ' + v.nodes.map((n) => n.target.flat().join(' ') + ' ' + n.failureSummary).join('; '));
      }\
      """;

  /// Waits for the end of animations and transitions, during which contrast rules may be violated.
  private static final String SETTLED =
      """
      async () => {
        const roots = (root) => [root, ...[...root.querySelectorAll('*')]
          .flatMap((element) => (element.shadowRoot ? roots(element.shadowRoot) : []))];
        const moving = () => roots(document).flatMap((root) => root.getAnimations())
          .filter((one) => one.playState === 'running' && one.effect.getComputedTiming().endTime < Infinity);
        for (let now = moving(); now.length > 0; now = moving())
          await Promise.allSettled(now.map((one) => one.finished));
      }\
      """;

  private static final String SAME_KEYS =
      """
      async ([module, name]) => {
        const { [name]: textsOf } = await import(module);
        const keys = (texts) => Object.entries(texts).map(([key, value]) =>
          key + typeof value + (typeof value === 'object' ? keys(value) : '')).sort().join();
        const all = ['en', 'de', 'es'].map(textsOf);
        return new Set(all).size === 3 && new Set(all.map(keys)).size === 1;
      }\
      """;

  public final Page page;
  private final BrowserContext context;
  private final List<String> complaints;

  private Visit(BrowserContext context, List<String> complaints) {
    this.context = context;
    this.complaints = complaints;
    this.page = context.newPage();
    page.setDefaultTimeout(Patience.PATIENCE_MS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.text().contains("Content Security Policy"))
            complaints.add(message.text());
        });
    page.onPageError(complaints::add);
  }

  /// English, desktop, light mode.
  public static Visit to(Browser browser, String url) {
    return to(browser, url, like(DESKTOP, 900));
  }

  public static Visit to(Browser browser, String url, NewContextOptions options) {
    var visit = open(browser, url, options);
    visit.composer().waitFor();
    return visit;
  }

  /// Of any page of ours.
  public static Visit open(Browser browser, String url, NewContextOptions options) {
    var visit = new Visit(browser.newContext(options), new CopyOnWriteArrayList<>());
    visit.page.navigate(url);
    return visit;
  }

  public static NewContextOptions like(int width, int height) {
    return new NewContextOptions()
        .setViewportSize(width, height)
        .setLocale("en-GB")
        .setTimezoneId("Europe/Ljubljana");
  }

  /// Another tab of the same browser.
  public Visit again() {
    var tab = new Visit(context, complaints);
    tab.page.navigate(page.url());
    return tab;
  }

  public Locator id(String testId) {
    return page.getByTestId(testId);
  }

  public Locator composer() {
    return id("composer");
  }

  public void ask(String words) {
    composer().fill(words);
    composer().press("Enter");
  }

  public Locator messages(String by) {
    return page.locator("[data-testid=message][data-by=%s]".formatted(by));
  }

  public Locator turn(int turn) {
    return page.locator("[data-testid=message][data-turn=\"%d\"]".formatted(turn));
  }

  /// Opens the menu that hides options on small screens.
  public void unfold() {
    if (id("options").isVisible()) id("options").click();
  }

  public void end() {
    if (!id("end").isVisible()) unfold();
    id("end").click();
    id("end-confirm").click();
  }

  /// Takes a screenshot into `target/screenshots`, where somebody may look at it: in `-P full`, or
  /// with `-Dpages.looks=all`.
  public void shoot(String name) {
    if (!EVERYWHERE) return;
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /// axe-core finds no accessibility violation.
  public void isAccessible(String state) {
    settle(page.mainFrame());
    // half a megabyte: sent once for each page
    if (!(Boolean) page.evaluate("() => 'axe' in globalThis"))
      page.evaluate("(code) => void (0, eval)(code)", AXE);
    assertThat((List<?>) page.evaluate(VIOLATIONS)).as(state).isEmpty();
  }

  /// A page of documents is accessible at this width, and nothing of it is cut off at the side; a
  /// screenshot as in [#shoot].
  public void looks(String name, int width, int height, ColorScheme scheme) {
    page.setViewportSize(width, height);
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
    var at = "%s-%d-%s".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
    isAccessible(at);
    var over = page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assertThat(((Number) over).intValue()).as(at).isLessThanOrEqualTo(0);
    shoot(at);
  }

  /// As [#looks] has it, on a telephone in the dark; in `-P full` then in other widths in the
  /// light. In either case the page is left in the last width.
  public void looksEverywhere(String name, int height, int... widths) {
    looks(name, PHONE, height, ColorScheme.DARK);
    if (EVERYWHERE) {
      for (int width : widths) looks(name, width, height, ColorScheme.LIGHT);
    } else {
      page.setViewportSize(widths[widths.length - 1], height);
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
  }

  /// The page says the same things in all languages.
  ///
  /// @param module with its texts; @param function in it, which takes a language
  public void saysTheSame(String module, String function) {
    assertThat(page.evaluate(SAME_KEYS, List.of(module, function))).isEqualTo(true);
  }

  /// Waits until only endless animations run.
  public static void settle(Frame frame) {
    frame.evaluate(SETTLED);
  }

  /// Nothing is cut off at the side, and the page itself does not scroll.
  public void fits() {
    settle(page.mainFrame());
    var size =
        (Map<?, ?>)
            page.evaluate(
                "() => ({over: document.documentElement.scrollWidth - innerWidth,"
                    + " log: (box => box.scrollWidth - box.clientWidth)("
                    + "document.querySelector('parley-chat').renderRoot"
                    + ".querySelector('parley-messages').renderRoot.querySelector('.scroll')),"
                    + " below: document.documentElement.scrollHeight - innerHeight})");
    assertThat(size)
        .as("overflowing pixels")
        .allSatisfy((_, pixels) -> assertThat(((Number) pixels).intValue()).isLessThanOrEqualTo(0));
  }

  public void isFocused(String testId) {
    assertThat(id(testId)).isFocused();
  }

  public List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    context.close();
  }

  private static String script(String resource) {
    try (var in = Visit.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
