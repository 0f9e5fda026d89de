package io.parley.voice.work;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A few platform threads for computation, shared by all calls. Urgent tasks run first, and equal
/// ones in order. Virtual threads would not work: native code does not release its carrier.
public final class Workers implements AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final int queueMax;
  private final Watch watch;
  private final AtomicLong arrivals = new AtomicLong();

  /// Is told of each task. A measurement in virtual time waits until none is left.
  public interface Watch {
    Watch NONE =
        new Watch() {
          @Override
          public void given() {
            // nobody counts
          }

          @Override
          public void over() {
            // nobody counts
          }
        };

    /// A task is about to be queued.
    void given();

    /// It is done, or was dropped. In the worker's thread, or in the one that dropped it.
    void over();
  }

  /// @param name of the threads
  /// @param threads that compute at once
  /// @param queueMax tasks that may wait; one more is refused
  public Workers(String name, int threads, int queueMax) {
    this(name, threads, queueMax, Watch.NONE);
  }

  public Workers(String name, int threads, int queueMax, Watch watch) {
    if (threads < 1) throw new IllegalArgumentException("threads: " + threads + " (expected: ≥ 1)");
    if (queueMax < 1)
      throw new IllegalArgumentException("queueMax: " + queueMax + " (expected: ≥ 1)");
    this.queueMax = queueMax;
    this.watch = watch;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name + "-", 0).factory());
  }

  /// How soon a task is wanted.
  public enum Urgency {
    /// A caller waits for it in silence.
    NOW,
    /// Useful, but not needed.
    SOON
  }

  /// A task in the queue or running.
  public interface Task {
    /// Removes it from the queue; a running task continues.
    void drop();
  }

  /// Returns at once.
  ///
  /// @param work must not throw
  /// @throws RejectedExecutionException when the queue is full, or these workers are closed
  public Task give(Urgency urgency, Runnable work) {
    if (threads.getQueue().size() >= queueMax)
      throw new RejectedExecutionException("%d tasks wait already".formatted(queueMax));
    var job = new Job(urgency, arrivals.getAndIncrement(), work);
    watch.given();
    threads.execute(job);
    return job;
  }

  /// Tasks in the queue.
  public int waiting() {
    return threads.getQueue().size();
  }

  /// Drops waiting tasks, and blocks until running ones are done.
  ///
  /// @return whether it was done in time
  public boolean close(Duration patience) throws InterruptedException {
    threads.shutdownNow();
    return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private final class Job implements Task, Runnable, Comparable<Job> {
    private static final Comparator<Job> ORDER =
        Comparator.<Job, Urgency>comparing(job -> job.urgency)
            .thenComparingLong(job -> job.arrival);

    private final Urgency urgency;
    private final long arrival;
    private final Runnable work;
    private final AtomicBoolean begun = new AtomicBoolean();

    Job(Urgency urgency, long arrival, Runnable work) {
      this.urgency = urgency;
      this.arrival = arrival;
      this.work = work;
    }

    @Override
    public void run() {
      if (!begun.compareAndSet(false, true)) return;
      try {
        work.run();
      } finally {
        watch.over();
      }
    }

    @Override
    public void drop() {
      if (!begun.compareAndSet(false, true)) return;
      threads.remove(this);
      watch.over();
    }

    @Override
    public int compareTo(Job other) {
      return ORDER.compare(this, other);
    }
  }
}
