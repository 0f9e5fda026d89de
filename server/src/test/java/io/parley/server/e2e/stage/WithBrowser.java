package io.parley.server.e2e.stage;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The shared browser, and a stage for each test.
final class WithBrowser implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  private final SharedBrowser browser;
  private final List<Visit> visits = new ArrayList<>();
  private Stage stage;

  WithBrowser() {
    this(List.of());
  }

  /// @param arguments of the browser, beyond the usual ones
  WithBrowser(List<String> arguments) {
    this(new SharedBrowser(arguments));
  }

  WithBrowser(SharedBrowser browser) {
    this.browser = browser;
  }

  Stage stage() {
    return stage;
  }

  /// A visit of the chat page in English on a desktop.
  Visit visit() {
    return visit("/", Visit.like(Visit.DESKTOP, 900));
  }

  Visit visit(String path) {
    return visit(path, Visit.like(Visit.DESKTOP, 900));
  }

  Visit visit(String path, NewContextOptions options) {
    var visit = Visit.to(browser.get(), stage.url(path), quiet(options));
    visits.add(visit);
    return visit;
  }

  /// A visit of any page of the stage, in a browser that may use the microphone.
  Visit open(String path) {
    var options = Visit.like(Visit.DESKTOP, 900).setPermissions(List.of("microphone"));
    var visit = Visit.open(browser.get(), stage.url(path), quiet(options));
    visits.add(visit);
    return visit;
  }

  /// The page's service worker fetches all files of the page again and stores them, which takes
  /// effect at the next visit of the same browser: PwaIT's subject. Endless animations of calls and
  /// of replies under way are drawn sixty times a second, by the processor.
  private static NewContextOptions quiet(NewContextOptions options) {
    return options
        .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    browser.beforeAll(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    stage = Stage.open();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var over = List.copyOf(visits);
    visits.clear();
    try {
      over.forEach(Visit::close);
    } finally {
      stage.close();
    }
  }
}
