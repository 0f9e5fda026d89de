package io.parley.outbound.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The default timeout of waiting tests, long enough for a busy machine. Registered in
/// `META-INF/services` of each module that uses it; JUnit applies it before each class, because it
/// is a setting of the whole JVM.
public final class Patience implements BeforeAllCallback {
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
    Awaitility.setDefaultPollInterval((looks, _) -> pause(looks));
  }

  /// Polls often at first, then ten times a second.
  private static Duration pause(int looks) {
    return Duration.ofMillis(Math.min(100, 5L << Math.min(looks, 5)));
  }
}
