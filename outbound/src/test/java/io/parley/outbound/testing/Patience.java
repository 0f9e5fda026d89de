package io.parley.outbound.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// How long every test waits for what must come: so long that a machine with other work to do
/// brings it too. Of each module whose tests are registered for it (`META-INF/services`), JUnit
/// finds it by itself, before each class anew, for this is a setting of the whole JVM.
public final class Patience implements BeforeAllCallback {
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
    Awaitility.setDefaultPollInterval((looks, _) -> pause(looks));
  }

  /// What takes a moment is seen after a moment; whatever takes longer is looked for ten times a
  /// second.
  private static Duration pause(int looks) {
    return Duration.ofMillis(Math.min(100, 5L << Math.min(looks, 5)));
  }
}
