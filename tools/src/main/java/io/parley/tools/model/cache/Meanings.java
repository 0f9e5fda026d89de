package io.parley.tools.model.cache;

import io.parley.core.fault.WorkFailed;
import io.parley.core.model.Embedder;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Vectors of questions, computed on threads of their own. One that is late or cannot be computed
/// counts as missing: a cache miss costs one call of the model, and nothing else.
final class Meanings implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Meanings.class);

  private final Embedder embedder;
  private final ResponseCacheSettings.Semantic settings;
  private final ThreadPoolExecutor threads;

  Meanings(Embedder embedder, ResponseCacheSettings.Semantic settings) {
    this.embedder = embedder;
    this.settings = settings;
    this.threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.waitingMax()),
            Thread.ofPlatform().daemon().name("response-cache-embed-", 0).factory());
  }

  /// Never fails.
  CompletableFuture<Optional<float[]>> of(String text) {
    var vector = new CompletableFuture<Optional<float[]>>();
    try {
      threads.execute(() -> compute(text, vector));
    } catch (RejectedExecutionException e) {
      log.debug("no vector: too many questions wait for one", e);
      vector.complete(Optional.empty());
    }
    return vector;
  }

  /// Empty when it takes longer than the timeout. Never fails.
  CompletableFuture<Optional<float[]>> inTime(String text) {
    return of(text)
        .completeOnTimeout(Optional.empty(), settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void compute(String text, CompletableFuture<Optional<float[]>> vector) {
    if (vector.isDone()) return; // it waited for too long
    try {
      vector.complete(Optional.of(WorkFailed.contain(() -> embedder.embed(text))));
    } catch (RuntimeException e) {
      // the message could hold what the customer asked
      log.warn("a question could not be embedded: {}", e.getClass().getName());
      vector.complete(Optional.empty());
    }
  }
}
