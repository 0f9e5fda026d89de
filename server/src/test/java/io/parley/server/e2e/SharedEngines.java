package io.parley.server.e2e;

import com.typesafe.config.ConfigFactory;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.models.ModelDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/// The speech engines that are a test's caller and its ear, for all test classes of this JVM: their
/// models are loaded, and their voices measured, by the first one that asks, and they are closed
/// after the last. The program under test has its own.
final class SharedEngines implements BeforeAllCallback {
  private static final Namespace OURS = Namespace.create(SharedEngines.class);

  private ExtensionContext.Store shared;

  @Override
  public void beforeAll(ExtensionContext context) {
    shared = context.getStore(StoreScope.LAUNCHER_SESSION, OURS);
  }

  /// Ready; the first time after some seconds.
  LocalEngines get() {
    return shared.computeIfAbsent(LocalEngines.class, _ -> loaded(), LocalEngines.class);
  }

  private static LocalEngines loaded() {
    try {
      var engines =
          LocalEngines.open(
              new ModelDirectory(SpeechModels.fetched()), LocalSettings.from(ConfigFactory.load()));
      engines.warmUp();
      return engines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
