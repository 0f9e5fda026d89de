package io.parley.tools.source;

import io.parley.core.tool.ToolFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/// The calls of one source that may be under way at once on this node. Thread safe.
public final class Places {
  private final String source;
  private final int max;
  private final Semaphore free;

  public Places(String source, int max) {
    this.source = source;
    this.max = max;
    this.free = new Semaphore(max);
  }

  /// Runs a call as [Background] does. Fails with a [ToolFailure], and sends nothing, while all
  /// places are taken.
  ///
  /// @param thread its name
  public <T> CompletableFuture<T> run(String thread, Callable<T> call) {
    if (!free.tryAcquire())
      return CompletableFuture.failedFuture(
          ToolFailure.notSent("%d calls of %s are under way".formatted(max, source), null));
    return Background.run(
        thread,
        () -> {
          try {
            return call.call();
          } finally {
            free.release();
          }
        });
  }
}
