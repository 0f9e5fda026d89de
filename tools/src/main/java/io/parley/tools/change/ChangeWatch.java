package io.parley.tools.change;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a node's copy of stored things up to date: it reads the number of changes often, and what
/// is new once the number is another. The copy changes in one step after the other. While the store
/// does not answer, it stays as it is. Thread safe.
public final class ChangeWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

  private final String things;
  private final Supplier<CompletionStage<Long>> newest;
  private final LongSupplier known;
  private final Supplier<CompletionStage<Void>> learning;
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private final ScheduledExecutorService timer;

  /// Completes with the last step, also with one that fails.
  private CompletionStage<Void> steps = CompletableFuture.completedStage(null);

  private volatile boolean isFailing;

  /// Does nothing until [#every] or [#look].
  ///
  /// @param thread its name; @param things in the plural, for the log
  /// @param newest reads the number of changes; @param known that of the copy
  /// @param learning reads what is behind the copy's number, and changes the copy
  public ChangeWatch(
      String thread,
      String things,
      Supplier<CompletionStage<Long>> newest,
      LongSupplier known,
      Supplier<CompletionStage<Void>> learning) {
    this.things = things;
    this.newest = newest;
    this.known = known;
    this.learning = learning;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(thread).factory());
  }

  /// Looks again and again from now on, not while a look is under way.
  ///
  /// @param pause between two looks
  public void every(Duration pause) {
    repeat(pause, this::tick);
  }

  /// Does other work of the copy's owner again and again, on the thread that looks. A failure is
  /// logged, and does not stop it.
  ///
  /// @param pause before the first time, and between two
  public void repeat(Duration pause, Runnable work) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> contained(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void contained(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      // an exception would end the repetition
      LOG.error("the watch of {} failed", things, e);
    }
  }

  private void tick() {
    if (isLooking.compareAndSet(false, true)) {
      var _ = look().whenComplete((_, _) -> isLooking.set(false));
    }
  }

  /// Learns what has changed until now: for the node that has stored a change. Completes also when
  /// the store does not answer; the next look follows soon.
  public CompletionStage<Void> look() {
    return next(
        () ->
            newest
                .get()
                .thenCompose(
                    number ->
                        number == known.getAsLong()
                            ? CompletableFuture.<Void>completedStage(null)
                            : learning.get()));
  }

  /// Changes the copy otherwise, when the steps before are done.
  ///
  /// @return completes also when the step fails
  public synchronized CompletionStage<Void> next(Supplier<CompletionStage<Void>> step) {
    steps =
        steps
            .thenCompose(_ -> step.get())
            .<Void>handle(
                (_, failure) -> {
                  if (failure != null && !isFailing)
                    LOG.warn("{} cannot be read; those known still answer", things, failure);
                  isFailing = failure != null;
                  return null;
                });
    return steps;
  }

  /// No step begins on a timer any more.
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
