package io.parley.voice.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Where results leave an engine: any thread puts them in without waiting, and the one subscriber
/// gets them in order, one at a time, and no more than it asked for (Reactive Streams 1.0, sections
/// 1 and 3). It is told in the thread of whoever put something in or asked for more.
///
/// The queue has no limit of its own: who fills it bounds what it puts in.
public final class Outlet<T> implements Flow.Publisher<T> {
  private static final Flow.Subscription NOTHING =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

  private final Hooks hooks;
  private final Queue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Flow.Subscriber<? super T>> subscriber = new AtomicReference<>();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger draining = new AtomicInteger();
  private volatile boolean ready;
  private volatile boolean cancelled;
  private volatile End end;

  private record End(Throwable failure) {}

  /// What the engine wants to know of its subscriber.
  public interface Hooks {
    /// Somebody listens. Called once.
    default void subscribed() {}

    /// More is wanted.
    default void requested() {}

    /// Nobody wants anything any more. Called at most once, and not when all was taken to the end.
    default void cancelled() {}
  }

  public Outlet(Hooks hooks) {
    this.hooks = hooks;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> wanted) {
    if (!subscriber.compareAndSet(null, wanted)) {
      wanted.onSubscribe(NOTHING);
      wanted.onError(new IllegalStateException("has a subscriber already (expected: one)"));
      return;
    }
    wanted.onSubscribe(new Demand());
    ready = true;
    hooks.subscribed();
    drain();
  }

  /// Results that are asked for and were not put in yet.
  public long wanted() {
    return demand.get() - queue.size();
  }

  /// Whether nothing that is put in goes anywhere any more.
  public boolean isOver() {
    return cancelled || end != null;
  }

  public void put(T result) {
    add(result);
    drain();
  }

  /// Into the queue, and no further: for who holds a lock, and calls [#flush] when it does not.
  public void add(T result) {
    if (!isOver()) queue.add(result);
  }

  /// Gives the subscriber what it asked for.
  public void flush() {
    drain();
  }

  /// After what is in the queue.
  public void complete() {
    end(new End(null));
  }

  /// After what is in the queue; only the first end counts.
  public void fail(Throwable failure) {
    end(new End(failure));
  }

  private synchronized void endOnce(End how) {
    if (end == null) end = how;
  }

  private void end(End how) {
    endOnce(how);
    drain();
  }

  /// One thread at a time; others leave a mark so that it goes round once more.
  private void drain() {
    if (!ready || draining.getAndIncrement() != 0) return;
    int marks = 1;
    while (marks != 0) {
      deliver(subscriber.get());
      marks = draining.addAndGet(-marks);
    }
  }

  private void deliver(Flow.Subscriber<? super T> to) {
    while (!cancelled) {
      // read before the queue: what was put in before the end is seen then
      var ended = end;
      if (queue.isEmpty() && ended != null) {
        cancelled = true;
        if (ended.failure() == null) to.onComplete();
        else to.onError(ended.failure());
        return;
      }
      if (demand.get() == 0) return;
      var next = queue.poll();
      if (next == null) return;
      demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
      to.onNext(next);
    }
    queue.clear();
  }

  private final class Demand implements Flow.Subscription {
    @Override
    public void request(long n) {
      if (n <= 0) {
        queue.clear();
        fail(new IllegalArgumentException("request: " + n + " (expected: > 0)"));
        hooks.cancelled();
        return;
      }
      demand.updateAndGet(left -> left > Long.MAX_VALUE - n ? Long.MAX_VALUE : left + n);
      drain();
      if (!isOver()) hooks.requested();
    }

    @Override
    public void cancel() {
      boolean wasOver = cancelled;
      cancelled = true;
      if (!wasOver) hooks.cancelled();
      drain();
    }
  }
}
