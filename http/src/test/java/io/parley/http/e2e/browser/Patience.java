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
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
  }
}
