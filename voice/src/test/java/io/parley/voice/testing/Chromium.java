package io.parley.voice.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import io.parley.outbound.testing.SystemCommand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Debian's Chromium under Playwright: the whole browser, and its headless shell, which is the same
/// engine without windows and bars. Both are installed when one is missing and we are root;
/// otherwise the test fails with instructions.
public final class Chromium {
  private static final Path WHOLE = Path.of("/usr/bin/chromium");
  private static final Path SHELL = Path.of("/usr/bin/chromium-headless-shell");
  private static final Path LOCK =
      Path.of(System.getProperty("java.io.tmpdir"), "parley-tests-apt.lock");

  private static final List<String> ALWAYS =
      List.of(
          // root in a container has no user namespaces to build the sandbox from
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // the address bar loads the page of its AI mode for each window, in a process of its own
          // (chrome://omnibox-popup.top-chrome), which takes as much processor time as our pages
          "--disable-features=WebUIOmniboxAimPopup,WebUIOmniboxPopup,WebUIOmniboxFullPopup,"
              + "PreloadTopChromeWebUI");

  /// A microphone that beeps once a second, and calls on this machine only. Chromium joins the
  /// lists of several `--disable-features`.
  public static final List<String> WITH_MICROPHONE =
      List.of(
          "--use-fake-device-for-media-stream",
          "--allow-loopback-in-peer-connection",
          "--disable-features=WebRtcHideLocalIpsWithMdns,AudioServiceSandbox,AudioServiceOutOfProcess");

  private Chromium() {}

  public static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /// The headless shell: a visit of a page takes half the processor time, as the whole browser
  /// draws its windows even where nobody sees them. It grants a microphone to all pages that may
  /// have one without asking.
  ///
  /// @param more arguments of the program
  public static Browser shell(Playwright playwright, List<String> more)
      throws IOException, InterruptedException {
    return launch(
        playwright,
        SHELL,
        Stream.concat(Stream.of("--use-fake-ui-for-media-stream"), more.stream()));
  }

  /// The whole browser, as customers have it.
  ///
  /// @param more arguments of the program
  public static Browser launch(Playwright playwright, List<String> more)
      throws IOException, InterruptedException {
    return launch(playwright, WHOLE, more.stream());
  }

  private static Browser launch(Playwright playwright, Path binary, Stream<String> more)
      throws IOException, InterruptedException {
    install();
    return playwright
        .chromium()
        .launch(
            new LaunchOptions()
                .setExecutablePath(binary)
                .setArgs(Stream.concat(ALWAYS.stream(), more).toList()));
  }

  private static void install() throws IOException, InterruptedException {
    if (isInstalled()) return;
    if (!System.getProperty("user.name").equals("root"))
      throw new IllegalStateException(
          "%s or %s is missing (expected: both; as root: apt-get install chromium chromium-headless-shell)"
              .formatted(WHOLE, SHELL));
    // several JVMs run tests at a time, and apt serves one process
    try (var lock = FileChannel.open(LOCK, CREATE, WRITE);
        var _ = lock.lock()) {
      if (isInstalled()) return;
      var here = Path.of("").toAbsolutePath();
      SystemCommand.run(here, List.of("apt-get", "update"));
      SystemCommand.run(
          here,
          List.of(
              "apt-get",
              "install",
              "-y",
              "--no-install-recommends",
              "chromium",
              "chromium-headless-shell",
              "fonts-dejavu-core"));
    }
  }

  private static boolean isInstalled() {
    return Files.isExecutable(WHOLE) && Files.isExecutable(SHELL);
  }
}
