package io.parley.tools.model.routing;

import io.parley.core.model.Cancellable;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs tasks later.
interface Timer extends AutoCloseable {
  Cancellable after(Duration delay, Runnable task);

  /// Waiting tasks are dropped, unless others share it.
  @Override
  void close();

  /// One thread for all: tasks are short.
  static Timer started() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("model-routing-timer-", 0).factory());
    executor.setRemoveOnCancelPolicy(true);
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
