package io.parley.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads all that a store has, again once the number of its changes is another.
final class NumberedReading<T> {
  private final Supplier<CompletionStage<Long>> version;
  private final Supplier<CompletionStage<T>> all;
  private final Consumer<T> taker;
  private volatile long known;

  private NumberedReading(
      Supplier<CompletionStage<Long>> version,
      Supplier<CompletionStage<T>> all,
      Consumer<T> taker) {
    this.version = version;
    this.all = all;
    this.taker = taker;
  }

  /// Returns when all was read for the first time.
  static <T> NumberedReading<T> begin(
      Supplier<CompletionStage<Long>> version,
      Supplier<CompletionStage<T>> all,
      Consumer<T> taker) {
    var reading = new NumberedReading<>(version, all, taker);
    reading.known = version.get().toCompletableFuture().join();
    taker.accept(all.get().toCompletableFuture().join());
    return reading;
  }

  /// The number is read first: a change in between is seen the next time.
  CompletionStage<Void> look() {
    return version
        .get()
        .thenCompose(
            newest ->
                newest == known
                    ? CompletableFuture.completedStage(null)
                    : all.get().thenAccept(read -> take(newest, read)));
  }

  private void take(long newest, T read) {
    taker.accept(read);
    known = newest;
  }
}
