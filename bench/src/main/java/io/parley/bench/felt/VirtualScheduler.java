package io.parley.bench.felt;

import com.typesafe.config.Config;
import io.parley.bench.felt.VirtualTime.Event;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/// The timers of an actor system in virtual time (`pekko.scheduler.implementation`).
final class VirtualScheduler extends AbstractScheduler {
  private final VirtualTime time = VirtualTime.CREATING.get();

  /// Called by Pekko.
  VirtualScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

  @Override
  public Cancellable scheduleOnce(
      FiniteDuration delay, Runnable task, ExecutionContext executionContext) {
    var event = after(delay, () -> executionContext.execute(task));
    return new Timed(new AtomicReference<>(event));
  }

  @Override
  @SuppressWarnings("deprecation") // that it must be implemented, Pekko says, too
  public Cancellable schedule(
      FiniteDuration initialDelay,
      FiniteDuration interval,
      Runnable task,
      ExecutionContext executionContext) {
    var timed = new Timed(new AtomicReference<>());
    repeat(timed, initialDelay, interval, () -> executionContext.execute(task));
    return timed;
  }

  private void repeat(Timed timed, FiniteDuration delay, FiniteDuration interval, Runnable task) {
    timed.next.set(
        after(
            delay,
            () -> {
              repeat(timed, interval, interval, task);
              task.run();
            }));
  }

  private Event after(FiniteDuration delay, Runnable task) {
    return time.after(Duration.ofNanos(delay.toNanos()), task);
  }

  @Override
  public double maxFrequency() {
    return 1_000;
  }

  private record Timed(AtomicReference<Event> next) implements Cancellable {
    @Override
    public boolean cancel() {
      return next.get().cancelled().compareAndSet(false, true);
    }

    @Override
    public boolean isCancelled() {
      return next.get().cancelled().get();
    }
  }
}
