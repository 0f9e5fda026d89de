package io.parley.server.e2e.browser;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The same patience ([io.parley.outbound.testing.Patience]) with a browser. JUnit discovers it,
/// and applies it before each class, since it is a setting of the whole JVM.
public final class Patience implements BeforeAllCallback {
  public static final Duration PATIENCE = io.parley.outbound.testing.Patience.PATIENCE;
  public static final double PATIENCE_MS = PATIENCE.toMillis();

  @Override
  public void beforeAll(ExtensionContext context) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
  }
}
