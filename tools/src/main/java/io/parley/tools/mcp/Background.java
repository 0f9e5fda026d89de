package io.parley.tools.mcp;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// Runs blocking work on a virtual thread of its own.
final class Background {
  private Background() {}

  /// Cancelling the future interrupts the work.
  static <T> CompletableFuture<T> run(String name, Callable<T> work) {
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
