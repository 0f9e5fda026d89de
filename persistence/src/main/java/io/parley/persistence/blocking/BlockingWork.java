package io.parley.persistence.blocking;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Runs blocking calls on threads of its own, so that callers never block: a fixed number of
/// threads, and a bounded queue before them. A full queue refuses work at once; a longer queue
/// would only let it time out later.
public final class BlockingWork implements AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final Function<Exception, RuntimeException> failure;
  private final Duration closeTimeout;

  /// @param name of the threads
  /// @param failure maps an exception of the work to the stage's failure; a refusal is a
  ///   [RejectedExecutionException]
  /// @param closeTimeout how long [#close] waits for work under way
  public BlockingWork(
      String name,
      int threads,
      int queue,
      Function<Exception, RuntimeException> failure,
      Duration closeTimeout) {
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().name(name + "-", 1).daemon().factory());
    this.failure = failure;
    this.closeTimeout = closeTimeout;
  }

  public <T> CompletionStage<T> run(Callable<T> work) {
    var task = new Task<>(work, new CompletableFuture<T>(), failure);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException full) {
      task.refuse(full);
    }
    return task.result().minimalCompletionStage();
  }

  /// Refuses new work, lets queued work end, and abandons it after the timeout.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (threads.awaitTermination(closeTimeout.toMillis(), TimeUnit.MILLISECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (var left : threads.shutdownNow())
      if (left instanceof Task<?> task) task.refuse(new RejectedExecutionException("closed"));
  }

  private record Task<T>(
      Callable<T> work, CompletableFuture<T> result, Function<Exception, RuntimeException> failure)
      implements Runnable {

    @Override
    public void run() {
      try {
        result.complete(work.call());
      } catch (Exception e) {
        result.completeExceptionally(failure.apply(e));
      } catch (Error e) {
        // the stage must not stay open for ever; the thread's own handler reports the error
        result.completeExceptionally(e);
        throw e;
      }
    }

    void refuse(RejectedExecutionException why) {
      result.completeExceptionally(failure.apply(why));
    }
  }
}
