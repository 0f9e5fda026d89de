package io.parley.tools.model.routing;

import io.parley.core.model.Cancellable;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs tasks later.
interface Timer extends AutoCloseable {
  /// In seconds: less than deadlines of calls, and seldom.
  long TICK = 10;

  Cancellable after(Duration delay, Runnable task);

  /// Waiting tasks are dropped.
  @Override
  void close();

  /// One thread for all: tasks are short.
  static Timer started() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("model-routing-timer-", 0).factory());
    executor.setRemoveOnCancelPolicy(true);
    // a task that becomes the first one wakes the thread, which only learns how long to sleep: with
    // this one before them, the two deadlines of a lone call wake nothing
    var _ = executor.scheduleWithFixedDelay(() -> {}, TICK, TICK, TimeUnit.SECONDS);
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
        executor.shutdownNow();
      }
    };
  }
}
