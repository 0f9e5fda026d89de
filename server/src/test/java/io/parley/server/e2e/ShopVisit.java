package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.parley.server.e2e.browser.Patience;
import io.parley.server.e2e.browser.Visit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A visitor of a shop's page with the widget.
final class ShopVisit implements AutoCloseable {
  static final int PHONE = 375;
  static final int TABLET = 768;
  static final int DESKTOP = 1440;
  static final int HEIGHT = 812;

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /// Records unexpected layout shifts (Layout Instability API).
  private static final String SHIFTS =
      """
      globalThis.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });\
      """;

  private static final String VIOLATIONS =
      """
      async () => {
        const found = await axe.run(document, { resultTypes: ['violations'], iframes: false });
        return found.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.failureSummary).join('; '));
      }\
      """;

  final Page page;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> sockets = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private ShopVisit(Page page) {
    this.page = page;
    page.setDefaultTimeout(Patience.PATIENCE_MS);
    page.onRequest(request -> requests.add(request.url()));
    page.onWebSocket(socket -> sockets.add(socket.url()));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.text().contains("Content Security Policy"))
            complaints.add(message.text());
        });
    page.onPageError(complaints::add);
    page.addInitScript(SHIFTS);
  }

  static ShopVisit to(Browser browser, String url, int width) {
    var options = new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setLocale("en-GB");
    var visit = new ShopVisit(browser.newContext(options).newPage());
    visit.page.navigate(url);
    visit.launcher().waitFor();
    return visit;
  }

  Locator launcher() {
    return page.locator("parley-widget button.launcher");
  }

  Locator badge() {
    return page.locator("parley-widget .badge");
  }

  Locator panel() {
    return page.locator("parley-widget dialog");
  }

  Locator frame() {
    return page.locator("parley-widget iframe");
  }

  Locator inside(String testId) {
    return page.frameLocator("parley-widget iframe").getByTestId(testId);
  }

  Locator composer() {
    return inside("composer");
  }

  void ask(String words) {
    composer().fill(words);
    composer().press("Enter");
  }

  Locator messages(String by) {
    return page.frameLocator("parley-widget iframe")
        .locator("[data-testid=message][data-by=%s]".formatted(by));
  }

  Locator answer(int turn) {
    return page.frameLocator("parley-widget iframe")
        .locator(
            "[data-testid=message][data-by=bot][data-turn=\"%d\"][data-status=completed]"
                .formatted(turn));
  }

  /// The session that the chat is connected to; the server's list lags behind.
  String session() {
    return Path.of(URI.create(sockets.getLast()).getPath()).getName(2).toString();
  }

  /// The paths requested at this origin.
  List<String> requestsTo(String origin) {
    return requests.stream()
        .filter(url -> url.startsWith(origin))
        .map(url -> URI.create(url).getPath())
        .toList();
  }

  /// The layout shift on the shop's page, as browsers measure it.
  double shifted() {
    return ((Number) page.evaluate("shifts")).doubleValue();
  }

  /// axe-core finds no accessibility violation, on the shop's page and in the chat's.
  void isAccessible(String state) {
    for (var frame : page.frames())
      assertThat(violations(frame)).as(state + " " + frame.url()).isEmpty();
  }

  /// Allows the test's scripts despite the page's own policies.
  private static List<?> violations(Frame frame) {
    Visit.settle(frame);
    frame.evaluate(AXE);
    return (List<?>) frame.evaluate(VIOLATIONS);
  }

  private static final String AXE = axe();

  void shoot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    page.context().close();
  }

  private static String axe() {
    try (var in = ShopVisit.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
