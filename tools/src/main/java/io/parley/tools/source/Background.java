package io.parley.tools.source;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// Runs blocking work of a source on a virtual thread of its own.
public final class Background {
  private Background() {}

  /// Cancelling the future interrupts the work.
  public static <T> CompletableFuture<T> run(String name, Callable<T> work) {
    var result = new CompletableFuture<T>();
    var thread =
        Thread.ofVirtual()
            .name(name)
            .start(
                () -> {
                  try {
                    result.complete(work.call());
                  } catch (Throwable failure) {
                    // an error too belongs to whoever waits
                    result.completeExceptionally(failure);
                  }
                });
    var _ =
        result.whenComplete(
            (_, _) -> {
              if (result.isCancelled()) thread.interrupt();
            });
    return result;
  }
}
