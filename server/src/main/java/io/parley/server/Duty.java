package io.parley.server;

import io.parley.core.fault.Stages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that every node repeats, and that may be done by several at once. One run at a time. A
/// failure is logged once for each outage, and the work is tried again at its next time.
final class Duty implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Duty.class);

  private final String name;
  private final Supplier<CompletionStage<Void>> work;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean failing;
  private volatile boolean closed;
  private Cancellable times = Cancellable.alreadyCancelled();

  private Duty(String name, Supplier<CompletionStage<Void>> work) {
    this.name = name;
    this.work = work;
  }

  /// @param name for the log, as in "… fails"
  /// @param every pause between two times; the first run begins after it
  static Duty start(
      ActorSystem<?> system, String name, Duration every, Supplier<CompletionStage<Void>> work) {
    var duty = new Duty(name, work);
    duty.times =
        system
            .classicSystem()
            .scheduler()
            .scheduleWithFixedDelay(every, every, duty::run, system.executionContext());
    return duty;
  }

  private void run() {
    if (!running.compareAndSet(false, true)) return;
    begun()
        .whenComplete(
            (_, failure) -> {
              running.set(false);
              if (failure != null && !failing && !closed)
                LOG.warn("{} fails; it is tried again", name, Stages.cause(failure));
              if (failure == null && failing) LOG.info("{} succeeds again", name);
              failing = failure != null;
            });
  }

  private CompletionStage<Void> begun() {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /// Does one after the other. Fails after the last one if one of them failed.
  static <T> CompletionStage<Void> each(List<T> all, Function<T, CompletionStage<Void>> work) {
    CompletionStage<Optional<Throwable>> done = CompletableFuture.completedStage(Optional.empty());
    for (var one : all)
      done =
          done.thenCompose(
              earlier ->
                  work.apply(one)
                      .handle((_, failure) -> earlier.or(() -> Optional.ofNullable(failure))));
    return done.thenCompose(
        failed ->
            failed
                .map(CompletableFuture::<Void>failedStage)
                .orElseGet(() -> CompletableFuture.completedStage(null)));
  }

  /// A run under way ends by itself.
  @Override
  public void close() {
    closed = true;
    times.cancel();
  }
}
