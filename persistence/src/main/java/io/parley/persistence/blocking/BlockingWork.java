package io.parley.persistence.blocking;

import io.parley.core.limit.FairQueue;
import io.parley.core.limit.Weights;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Runs blocking calls on threads of its own, so that callers never block: a fixed number of
/// threads, and a bounded queue before them. A full queue refuses work at once; a longer queue
/// would only let it time out later.
///
/// Organisations that wait are served in fair order ([FairQueue]), and so is work of none of them
/// ([Flow]).
public final class BlockingWork implements AutoCloseable {
  private static final String CLOSED = "closed";

  private final ThreadPoolExecutor threads;
  private final int max;
  private final Function<Exception, RuntimeException> failure;
  private final Duration closeTimeout;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  // under the lock; nothing waits while a thread is free
  private final FairQueue<Flow, Task<?>> waiting;
  private int underWay;
  private boolean closed;

  /// Equal weights for all organisations.
  ///
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
    this(name, threads, queue, Weights.EQUAL, failure, closeTimeout);
  }

  /// @param weights of organisations; the others as above
  public BlockingWork(
      String name,
      int threads,
      int queue,
      Weights weights,
      Function<Exception, RuntimeException> failure,
      Duration closeTimeout) {
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.MILLISECONDS,
            // at most one for each thread, which is about to take it
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name(name + "-", 1).daemon().factory());
    this.max = threads;
    this.waiting = new FairQueue<>(queue, flow -> flow.weight(weights));
    this.failure = failure;
    this.closeTimeout = closeTimeout;
  }

  /// Runs work of an organisation.
  public <T> CompletionStage<T> run(TenantId tenant, Callable<T> work) {
    return run(Flow.of(tenant), work);
  }

  /// @param flow in which it waits
  public <T> CompletionStage<T> run(Flow flow, Callable<T> work) {
    var task = new Task<>(work, new CompletableFuture<T>(), failure);
    boolean starts = false;
    Optional<Task<?>> refused = Optional.empty();
    var why = "the queue is full";
    lock.lock();
    try {
      if (closed) {
        refused = Optional.of(task);
        why = CLOSED;
      } else if (underWay < max) {
        underWay++;
        waiting.passed(flow);
        starts = true;
      } else {
        refused = waiting.offer(flow, task);
      }
    } finally {
      lock.unlock();
    }
    if (starts) start(task);
    if (refused.isPresent()) refused.get().refuse(new RejectedExecutionException(why));
    return task.result().minimalCompletionStage();
  }

  /// Refuses new work, lets queued work end, and abandons it after the timeout.
  @Override
  public void close() {
    var left = new ArrayList<Task<?>>();
    lock.lock();
    try {
      closed = true;
      long nanos = closeTimeout.toNanos();
      while (underWay > 0 && nanos > 0) nanos = idle.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      left.addAll(waiting.clear());
      lock.unlock();
    }
    for (var started : threads.shutdownNow())
      if (started instanceof Turn turn) left.add(turn.task());
    abandon(left);
  }

  private static void abandon(List<Task<?>> left) {
    for (var task : left) task.refuse(new RejectedExecutionException(CLOSED));
  }

  private void start(Task<?> task) {
    try {
      threads.execute(new Turn(task, this::next));
    } catch (RejectedExecutionException e) {
      task.refuse(e);
    }
  }

  /// A thread is free: it gets the next work in fair order.
  private void next() {
    Optional<Task<?>> next;
    lock.lock();
    try {
      next = waiting.poll();
      if (next.isEmpty() && --underWay == 0) idle.signalAll();
    } finally {
      lock.unlock();
    }
    next.ifPresent(this::start);
  }

  /// A task on a thread.
  private record Turn(Task<?> task, Runnable then) implements Runnable {
    @Override
    public void run() {
      try {
        task.run();
      } finally {
        then.run();
      }
    }
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
