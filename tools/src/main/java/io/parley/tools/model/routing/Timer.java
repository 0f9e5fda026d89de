package io.parley.tools.model.routing;

import io.parley.core.model.Cancellable;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs tasks later.
interface Timer extends AutoCloseable {
  /// Less than most deadlines of calls, and seldom.
  Duration TICK = Duration.ofSeconds(10);

  Cancellable after(Duration delay, Runnable task);

  /// Waiting tasks are dropped, unless others share it.
  @Override
  void close();

  /// One thread for all: tasks are short.
  static Timer started() {
    return started(TICK);
  }

  /// @param tick how often its thread wakes without a task
  static Timer started(Duration tick) {
    var executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("model-routing-timer-", 0).factory());
    executor.setRemoveOnCancelPolicy(true);
    // a task that becomes the first one wakes the thread, which only learns how long to sleep: with
    // this one before them, the two deadlines of a lone call wake nothing. A task that is due
    // earlier becomes the first one all the same
    long nanos = tick.toNanos();
    var _ = executor.scheduleWithFixedDelay(() -> {}, nanos, nanos, TimeUnit.NANOSECONDS);
    return on(executor, executor::shutdownNow);
  }

  /// On the thread of many, which its owner stops.
  static Timer shared(ScheduledExecutorService executor) {
    return on(executor, () -> {});
  }

  private static Timer on(ScheduledExecutorService executor, Runnable closing) {
    return new Timer() {
      @Override
      public Cancellable after(Duration delay, Runnable task) {
        try {
          var waiting = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
          return () -> waiting.cancel(false);
        } catch (RejectedExecutionException e) {
          return () -> {}; // closed: the program ends
        }
      }

      @Override
      public void close() {
        closing.run();
      }
    };
  }
}
