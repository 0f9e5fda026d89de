package io.parley.server.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import io.parley.voice.testing.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/// One Chromium, mostly its headless shell, for all test classes of this JVM with the same
/// arguments; it ends with the last of them. Tests are isolated: each visit has a context of its
/// own, with its own cookies, storage and caches.
public final class SharedBrowser implements BeforeAllCallback {
  private static final Namespace OURS = Namespace.create(SharedBrowser.class);

  /// @param isWhole whether it is the whole Chromium; @param arguments beyond the usual ones
  private record Program(boolean isWhole, List<String> arguments) {}

  private final Program program;
  private Browser browser;

  public SharedBrowser() {
    this(List.of());
  }

  /// @param arguments of the program, beyond the usual ones
  public SharedBrowser(List<String> arguments) {
    this(new Program(false, List.copyOf(arguments)));
  }

  private SharedBrowser(Program program) {
    this.program = program;
  }

  /// The whole Chromium, for what its shell does otherwise: it asks for a microphone.
  ///
  /// @param arguments of the program, beyond the usual ones
  public static SharedBrowser whole(List<String> arguments) {
    return new SharedBrowser(new Program(true, List.copyOf(arguments)));
  }

  /// Starts before the first test of the class.
  public Browser get() {
    return browser;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    var shared = context.getStore(StoreScope.LAUNCHER_SESSION, OURS);
    var playwright =
        shared.computeIfAbsent(Playwright.class, _ -> Chromium.playwright(), Playwright.class);
    browser = shared.computeIfAbsent(program, _ -> launch(playwright), Browser.class);
    if (browser.isConnected()) return;
    // it has crashed: the tests that are left, and those that are run again, need another one
    shared.remove(program);
    browser = shared.computeIfAbsent(program, _ -> launch(playwright), Browser.class);
  }

  private Browser launch(Playwright playwright) {
    try {
      return program.isWhole()
          ? Chromium.launch(playwright, program.arguments())
          : Chromium.shell(playwright, program.arguments());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
