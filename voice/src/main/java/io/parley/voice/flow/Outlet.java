package io.parley.voice.flow;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// The publisher of a stream for one subscriber, by the rules of Reactive Streams 1.0 (§1 and §3):
/// signals one after another, never more elements than requested, one end. Any thread may put
/// elements in and end it; the thread that does, or the one that asks for more, delivers them. An
/// end comes after the elements that were put in before it.
public final class Outlet<T> implements Flow.Publisher<T> {
  /// As a limit: the producer bounds the waiting elements.
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore space;
  private final Hooks hooks;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger deliveries = new AtomicInteger();
  private final AtomicReference<End> end = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();
  private volatile Flow.Subscriber<? super T> subscriber;

  /// @param failure null when all is well
  private record End(Throwable failure) {}

  /// The subscriber's signals for the producer.
  public interface Hooks {
    /// Subscribed. Called once.
    default void subscribed() {}

    /// @param n how many more are requested
    default void requested(long n) {}

    /// Cancelled. Called at most once, and not after the end was delivered.
    default void cancelled() {}
  }

  /// @param limit how many elements may wait for the subscriber
  public Outlet(int limit, Hooks hooks) {
    this.space = new Semaphore(limit);
    this.hooks = hooks;
  }

  /// @param cancelled see [Hooks#cancelled]
  public Outlet(int limit, Runnable cancelled) {
    this(
        limit,
        new Hooks() {
          @Override
          public void cancelled() {
            cancelled.run();
          }
        });
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> wanted) {
    Objects.requireNonNull(wanted);
    if (!taken.compareAndSet(false, true)) {
      wanted.onSubscribe(new Refused());
      wanted.onError(new IllegalStateException("a second subscriber (expected: one)"));
      return;
    }
    wanted.onSubscribe(new Subscribed());
    subscriber = wanted;
    hooks.subscribed();
    deliver();
  }

  /// @return false when too many wait already; the element is not taken then
  public boolean offer(T element) {
    if (!add(element)) return false;
    deliver();
    return true;
  }

  /// Waits for space. For virtual threads, which may.
  public void put(T element) throws InterruptedException {
    space.acquire();
    enqueue(element);
    deliver();
  }

  /// Like [#offer], but delivers nothing: for callers that hold a lock, and call [#deliver] after
  /// releasing it.
  public boolean add(T element) {
    if (!space.tryAcquire()) return false;
    enqueue(element);
    return true;
  }

  /// After what was put in; only the first end counts.
  public void complete() {
    end(new End(null));
  }

  /// After what was put in; only the first end counts.
  public void fail(Throwable failure) {
    end(new End(Objects.requireNonNull(failure)));
  }

  /// How many requested elements were not put in yet.
  public long wanted() {
    return demand.get() - waiting.size();
  }

  /// Whether later elements are dropped.
  public boolean isOver() {
    return closed.get() || end.get() != null;
  }

  /// Delivers requested elements: one thread at a time; others leave a mark so that it loops once
  /// more.
  public void deliver() {
    if (deliveries.getAndIncrement() != 0) return;
    int marks = 1;
    while (marks != 0) {
      var to = subscriber;
      if (to != null) deliver(to);
      marks = deliveries.addAndGet(-marks);
    }
  }

  private void enqueue(T element) {
    if (isOver()) space.release();
    else waiting.add(element);
  }

  private void end(End how) {
    if (end.compareAndSet(null, how)) deliver();
  }

  private void deliver(Flow.Subscriber<? super T> to) {
    while (!closed.get()) {
      // read before the queue is: what was put in before the end is in it
      var how = end.get();
      if (waiting.isEmpty()) {
        if (how != null && closed.compareAndSet(false, true)) {
          if (how.failure() == null) to.onComplete();
          else to.onError(how.failure());
        }
        return;
      }
      if (demand.get() == 0) return;
      var next = waiting.poll();
      if (next == null) continue;
      if (demand.get() != Long.MAX_VALUE) demand.decrementAndGet();
      space.release();
      to.onNext(next);
    }
    clear();
  }

  private void clear() {
    while (waiting.poll() != null) space.release();
  }

  private void leave() {
    if (left.compareAndSet(false, true)) hooks.cancelled();
  }

  private final class Subscribed implements Flow.Subscription {
    @Override
    public void request(long n) {
      if (n <= 0) {
        clear();
        fail(new IllegalArgumentException("request: " + n + " (expected: ≥ 1)"));
        leave();
        return;
      }
      demand.updateAndGet(now -> now + n < 0 ? Long.MAX_VALUE : now + n);
      deliver();
      if (!isOver()) hooks.requested(n);
    }

    @Override
    public void cancel() {
      if (!closed.compareAndSet(false, true)) return;
      leave();
      deliver();
    }
  }

  /// The subscription of a refused subscriber.
  private static final class Refused implements Flow.Subscription {
    @Override
    public void request(long n) {
      // no elements
    }

    @Override
    public void cancel() {
      // nothing to cancel
    }
  }
}
