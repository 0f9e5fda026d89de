package io.parley.bench.felt;

import io.parley.voice.call.MediaClock;
import io.parley.voice.leg.Leg;
import io.parley.voice.work.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Time that stands still while anything is computed: it advances to the next event only when the
/// actors have handled their messages, and the one worker has nothing to do but wait for that time.
/// So results do not depend on the machine's load. Ticks and events run in the caller's thread, all
/// actors in one other.
final class VirtualTime implements CallTime, Workers.Watch {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /// The time of the actor system that is being created.
  static final ScopedValue<VirtualTime> CREATING = ScopedValue.newInstance();

  private final ExecutorService actors =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("actors").factory());
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));

  // under this object's lock
  private long now;
  private long number;
  private int acting;
  private int given;
  private boolean taking;

  /// @param cancelled whether it is not wanted any more
  record Event(long at, long number, Runnable task, AtomicBoolean cancelled) {}

  /// Runs the tasks of actors.
  Executor actors() {
    return task -> {
      acting(1);
      actors.execute(
          () -> {
            try {
              task.run();
            } finally {
              acting(-1);
            }
          });
    };
  }

  private synchronized void acting(int more) {
    acting += more;
    notifyAll();
  }

  /// Runs a short task later, in the thread that advances the time.
  synchronized Event after(Duration delay, Runnable task) {
    long at = now + Math.max(0, delay.toNanos());
    var event = new Event(at, number++, task, new AtomicBoolean());
    events.add(event);
    return event;
  }

  /// Time stands still for the worker's tasks, but while one of them takes its time.
  @Override
  public synchronized void given() {
    given++;
  }

  @Override
  public synchronized void over() {
    given--;
    notifyAll();
  }

  /// The worker's task that calls this takes so long, and others wait behind it. Blocks its thread.
  void take(Duration length) {
    var done = new CompletableFuture<Void>();
    after(
        length,
        () -> {
          taking(false);
          done.complete(null);
        });
    taking(true);
    done.join();
  }

  private synchronized void taking(boolean now) {
    taking = now;
    notifyAll();
  }

  /// Does the next event.
  ///
  /// @return false when there is none until then; then it is that time
  private boolean step(long until) {
    Event next;
    synchronized (this) {
      awaitIdle();
      next = events.peek();
      if (next == null || next.at() > until) {
        now = Math.max(now, until);
        return false;
      }
      events.remove();
      now = Math.max(now, next.at());
    }
    if (!next.cancelled().get()) next.task().run();
    return true;
  }

  private synchronized void awaitIdle() {
    try {
      while (acting > 0 || (given > 0 && !taking)) wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calls were computed", e);
    }
  }

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public void pass(Duration length) {
    long until = nanos() + length.toNanos();
    while (step(until)) {}
  }

  @Override
  public boolean await(BooleanSupplier condition, long deadline) {
    while (true) {
      awaitIdle();
      if (condition.getAsBoolean()) return true;
      if (!step(deadline)) return condition.getAsBoolean();
    }
  }

  @Override
  public <T> List<T> together(List<Callable<T>> lanes) throws Exception {
    var results = new ArrayList<T>();
    for (var lane : lanes) results.add(lane.call());
    return results;
  }

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return BEGIN.plusNanos(nanos());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("calls ask for no zone");
      }
    };
  }

  @Override
  public MediaClock media(int threads) {
    return new MediaClock(threads) {
      @Override
      public ScheduledFuture<?> every(Runnable tick) {
        var ticking = new Ticking();
        schedule(ticking, tick);
        return ticking;
      }

      @Override
      public long nanoTime() {
        return nanos();
      }
    };
  }

  private void schedule(Ticking ticking, Runnable tick) {
    after(
        Leg.TICK,
        () -> {
          if (ticking.isDone()) return;
          schedule(ticking, tick);
          tick.run();
        });
  }

  /// Ticks until it is cancelled.
  private static final class Ticking extends CompletableFuture<Void>
      implements ScheduledFuture<Void> {
    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  @Override
  public void close() {
    actors.shutdown();
  }
}
