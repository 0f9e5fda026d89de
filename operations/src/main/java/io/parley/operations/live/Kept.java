package io.parley.operations.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Caches a result for a while, and computes it at most once at a time: its cost does not depend on
/// the number of open pages. A failed computation is repeated. Thread safe.
final class Kept<T> {
  private final Supplier<CompletionStage<T>> source;
  private final long nanos;
  private final LongSupplier clock;
  private CompletableFuture<T> answer;
  private long sought;

  /// @param clock nanoseconds, with any origin
  Kept(Duration fresh, LongSupplier clock, Supplier<CompletionStage<T>> source) {
    this.source = source;
    this.nanos = fresh.toNanos();
    this.clock = clock;
  }

  synchronized CompletionStage<T> get() {
    long now = clock.getAsLong();
    boolean fresh =
        answer != null
            && !answer.isCompletedExceptionally()
            && (!answer.isDone() || now - sought < nanos);
    if (!fresh) {
      sought = now;
      answer = source.get().toCompletableFuture();
    }
    return answer;
  }

  /// The result if it comes in time, without a failure; a computation under way goes on.
  CompletionStage<Optional<T>> soon(Duration patience) {
    return get()
        .toCompletableFuture()
        // the kept one goes on
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle((found, _) -> Optional.ofNullable(found));
  }
}
