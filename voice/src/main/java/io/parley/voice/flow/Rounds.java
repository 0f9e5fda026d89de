package io.parley.voice.flow;

import io.parley.core.fault.Stages;
import io.parley.core.model.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A duty that is done again and again until it is closed. A pause follows the end of each round,
/// so that no two overlap; a round that fails is reported, and the next one comes all the same.
public final class Rounds implements AutoCloseable {
  private final Timer timer;
  private final Duration pause;
  private final Supplier<? extends CompletionStage<?>> duty;
  private final Consumer<Throwable> failed;
  private Cancellable next = () -> {};
  private boolean closed;

  private Rounds(
      Timer timer,
      Duration pause,
      Supplier<? extends CompletionStage<?>> duty,
      Consumer<Throwable> failed) {
    this.timer = timer;
    this.pause = pause;
    this.duty = duty;
    this.failed = failed;
  }

  /// @param pause before each round, the first one, too
  /// @param failed receives why a round failed, in any thread
  public static Rounds start(
      Timer timer,
      Duration pause,
      Supplier<? extends CompletionStage<?>> duty,
      Consumer<Throwable> failed) {
    var rounds = new Rounds(timer, pause, duty, failed);
    rounds.later();
    return rounds;
  }

  private synchronized void later() {
    if (!closed) next = timer.after(pause, this::round);
  }

  private void round() {
    CompletableFuture.completedStage(null)
        .thenCompose(_ -> duty.get().thenApply(_ -> null))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) failed.accept(Stages.cause(failure));
              later();
            });
  }

  @Override
  public synchronized void close() {
    closed = true;
    next.cancel();
  }
}
