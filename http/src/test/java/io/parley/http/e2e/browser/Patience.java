package io.parley.http.e2e.browser;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// How long every test waits for what must come, with a browser or without: so long that a machine
/// with other work to do brings it too. JUnit finds it by itself, before each class anew, for these
/// are settings of the whole JVM.
public final class Patience implements BeforeAllCallback {
  public static final Duration PATIENCE = Duration.ofSeconds(60);
  public static final double PATIENCE_MS = PATIENCE.toMillis();

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
    Awaitility.setDefaultPollInterval((looks, _) -> pause(looks));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
  }

  /// What takes a moment is seen after a moment; whatever takes longer is looked for ten times a
  /// second.
  private static Duration pause(int looks) {
    return Duration.ofMillis(Math.min(100, 5L << Math.min(looks, 5)));
  }
}
